// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/fault_form.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/faults/fault_parameters.h"
#include "ui/faults/parameter_field.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr double kLongestPlan = 9'999;  // seconds
constexpr int kArrows = 28;             // of a number's field, and what is around its text
constexpr int kTight = 16;              // beside the text of a button in a narrow panel

QPushButton* button(const QString& text, const QString& meaning) {
    auto* made = new QPushButton(text);
    made->setToolTip(meaning);
    made->setAutoDefault(false);
    return made;
}

QDoubleSpinBox* seconds(const QString& name, const QString& meaning, double value) {
    auto* field = new QDoubleSpinBox;
    field->setRange(0, kLongestPlan);
    field->setDecimals(1);
    field->setSuffix(QChar(QChar::Nbsp) + QStringLiteral("s"));
    field->setValue(value);
    field->setMinimumWidth(field->fontMetrics().horizontalAdvance(QStringLiteral("9999.0 s")) + kArrows);
    field->setAccessibleName(name);
    field->setToolTip(meaning);
    return field;
}

}  // namespace

FaultForm::FaultForm(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      explanation_(new QLabel),
      scroll_(new QScrollArea),
      fields_(new QWidget),
      rows_(new QFormLayout(fields_)) {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    explanation_->setWordWrap(true);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setVerticalSpacing(3);
    rows_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    rows_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* content = new QWidget;
    auto* words = new QVBoxLayout(content);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(4);
    words->addWidget(title_);
    words->addWidget(explanation_);
    words->addWidget(fields_);
    words->addStretch(1);
    content->installEventFilter(this);
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setMinimumHeight(2 * fontMetrics().height());
    scroll_->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll_, 1);
    column->addWidget(makeButtons());
    column->addWidget(makeTimes());
    setKind(kind_);
}

QWidget* FaultForm::makeButtons() {
    do_ = button({}, tr("Does what the form says to the component itself (Enter)"));
    do_->setObjectName(QStringLiteral("doFault"));
    heal_ = button(tr("Heal"), tr("Ends this fault"));
    heal_->setObjectName(QStringLiteral("healFault"));
    plan_ = button(tr("Plan it"), tr("Adds the fault, as the form says it and with the times below, to the plan"));
    plan_->setObjectName(QStringLiteral("planFault"));
    connect(plan_, &QPushButton::clicked, this, &FaultForm::plan);
    connect(do_, &QPushButton::clicked, this, &FaultForm::submit);
    connect(heal_, &QPushButton::clicked, this, &FaultForm::heal);
    auto* box = new QWidget;
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(do_, 3);
    row->addWidget(heal_, 2);
    row->addWidget(plan_, 2);
    do_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("Do it once")) + kTight);
    heal_->setMinimumWidth(fontMetrics().horizontalAdvance(heal_->text()) + kTight);
    plan_->setMinimumWidth(fontMetrics().horizontalAdvance(plan_->text()) + kTight);
    return box;
}

QWidget* FaultForm::makeTimes() {
    from_ = seconds(tr("From"), tr("When it begins, in seconds of lab time after the start of the plan"), 0);
    to_ = seconds(tr("To"), tr("When it is healed, in seconds after the start of the plan. Open: when somebody heals it"), 5);
    to_->setSpecialValueText(tr("open"));
    auto* box = new QWidget;
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(from_, 1);
    row->addWidget(new QLabel(QStringLiteral("–")));
    row->addWidget(to_, 1);
    return box;
}

void FaultForm::rebuild() {
    while (rows_->rowCount() > 0) rows_->removeRow(0);
    parameters_.clear();
    for (const FaultParameter& parameter : entry_of(kind_).parameters) {
        auto* field = new ParameterField(parameter, instances_);
        auto* label = new QLabel(parameterText(parameter));
        label->setBuddy(field);
        rows_->addRow(label, field);
        connect(field, &ParameterField::edited, this, &FaultForm::refresh);
        parameters_.push_back(field);
    }
    fields_->setVisible(!parameters_.empty());
    title_->setText(faultTitle(kind_));
    explanation_->setText(faultExplanation(kind_));
    to_->setEnabled(lasting(kind_));
}

