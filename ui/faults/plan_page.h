// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/faults/fault_plan.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTableWidget;

namespace stampede::ui {

/// What shall be broken from when to when, in seconds of lab time after the plan's start; saved, loaded, run.
class PlanPage : public QWidget {
    Q_OBJECT

   public:
    explicit PlanPage(QWidget* parent = nullptr);

    const FaultPlan& plan() const { return plan_; }
    void setPlan(const FaultPlan& plan);
    void add(const PlannedFault& planned);
    void setReady(bool ready);
    void setRunning(bool running, Instant since);
    void showProgress(Instant now);
    /// The plan that shall start with the workload; empty: none shall.
    FaultPlan withWorkload() const;
    bool startsWithWorkload() const;
    void setStartsWithWorkload(bool on);

    void saveTo(const QString& file);
    void loadFrom(const QString& file);

   Q_SIGNALS:
    void runRequested(const stampede::FaultPlan& plan);
    void stopRequested();
    void chosen(const stampede::Fault& fault);
    void changed();  ///< the plan is another one
    void complained(const QString& sentence);

   private:
    QHBoxLayout* makeFileButtons();
    void sort();
    void rebuild();
    void refresh();
    void removeChosen();
    void editTime(int row, int column);
    void save();
    void load();

    FaultPlan plan_;
    bool ready_ = true;
    bool running_ = false;
    Instant since_{0};
    QTableWidget* table_;
    QLabel* nothing_;
    QCheckBox* withWorkload_;
    QLabel* progress_;
    QPushButton* run_;
    QPushButton* remove_;
    QPushButton* save_;
};

}  // namespace stampede::ui
