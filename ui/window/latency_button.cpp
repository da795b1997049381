// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/latency_button.h"

#include <QCheckBox>
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
      raw_(new QCheckBox(tr("Ra&w: add nothing"))) {
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
    });
    connect(menu, &QMenu::aboutToHide, this, [this] {
        const LatencyModel now = model();
        if (now.cache == shown_.cache && now.database == shown_.database) return;
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
    rows->addRow(raw_);
    raw_->setToolTip(tr("Shows what the stores on this machine really take."));
    return form;
}

void LatencyButton::show(const LatencyModel& model) {
    const bool raw = model.cache.count() == 0 && model.database.count() == 0;
    const LatencyModel figures = raw ? LatencyModel{} : model;
    cache_->setValue(to_ms(figures.cache));
    database_->setValue(to_ms(figures.database));
    raw_->setChecked(raw);
    shown_ = model;
    describe();
}

LatencyModel LatencyButton::model() const {
    if (raw_->isChecked()) return {Duration{0}, Duration{0}};
    return {from_ms(cache_->value()), from_ms(database_->value())};
}

void LatencyButton::describe() {
    const bool raw = raw_->isChecked();
    const QString cache = tr("%1 ms").arg(cache_->value());
    const QString database = tr("%1 ms").arg(database_->value());
    setText(raw ? tr("Raw") : tr("%1 / %2").arg(cache, database));
    const QString now = raw ? tr("Nothing is added: raw.") : tr("Added to every operation: cache %1, database %2.").arg(cache, database);
    setAccessibleName(tr("Modelled latency"));
    setAccessibleDescription(now);
    setToolTip(tr("Modelled latency\n%1 A change starts a new journal.").arg(now));
}

}  // namespace stampede::ui
