// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

#include "core/faults/fault_catalogue.h"

namespace stampede::ui {

/// The field of a form for one parameter: a number in its unit and range, a choice, a key, a command or an instance.
class ParameterField : public QWidget {
    Q_OBJECT

   public:
    /// Of a lab with so many instances.
    ParameterField(const FaultParameter& parameter, int instances, QWidget* parent = nullptr);

    const FaultParameter& parameter() const { return parameter_; }
    /// Shows the fault's value.
    void show(const Fault& fault) { show_(fault); }
    using QWidget::show;
    /// Puts what the field says into the fault. Answers with a sentence when it says nothing that can be used, else empty.
    QString readInto(Fault& fault) const { return read_(fault); }

   Q_SIGNALS:
    void edited();

   private:
    QWidget* makeNumber();
    QWidget* makeChoice();
    QWidget* makeKey();
    QWidget* makeCommand();
    QWidget* makeInstance(int instances);
    QWidget* make(int instances);

    const FaultParameter& parameter_;  // the catalogue's
    std::function<void(const Fault&)> show_;
    std::function<QString(Fault&)> read_;
};

}  // namespace stampede::ui
