// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/layer_row.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/model/format.h"
#include "ui/window/option_fields.h"

namespace stampede::ui {

QString antiPatternText() { return LayerRow::tr("anti-pattern"); }

LayerRow::LayerRow(const LayerInfo& info, QWidget* parent)
    : QWidget(parent),
      info_(&info),
      box_(new QCheckBox(fromCore(info.name))),
      mark_(new QLabel),
      word_(new QLabel(antiPatternText())),
      why_(new QLabel),
      fields_(new OptionFields(info.options)) {
    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(box_);
    line->addStretch();
    auto* judged = new QHBoxLayout;
    judged->setContentsMargins(24, 0, 0, 0);
    judged->addWidget(mark_);
    judged->addWidget(word_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addLayout(judged);
    column->addWidget(why_);
    column->addWidget(fields_);
    box_->setAccessibleName(info.anti_pattern ? tr("%1, %2").arg(fromCore(info.name), antiPatternText()) : fromCore(info.name));
    mark_->setVisible(info.anti_pattern);
    word_->setVisible(info.anti_pattern);
    why_->setWordWrap(true);
    why_->setContentsMargins(24, 0, 0, 2);
    why_->setEnabled(false);
    connect(box_, &QCheckBox::toggled, this, [this](bool on) {
        fields_->setVisible(on && !fields_->empty());
        Q_EMIT changed();
    });
    connect(fields_, &OptionFields::changed, this, [this] {
        if (used()) Q_EMIT changed();
    });
}

void LayerRow::setIcons(const IconSet& icons) {
    const int size = fontMetrics().height();
    if (!info_->anti_pattern) return;
    const QPixmap sign = icons.icon(QStringLiteral("warning"), icons.theme().warning).pixmap(size, size);
    mark_->setPixmap(sign);
    QPalette colors = word_->palette();
    colors.setColor(QPalette::WindowText, icons.theme().warning);
    word_->setPalette(colors);
    for (QLabel* label : {mark_, word_}) label->setToolTip(tr("In the catalogue because seeing it fail is the lesson."));
}

void LayerRow::show(const StrategyInfo& strategy, const Choice* choice) {
    const QSignalBlocker quiet(box_);
    reason_ = fromCore(obstacle(strategy, *info_));
    box_->setEnabled(reason_.isEmpty());
    box_->setChecked(choice != nullptr && reason_.isEmpty());
    const QString sentence = fromCore(info_->sentence);
    box_->setToolTip(reason_.isEmpty() ? sentence : tr("%1\nNot here: %2.").arg(sentence, reason_));
    box_->setAccessibleDescription(box_->toolTip());
    why_->setText(tr("Not here: %1.").arg(reason_));
    why_->setVisible(!reason_.isEmpty());
    fields_->show(choice == nullptr ? OptionFields::Chosen{} : choice->options);
    fields_->setVisible(box_->isChecked() && !fields_->empty());
}

bool LayerRow::used() const { return box_->isChecked(); }

Choice LayerRow::choice() const { return {std::string(info_->id), fields_->chosen()}; }

}  // namespace stampede::ui
