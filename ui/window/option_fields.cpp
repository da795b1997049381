// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/option_fields.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QWheelEvent>
#include <cmath>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kSettleMs = 700;

/// Takes the wheel only when it has the focus: the panel scrolls otherwise.
class Field final : public QDoubleSpinBox {
   public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override { return QLocale().toString(value, 'g', 8); }

   protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus()) return QDoubleSpinBox::wheelEvent(event);
        event->ignore();
    }
};

QString withUnit(double value, const QString& unit) {
    const QString figure = QLocale().toString(value, 'g', 8);
    return unit.isEmpty() ? figure : figure + QChar(QChar::Nbsp) + unit;
}

QDoubleSpinBox* fieldOf(const OptionInfo& info) {
    const QString unit = fromCore(name_of(info.unit));
    auto* field = new Field;
    field->setMinimumWidth(80);
    field->setDecimals(info.unit == Unit::count ? 0 : 3);
    field->setRange(info.low, info.high);
    field->setValue(info.standard);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    if (!unit.isEmpty()) field->setSuffix(QChar(QChar::Nbsp) + unit);
    field->setKeyboardTracking(false);
    field->setFocusPolicy(Qt::StrongFocus);
    field->setAccessibleName(fromCore(info.id));
    field->setAccessibleDescription(fromCore(info.sentence));
    field->setToolTip(OptionFields::tr("%1: %2.\n%3 to %4, %5 unless set otherwise. A change starts a new journal.")
                          .arg(fromCore(info.id), fromCore(info.sentence), withUnit(info.low, QString()), withUnit(info.high, unit),
                               withUnit(info.standard, unit)));
    return field;
}

}  // namespace

OptionFields::OptionFields(std::span<const OptionInfo> options, QWidget* parent) : QWidget(parent), options_(options) {
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(24, 0, 0, 4);
    rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    rows->setVerticalSpacing(3);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    settled_.setSingleShot(true);
    settled_.setInterval(kSettleMs);
    connect(&settled_, &QTimer::timeout, this, &OptionFields::changed);
    for (const OptionInfo& info : options_) {
        QDoubleSpinBox* field = fieldOf(info);
        connect(field, &QDoubleSpinBox::valueChanged, &settled_, qOverload<>(&QTimer::start));
        rows->addRow(fromCore(info.id), field);
        rows->labelForField(field)->setToolTip(field->toolTip());
        fields_.push_back(field);
    }
}

void OptionFields::show(const Chosen& chosen) {
    const Options values(options_, chosen);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const QSignalBlocker quiet(fields_[i]);
        fields_[i]->setValue(values.number(options_[i].id));
    }
}

OptionFields::Chosen OptionFields::chosen() const {
    Chosen chosen;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (std::abs(fields_[i]->value() - options_[i].standard) > 1e-9) chosen.emplace_back(options_[i].id, fields_[i]->value());
    }
    return chosen;
}

}  // namespace stampede::ui
