// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/model/lab_controller.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;

namespace stampede::ui {

/// The modelled part of latency: what a network and a busy database would add to stores on one machine. A small form drops down.
class LatencyButton : public QToolButton {
    Q_OBJECT

   public:
    explicit LatencyButton(QWidget* parent = nullptr);

    void show(const LatencyModel& model);
    LatencyModel model() const;

   Q_SIGNALS:
    /// The form was closed with other figures than it was opened with.
    void changed();

   private:
    QWidget* makeForm();
    void describe();

    QDoubleSpinBox* cache_;
    QDoubleSpinBox* database_;
    QCheckBox* raw_;
    QComboBox* spread_;
    QDoubleSpinBox* tailShare_;
    QDoubleSpinBox* tailFactor_;
    LatencyModel shown_{};
};

}  // namespace stampede::ui
