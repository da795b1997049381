// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/scenario_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/strategies/catalogue.h"
#include "ui/model/format.h"
#include "ui/model/property_words.h"

namespace stampede::ui {
namespace {

QString combinationText(const RunConfig& config) {
    const StrategyInfo* info = find_strategy(config.strategy);
    QString text = fromCore(info == nullptr ? std::string_view(config.strategy) : info->name);
    for (const Choice& guard : config.guards) text += QStringLiteral(" + ") + fromCore(guard.id);
    if (!config.invalidation.id.empty()) text += QStringLiteral(", ") + fromCore(config.invalidation.id);
    if (config.instances > 1) text += ScenarioForm::tr(", %1 instances").arg(config.instances);
    return text;
}

QGroupBox* group(const QString& title) {
    auto* box = new QGroupBox(title);
    box->setFlat(true);
    return box;
}

}  // namespace

ScenarioForm::ScenarioForm(QWidget* parent) : QWidget(parent), combination_(new QLabel) {
    combination_->setWordWrap(true);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    combination_->setFont(bold);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    column->addWidget(combination_);
    column->addWidget(makeRequests());
    column->addWidget(makeFailures());
    column->addWidget(makeGoal());
    column->addWidget(makeLimits());
    column->addStretch(1);
    connect(sessions_, &QLineEdit::returnPressed, this, &ScenarioForm::submitted);
    setConfig(RunConfig{});
}

QSpinBox* ScenarioForm::number(QFormLayout* form, const QString& name, const QString& meaning, int least, int most, int value) {
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setValue(value);
    field->setAccessibleName(name);
    field->setToolTip(meaning);
    form->addRow(name, field);
    return field;
}

QWidget* ScenarioForm::makeRequests() {
    auto* box = group(tr("Requests at once"));
    auto* form = new QFormLayout(box);
    readers_ = number(form, tr("Readers"), tr("Clients with one request, which reads"), 0, 8, 2);
    writers_ = number(form, tr("Writers"), tr("Clients with one request, which writes"), 0, 8, 1);
    erasers_ = number(form, tr("Erasers"), tr("Clients with one request, which deletes the row"), 0, 8, 0);
    sessions_ = new QLineEdit;
    sessions_->setPlaceholderText(tr("such as WR RW"));
    sessions_->setAccessibleName(tr("Sessions"));
    sessions_->setToolTip(
        tr("Clients with several requests in a row, apart by blanks: WR writes and then reads. A write straight after a "
           "read is based on it."));
    form->addRow(tr("Sessions"), sessions_);
    keys_ = number(form, tr("Rows"), tr("Rows that the clients share in turn"), 1, 4, 1);
    cache_ = new QComboBox;
    cache_->addItems({tr("empty at first"), tr("filled at first")});
    cache_->setAccessibleName(tr("Cache"));
    cache_->setToolTip(tr("Whether the cache holds the rows when it begins"));
    form->addRow(tr("Cache"), cache_);
    return box;
}

QWidget* ScenarioForm::makeFailures() {
    auto* box = group(tr("At most so many failures"));
    auto* form = new QFormLayout(box);
    crashes_ = number(form, tr("Crashes"), tr("An application instance crashes and is started again"), 0, 4, 0);
    expiries_ = number(form, tr("Expiries"), tr("An entry expires, or a lock under whoever holds it"), 0, 8, 0);
    lost_ = number(form, tr("Lost messages"), tr("A request or a reply is lost between application and Redis"), 0, 8, 0);
    return box;
}

QWidget* ScenarioForm::makeGoal() {
    auto* box = group(tr("Look for"));
    auto* column = new QVBoxLayout(box);
    column->setSpacing(2);
    for (const Property property : kProperties) {
        auto* check = new QCheckBox(propertyName(property));
        check->setChecked(property == Property::stale_read || property == Property::permanent_inconsistency ||
                          property == Property::lost_write);
        check->setToolTip(propertySentence(property));
        properties_[static_cast<std::size_t>(property)] = check;
        column->addWidget(check);
    }
    wide_ = new QCheckBox(tr("More loads at once than"));
    wide_->setToolTip(tr("A stampede: so many requests load the same row at the same time."));
    loads_ = new QSpinBox;
    loads_->setRange(1, 8);
    loads_->setAccessibleName(tr("Loads at once"));
    connect(loads_, &QSpinBox::valueChanged, this, [this] { wide_->setChecked(true); });
    auto* row = new QHBoxLayout;
    row->addWidget(wide_);
    row->addWidget(loads_);
    row->addStretch(1);
    column->addLayout(row);
    return box;
}

QWidget* ScenarioForm::makeLimits() {
    auto* box = group(tr("Stop at"));
    auto* form = new QFormLayout(box);
    memory_ = number(form, tr("Memory"), tr("Past this the search goes on with seeded random orders, and says with what probability"), 64,
                     65'536, 2'048);
    memory_->setSuffix(tr(" MiB"));
    memory_->setSingleStep(256);
    states_ = number(form, tr("States"), tr("Different states, in millions; past this the search goes on with seeded random orders"), 1,
                     1'000, 4);
    states_->setSuffix(tr(" million"));
    return box;
}

void ScenarioForm::setConfig(const RunConfig& config) {
    config_ = config;
    combination_->setText(combinationText(config));
}

void ScenarioForm::show(const Scenario& scenario) {
    readers_->setValue(static_cast<int>(scenario.readers));
    writers_->setValue(static_cast<int>(scenario.writers));
    erasers_->setValue(static_cast<int>(scenario.erasers));
    QStringList sessions;
    for (const std::string& session : scenario.sessions) sessions << fromCore(session);
    sessions_->setText(sessions.join(QLatin1Char(' ')));
    keys_->setValue(static_cast<int>(scenario.rows()));
    cache_->setCurrentIndex(scenario.warm ? 1 : 0);
    crashes_->setValue(static_cast<int>(scenario.crashes));
    expiries_->setValue(static_cast<int>(scenario.expiries));
    lost_->setValue(static_cast<int>(scenario.lost));
}

void ScenarioForm::show(const Goal& goal) {
    for (const Property property : kProperties) {
        properties_[static_cast<std::size_t>(property)]->setChecked(goal.properties.contains(property));
    }
    if (goal.loads != 0) loads_->setValue(static_cast<int>(goal.loads));
    wide_->setChecked(goal.loads != 0);
}

Scenario ScenarioForm::scenario() const {
    Scenario scenario;
    scenario.config = config_;
    scenario.readers = static_cast<std::uint32_t>(readers_->value());
    scenario.writers = static_cast<std::uint32_t>(writers_->value());
    scenario.erasers = static_cast<std::uint32_t>(erasers_->value());
    for (const QString& session : sessions_->text().toUpper().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        scenario.sessions.push_back(toCore(session));
    }
    scenario.keys = static_cast<std::uint32_t>(keys_->value());
    scenario.warm = cache_->currentIndex() == 1;
    scenario.crashes = static_cast<std::uint32_t>(crashes_->value());
    scenario.expiries = static_cast<std::uint32_t>(expiries_->value());
    scenario.lost = static_cast<std::uint32_t>(lost_->value());
    return scenario;
}

Goal ScenarioForm::goal() const {
    Goal goal;
    for (const Property property : kProperties) {
        if (properties_[static_cast<std::size_t>(property)]->isChecked()) goal.add(property);
    }
    if (wide_->isChecked()) goal.loads = static_cast<std::uint32_t>(loads_->value());
    return goal;
}

SearchLimits ScenarioForm::limits() const {
    SearchLimits limits;
    limits.memory = static_cast<std::size_t>(memory_->value()) << 20;
    limits.states = static_cast<std::uint64_t>(states_->value()) * 1'000'000;
    return limits;
}

}  // namespace stampede::ui
