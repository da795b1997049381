// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/combination_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

#include "core/strategies/combination.h"
#include "ui/model/format.h"
#include "ui/window/combination_words.h"
#include "ui/window/layer_row.h"
#include "ui/window/option_fields.h"
#include "ui/window/promise_list.h"
#include "ui/window/quiet_combo_box.h"

namespace stampede::ui {
namespace {

QLabel* paragraph() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setMinimumWidth(120);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Puts fields where others were; the place keeps its position in the panel.
OptionFields* replaced(QWidget* place, OptionFields* old, std::span<const OptionInfo> options) {
    delete old;
    auto* fields = new OptionFields(options);
    place->layout()->addWidget(fields);
    place->setVisible(!fields->empty());
    return fields;
}

QWidget* makePlace() {
    auto* place = new QWidget;
    auto* column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    return place;
}

}  // namespace

CombinationPanel::CombinationPanel(QWidget* parent)
    : QWidget(parent),
      column_(new QVBoxLayout(this)),
      explanation_(paragraph()),
      warnings_(paragraph()),
      promises_(new PromiseList),
      pathPlace_(makePlace()),
      invalidation_(new QuietComboBox),
      invalidationSentence_(paragraph()),
      instances_(new QSpinBox),
      eviction_(new QuietComboBox) {
    column_->setContentsMargins(12, 8, 12, 10);
    column_->setSpacing(5);
    column_->addWidget(explanation_);
    column_->addWidget(warnings_);
    column_->addWidget(pathPlace_);
    addHead(tr("Promises while nothing fails"));
    column_->addWidget(promises_);
    makeGuards();
    makeInvalidation();
    makeRest();
    column_->addStretch(1);
    show(RunConfig{});
}

QLabel* CombinationPanel::addHead(const QString& text) {
    auto* head = new QLabel(text);
    QFont bold = head->font();
    bold.setBold(true);
    head->setFont(bold);
    head->setContentsMargins(0, 6, 0, 0);
    column_->addWidget(head);
    return head;
}

void CombinationPanel::makeGuards() {
    guardsHead_ = addHead(tr("Guards, the outermost first"));
    for (const LayerInfo& info : stampede::guards()) {
        guards_.push_back(new LayerRow(info));
        connect(guards_.back(), &LayerRow::changed, this, &CombinationPanel::changed);
        column_->addWidget(guards_.back());
    }
}

void CombinationPanel::makeInvalidation() {
    addHead(tr("Invalidation"));
    for (const LayerInfo& info : stampede::invalidations()) {
        const QString name = fromCore(info.name);
        invalidation_->addItem(info.anti_pattern ? tr("%1 (%2)").arg(name, antiPatternText()) : name, fromCore(info.id));
    }
    invalidation_->setAccessibleName(tr("Invalidation"));
    invalidation_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    invalidation_->setMinimumContentsLength(8);
    connect(invalidation_, &QComboBox::activated, this, &CombinationPanel::changed);
    column_->addWidget(invalidation_);
    column_->addWidget(invalidationSentence_);
    column_->addWidget(makePlace());
}

void CombinationPanel::makeRest() {
    addHead(tr("Instances and cache"));
    instances_->setRange(1, 4);
    instances_->setAccessibleName(tr("Application instances"));
    instances_->setToolTip(tr("How many application instances serve requests, 1 to 4, in turn. A change starts a new journal."));
    instances_->setKeyboardTracking(false);
    connect(instances_, &QSpinBox::valueChanged, this, &CombinationPanel::changed);
    for (const QString& policy : evictionNames()) eviction_->addItem(policy);
    eviction_->setAccessibleName(tr("Eviction policy"));
    eviction_->setToolTip(tr("What Redis gives up at its memory limit: maxmemory-policy. A change starts a new journal."));
    eviction_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    eviction_->setMinimumContentsLength(6);
    connect(eviction_, &QComboBox::activated, this, &CombinationPanel::changed);
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Instances"), instances_);
    form->addRow(tr("E&viction"), eviction_);
    column_->addLayout(form);
}

int CombinationPanel::guardsTop() const { return guardsHead_->y(); }

LayerRow* CombinationPanel::guard(const QString& id) const {
    const auto found = std::find_if(guards_.begin(), guards_.end(), [&](const LayerRow* row) { return fromCore(row->info().id) == id; });
    return found == guards_.end() ? nullptr : *found;
}

void CombinationPanel::show(const RunConfig& config) {
    const StrategyInfo* strategy = find_strategy(config.strategy);
    if (strategy == nullptr) return;
    if (path_ == nullptr || config.strategy != shown_.strategy) {
        path_ = replaced(pathPlace_, path_, strategy->options);
        connect(path_, &OptionFields::changed, this, &CombinationPanel::changed);
    }
    path_->show(config.options);
    for (LayerRow* row : guards_) {
        const auto chosen =
            std::find_if(config.guards.begin(), config.guards.end(), [&](const Choice& choice) { return choice.id == row->info().id; });
        row->show(*strategy, chosen == config.guards.end() ? nullptr : &*chosen);
    }
    showInvalidation(config);
    const QSignalBlocker quietInstances(instances_);
    instances_->setValue(static_cast<int>(config.instances));
    eviction_->setCurrentIndex(static_cast<int>(config.eviction));
    shown_ = config;
    tell(config);
}

void CombinationPanel::showInvalidation(const RunConfig& config) {
    const StrategyInfo& strategy = *find_strategy(config.strategy);
    auto* items = qobject_cast<QStandardItemModel*>(invalidation_->model());
    const auto all = stampede::invalidations();
    for (int i = 0; i < invalidation_->count(); ++i) {
        const LayerInfo& info = all[static_cast<std::size_t>(i)];
        const QString reason = i == 0 ? QString() : fromCore(obstacle(strategy, info));
        items->item(i)->setEnabled(reason.isEmpty());
        items->item(i)->setToolTip(reason.isEmpty() ? fromCore(info.sentence)
                                                    : tr("%1\nNot here: %2.").arg(fromCore(info.sentence), reason));
    }
    const int chosen = std::max(0, invalidation_->findData(fromCore(config.invalidation.id)));
    const LayerInfo& info = all[static_cast<std::size_t>(chosen)];
    invalidation_->setCurrentIndex(chosen);
    invalidation_->setToolTip(tr("%1\nA change starts a new journal.").arg(fromCore(info.sentence)));
    invalidationSentence_->setText(fromCore(info.sentence));
    if (invalidationFields_ == nullptr || config.invalidation.id != shown_.invalidation.id) {
        const int after = column_->indexOf(invalidationSentence_) + 1;
        invalidationFields_ = replaced(column_->itemAt(after)->widget(), invalidationFields_, info.options);
        connect(invalidationFields_, &OptionFields::changed, this, &CombinationPanel::changed);
    }
    invalidationFields_->show(config.invalidation.options);
}

void CombinationPanel::tell(const RunConfig& config) {
    const bool sound = check(config).has_value();
    explanation_->setText(sound ? explanationOf(config) : QString());
    const QStringList sentences = sound ? warningsOf(config) : QStringList{fromCore(check(config).error())};
    warnings_->setText(sentences.isEmpty() ? QString() : QStringLiteral("⚠ ") + sentences.join(QStringLiteral("\n⚠ ")));
    warnings_->setVisible(!sentences.isEmpty());
    promises_->show(sound ? stampede::promises(config) : Properties{});
}

void CombinationPanel::applyTo(RunConfig& config) const {
    const StrategyInfo* strategy = find_strategy(config.strategy);
    config.options = config.strategy == shown_.strategy ? path_->chosen() : OptionFields::Chosen{};
    config.guards.clear();
    for (const LayerRow* row : guards_) {
        if (row->used() && obstacle(*strategy, row->info()).empty()) config.guards.push_back(row->choice());
    }
    const int index = std::max(0, invalidation_->currentIndex());
    const LayerInfo& info = stampede::invalidations()[static_cast<std::size_t>(index)];
    config.invalidation = {};
    if (index > 0 && obstacle(*strategy, info).empty()) {
        config.invalidation.id = std::string(info.id);
        if (config.invalidation.id == shown_.invalidation.id) config.invalidation.options = invalidationFields_->chosen();
    }
    config.instances = static_cast<std::uint32_t>(instances_->value());
    config.eviction = static_cast<Eviction>(eviction_->currentIndex());
}

void CombinationPanel::setIcons(const IconSet& icons) {
    promises_->setTheme(icons.theme());
    QPalette warning = warnings_->palette();
    warning.setColor(QPalette::WindowText, icons.theme().warning);
    warnings_->setPalette(warning);
    for (LayerRow* row : guards_) row->setIcons(icons);
}

QString CombinationPanel::explanation() const { return explanation_->text(); }
QString CombinationPanel::warnings() const { return warnings_->text(); }

}  // namespace stampede::ui
