// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/active_list.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

QPushButton* button(const QString& text, const QString& meaning) {
    auto* made = new QPushButton(text);
    made->setToolTip(meaning);
    made->setAutoDefault(false);
    return made;
}

bool sameFaults(const std::vector<ActiveFault>& a, const std::vector<ActiveFault>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const ActiveFault& x, const ActiveFault& y) { return x.fault == y.fault && x.since == y.since; });
}

}  // namespace

ActiveList::ActiveList(QWidget* parent)
    : QWidget(parent),
      list_(new QTreeWidget),
      nothing_(new QLabel(tr("Nothing is broken."))),
      heal_(button(tr("Heal"), tr("Ends the chosen fault (Delete)"))),
      healAll_(button(tr("Heal all"), tr("Ends every fault"))) {
    list_->setHeaderLabels({tr("Broken"), tr("For")});
    list_->setRootIsDecorated(false);
    list_->setWordWrap(true);
    list_->setAccessibleName(tr("What is broken"));
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    heal_->setObjectName(QStringLiteral("healChosen"));
    healAll_->setObjectName(QStringLiteral("healAllFaults"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(heal_, 1);
    buttons->addWidget(healAll_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(nothing_, 1);
    column->addWidget(list_, 1);
    column->addLayout(buttons);
    auto* remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    list_->addAction(remove);
    connect(remove, &QAction::triggered, this, &ActiveList::healChosen);
    connect(heal_, &QPushButton::clicked, this, &ActiveList::healChosen);
    connect(healAll_, &QPushButton::clicked, this, &ActiveList::healAllRequested);
    connect(list_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const int row = list_->indexOfTopLevelItem(item);
        if (row >= 0 && row < static_cast<int>(active_.size())) Q_EMIT chosen(active_[static_cast<std::size_t>(row)].fault);
    });
    rebuild();
}

void ActiveList::setActive(const std::vector<ActiveFault>& active, Instant now) {
    if (!sameFaults(active, active_)) {
        active_ = active;
        rebuild();
    }
    for (std::size_t i = 0; i < active_.size(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(static_cast<int>(i));
        const QString text = durationText(std::max(now - active_[i].since, Duration{0}));
        if (item->text(1) == text) continue;
        item->setText(1, text);
        item->setToolTip(1, tr("Since %1 s of lab time").arg(locale().toString(to_seconds(active_[i].since), 'f', 1)));
    }
}

void ActiveList::rebuild() {
    const QTreeWidgetItem* present = list_->currentItem();
    const QString chosen = present == nullptr ? QString() : present->text(0);
    list_->clear();
    for (const ActiveFault& one : active_) {
        const QString text = faultText(one.fault);
        auto* item = new QTreeWidgetItem(list_, {text});
        item->setToolTip(0, text + QLatin1Char('\n') + faultExplanation(one.fault.kind));
        if (text == chosen) list_->setCurrentItem(item);
    }
    if (list_->currentItem() == nullptr && list_->topLevelItemCount() > 0) list_->setCurrentItem(list_->topLevelItem(0));
    nothing_->setVisible(active_.empty());
    list_->setVisible(!active_.empty());
    heal_->setEnabled(!active_.empty());
    healAll_->setEnabled(!active_.empty());
}

void ActiveList::healChosen() {
    const int row = list_->indexOfTopLevelItem(list_->currentItem());
    if (row >= 0 && row < static_cast<int>(active_.size())) Q_EMIT healRequested(active_[static_cast<std::size_t>(row)].fault);
}

}  // namespace stampede::ui
