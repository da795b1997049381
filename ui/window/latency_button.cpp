// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/latency_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

QDoubleSpinBox* millisecondsField(double most, const QString& name) {
    auto* field = new QDoubleSpinBox;
    field->setRange(0, most);
    field->setDecimals(1);
    field->setSuffix(LatencyButton::tr(" ms"));
    field->setAccessibleName(name);
    field->setToolTip(LatencyButton::tr("0 to %1 ms").arg(most));
    return field;
}

}  // namespace

LatencyButton::LatencyButton(QWidget* parent)
    : QToolButton(parent),
      cache_(millisecondsField(1'000, tr("Modelled latency of a cache operation, milliseconds"))),
      database_(millisecondsField(10'000, tr("Modelled latency of a database operation, milliseconds"))),
      raw_(new QCheckBox(tr("Ra&w: add nothing"))),
      spread_(new QComboBox),
      tailShare_(new QDoubleSpinBox),
      tailFactor_(new QDoubleSpinBox) {
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(this);
    auto* form = new QWidgetAction(menu);
    form->setDefaultWidget(makeForm());
    menu->addAction(form);
    setMenu(menu);
    connect(raw_, &QCheckBox::toggled, this, [this](bool raw) {
        cache_->setDisabled(raw);
        database_->setDisabled(raw);
        spread_->setDisabled(raw);
        tailShare_->setDisabled(raw);
        tailFactor_->setDisabled(raw);
    });
    connect(menu, &QMenu::aboutToHide, this, [this] {
        const LatencyModel now = model();
        const bool sameTimes = now.cache == shown_.cache && now.database == shown_.database && now.spread == shown_.spread;
        if (sameTimes && now.tail_share == shown_.tail_share && now.tail_factor == shown_.tail_factor) return;
        shown_ = now;
        describe();
        Q_EMIT changed();
    });
    show(LatencyModel{});
}

QWidget* LatencyButton::makeForm() {
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    auto* why =
        new QLabel(tr("On one machine a Redis GET takes longer than a SQLite SELECT. These figures stand for the network and the "
                      "query that a real service has. They are drawn apart from what was measured."));
    why->setWordWrap(true);
    why->setFixedWidth(fontMetrics().averageCharWidth() * 46);
    rows->addRow(why);
    rows->addRow(tr("&Cache"), cache_);
    rows->addRow(tr("&Database"), database_);
    spread_->addItems({tr("always the same"), tr("log-normal around it")});
    spread_->setAccessibleName(tr("Spread of modelled latency"));
    spread_->setToolTip(tr("Log-normal: half of the operations are faster than the figure, one in a hundred takes 3.2 times as long."));
    rows->addRow(tr("S&pread"), spread_);
    tailShare_->setRange(0, 100);
    tailShare_->setDecimals(2);
    tailShare_->setSuffix(tr(" %"));
    tailShare_->setAccessibleName(tr("Share of slow operations, per cent"));
    tailShare_->setToolTip(tr("So many of the operations are slow, 0 to 100 %"));
    rows->addRow(tr("&Slow ones"), tailShare_);
    tailFactor_->setRange(1, 1'000);
    tailFactor_->setDecimals(1);
    tailFactor_->setPrefix(tr("× "));
    tailFactor_->setAccessibleName(tr("How many times as long the slow ones take"));
    tailFactor_->setToolTip(tr("The slow ones take so many times as long, 1 to 1000"));
    rows->addRow(tr("&Take"), tailFactor_);
    rows->addRow(raw_);
    raw_->setToolTip(tr("Shows what the stores on this machine really take."));
    return form;
}

void LatencyButton::show(const LatencyModel& model) {
    const bool raw = model.cache.count() == 0 && model.database.count() == 0;
    const LatencyModel figures = raw ? LatencyModel{} : model;
    cache_->setValue(to_ms(figures.cache));
    database_->setValue(to_ms(figures.database));
    spread_->setCurrentIndex(static_cast<int>(model.spread));
    tailShare_->setValue(model.tail_share * 100);
    tailFactor_->setValue(model.tail_factor);
    raw_->setChecked(raw);
    shown_ = model;
    describe();
}

LatencyModel LatencyButton::model() const {
    LatencyModel model;
    model.cache = raw_->isChecked() ? Duration{0} : from_ms(cache_->value());
    model.database = raw_->isChecked() ? Duration{0} : from_ms(database_->value());
    model.spread = static_cast<Spread>(spread_->currentIndex());
    model.sigma = shown_.sigma;
    model.tail_share = tailShare_->value() / 100;
    model.tail_factor = tailFactor_->value();
    return model;
}

void LatencyButton::describe() {
    const bool raw = raw_->isChecked();
    const QString cache = tr("%1 ms").arg(cache_->value());
    const QString database = tr("%1 ms").arg(database_->value());
    const bool spread = spread_->currentIndex() == 1 || tailShare_->value() > 0;
    setText(raw ? tr("Raw") : (spread ? QStringLiteral("~ ") : QString()) + tr("%1 / %2").arg(cache, database));
    const QString now = raw ? tr("Nothing is added: raw.") : tr("Added to every operation: cache %1, database %2.").arg(cache, database);
    setAccessibleName(tr("Modelled latency"));
    setAccessibleDescription(now);
    setToolTip(tr("Modelled latency\n%1 A change starts a new journal.").arg(now));
}

}  // namespace stampede::ui