// No higher than what is in it, so that the list above gets the rest.
void FaultForm::fitFields() {
    QWidget* content = scroll_->widget();
    const int high = content->layout()->totalHeightForWidth(std::max(width(), 1));
    const int rest = layout()->sizeHint().height() - std::min(scroll_->sizeHint().height(), scroll_->maximumHeight());
    scroll_->setMaximumHeight(high);
    setMaximumHeight(high + rest);
}

bool FaultForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) fitFields();
    return QWidget::eventFilter(watched, event);
}

void FaultForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitFields();
}

void FaultForm::setKind(FaultKind kind) {
    Fault fault = make_fault(kind);
    if (!what_is_missing(fault).empty()) fault.key = key_;
    show(fault);
}

void FaultForm::show(const Fault& fault) {
    kind_ = fault.kind;
    rebuild();
    for (ParameterField* field : parameters_) field->show(fault);
    refresh();
}

void FaultForm::setKey(Key key) {
    const Key before = std::exchange(key_, key);
    Fault fault = make_fault(kind_);
    if (before == key || what_is_missing(fault).empty()) return;
    if (readInto(fault).isEmpty() && fault.key == before) {
        fault.key = key;
        show(fault);
    }
}

void FaultForm::setInstances(int instances) {
    if (instances == instances_) return;
    instances_ = instances;
    setKind(kind_);
}

void FaultForm::setActive(const std::vector<ActiveFault>& active) {
    active_ = active;
    refresh();
}

void FaultForm::setReady(bool ready) {
    ready_ = ready;
    refresh();
}

void FaultForm::refresh() {
    Fault fault;
    readInto(fault);
    const bool active = std::any_of(active_.begin(), active_.end(), [&](const ActiveFault& one) { return same_scope(one.fault, fault); });
    const QString text = active ? tr("Change") : lasting(kind_) ? tr("Break it") : tr("Do it once");
    if (do_->text() != text) do_->setText(text);
    do_->setEnabled(ready_);
    heal_->setEnabled(ready_ && active);
    heal_->setVisible(lasting(kind_));
}

QString FaultForm::readInto(Fault& fault) const {
    fault = make_fault(kind_);
    for (const ParameterField* field : parameters_) {
        if (QString trouble = field->readInto(fault); !trouble.isEmpty()) return trouble;
    }
    return missingText(fault);
}

std::optional<Fault> FaultForm::fault() {
    Fault fault;
    const QString trouble = readInto(fault);
    if (trouble.isEmpty()) return fault;
    Q_EMIT complained(trouble);
    return std::nullopt;
}

void FaultForm::submit() {
    if (!ready_) return;
    if (const auto wanted = fault()) Q_EMIT injectRequested(*wanted);
}

void FaultForm::heal() {
    if (const auto wanted = fault()) Q_EMIT healRequested(*wanted);
}

void FaultForm::plan() {
    const auto wanted = fault();
    if (!wanted) return;
    PlannedFault planned{*wanted};
    std::optional<double> end;
    if (lasting(kind_) && to_->value() > 0) end = to_->value();
    if (set_times(planned, from_->value(), end)) {
        Q_EMIT planRequested(planned);
    } else {
        Q_EMIT complained(tr("A fault ends after it begins: “%1” would begin at %2 s and end at %3 s.")
                              .arg(faultTitle(kind_), locale().toString(from_->value()), locale().toString(to_->value())));
    }
}

// Enter in a field does what the form says; on a button, what the button says.
void FaultForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return QWidget::keyPressEvent(event);
    if (auto* focused = qobject_cast<QPushButton*>(focusWidget()); focused != nullptr && focused->hasFocus()) return focused->click();
    submit();
}

}  // namespace stampede::ui
