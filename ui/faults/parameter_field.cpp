// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/parameter_field.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QWheelEvent>

#include "core/faults/fault_parameters.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kDecimals = 3;

/// A number without the zeros behind its point.
class NumberField final : public QDoubleSpinBox {
   public:
    NumberField() {
        setDecimals(kDecimals);
        setGroupSeparatorShown(true);
    }
    QString textFromValue(double value) const override { return locale().toString(value, 'g', 12); }

   protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }  // the form scrolls
};

// Through the same text as the command line, so that units and ranges are read in one place.
QString put(Fault& fault, const FaultParameter& parameter, const std::string& value) {
    if (set_value(fault, parameter, value)) return {};
    return ParameterField::tr("“%1” names no key; type for example user:profile:42, product:7 or leaderboard:top100.").arg(fromCore(value));
}

QString unitText(const char* unit) { return *unit == '\0' ? QString() : QChar(QChar::Nbsp) + fromCore(unit); }

void letShrink(QComboBox* box) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->view()->setTextElideMode(Qt::ElideNone);
}

}  // namespace

ParameterField::ParameterField(const FaultParameter& parameter, int instances, QWidget* parent) : QWidget(parent), parameter_(parameter) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    QWidget* field = make(instances);
    field->setAccessibleName(parameterText(parameter));
    row->addWidget(field);
    setFocusProxy(field);
}

QWidget* ParameterField::make(int instances) {
    switch (parameter_.field) {
        case FaultField::choice: return makeChoice();
        case FaultField::key: return makeKey();
        case FaultField::command: return makeCommand();
        case FaultField::instance: return makeInstance(instances);
        default: return makeNumber();
    }
}

QWidget* ParameterField::makeNumber() {
    auto* field = new NumberField;
    field->setRange(parameter_.least, parameter_.most);
    field->setSuffix(unitText(parameter_.unit));
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setToolTip(tr("%1 to %2").arg(QLocale().toString(parameter_.least, 'g', 12), QLocale().toString(parameter_.most, 'g', 12)));
    show_ = [this, field](const Fault& fault) { field->setValue(std::stod(value_of(fault, parameter_))); };
    read_ = [this, field](Fault& fault) { return put(fault, parameter_, QString::number(field->value(), 'f', kDecimals).toStdString()); };
    connect(field, &QDoubleSpinBox::valueChanged, this, &ParameterField::edited);
    return field;
}

QWidget* ParameterField::makeChoice() {
    auto* box = new QComboBox;
    for (std::size_t i = 0; i < parameter_.choices.size(); ++i) box->addItem(choiceText(parameter_, static_cast<int>(i)));
    letShrink(box);
    show_ = [box](const Fault& fault) { box->setCurrentIndex(fault.choice); };
    read_ = [box](Fault& fault) {
        fault.choice = static_cast<std::uint8_t>(box->currentIndex());
        return QString();
    };
    connect(box, &QComboBox::currentIndexChanged, this, &ParameterField::edited);
    return box;
}

QWidget* ParameterField::makeKey() {
    auto* line = new QLineEdit;
    line->setPlaceholderText(tr("any key"));
    line->setToolTip(tr("For example user:profile:42, product:7 or leaderboard:top100"));
    auto* known = new QCompleter({QStringLiteral("user:profile:42"), QStringLiteral("user:profile:7"), QStringLiteral("product:7"),
                                  QStringLiteral("product:1"), QStringLiteral("leaderboard:top100")},
                                 line);
    known->setFilterMode(Qt::MatchContains);
    line->setCompleter(known);
    show_ = [this, line](const Fault& fault) { line->setText(fromCore(value_of(fault, parameter_))); };
    read_ = [this, line](Fault& fault) {
        fault.key = Key{};
        const QString text = line->text().trimmed();
        return text.isEmpty() ? QString() : put(fault, parameter_, toCore(text));
    };
    connect(line, &QLineEdit::textChanged, this, &ParameterField::edited);
    return line;
}

QWidget* ParameterField::makeCommand() {
    auto* box = new QComboBox;
    box->addItem(tr("any command"), static_cast<int>(Verb::none));
    for (int i = 0; i <= static_cast<int>(kLastVerb); ++i) {
        const auto verb = static_cast<Verb>(i);
        if (component_of(verb) == Component::cache) box->addItem(verbText(verb), i);
    }
    letShrink(box);
    show_ = [box](const Fault& fault) { box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(fault.verb)))); };
    read_ = [box](Fault& fault) {
        fault.verb = static_cast<Verb>(box->currentData().toInt());
        return QString();
    };
    connect(box, &QComboBox::currentIndexChanged, this, &ParameterField::edited);
    return box;
}

QWidget* ParameterField::makeInstance(int instances) {
    auto* box = new QComboBox;
    const auto add = [box](InstanceId instance) { box->addItem(instanceText(instance), static_cast<int>(instance)); };
    add(kEveryInstance);
    for (int i = 0; i < instances; ++i) add(static_cast<InstanceId>(i));
    letShrink(box);
    show_ = [box, add](const Fault& fault) {
        if (box->findData(static_cast<int>(fault.instance)) < 0) add(fault.instance);  // of a lab with more instances
        box->setCurrentIndex(box->findData(static_cast<int>(fault.instance)));
    };
    read_ = [box](Fault& fault) {
        fault.instance = static_cast<InstanceId>(box->currentData().toInt());
        return QString();
    };
    connect(box, &QComboBox::currentIndexChanged, this, &ParameterField::edited);
    return box;
}

}  // namespace stampede::ui
