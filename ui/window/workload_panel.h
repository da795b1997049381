// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/model/lab_controller.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace stampede::ui {

/// The load of Run mode: a preset or figures of one's own, and the button that starts it. A change while it runs restarts it with the new
/// figures.
class WorkloadPanel : public QWidget {
    Q_OBJECT

   public:
    /// `toggle` starts and stops the workload; the button shows it.
    explicit WorkloadPanel(QAction* toggle, QWidget* parent = nullptr);

    void show(const Workload& workload);
    Workload workload() const;
    void setRunning(bool running);

   Q_SIGNALS:
    /// The figures have settled on other values.
    void edited();
    /// As `edited`, while a workload runs.
    void restart();

   private:
    QFormLayout* makeRows();
    QWidget* makeButton(QAction* toggle);
    void fill(const Workload& workload);
    void choosePreset(int index);
    void touched(bool changesMix);
    void describe();

    Workload mix_;  // what no field shows: insert, read-modify-write and scan shares
    QComboBox* preset_;
    QSpinBox* reads_;
    QComboBox* distribution_;
    QDoubleSpinBox* theta_;
    QSpinBox* keys_;
    QSpinBox* clients_;
    QSpinBox* rate_;
    QLabel* mixText_;
    QTimer settled_;
    bool running_ = false;
    bool filling_ = false;
};

}  // namespace stampede::ui
