// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "core/faults/fault_plan.h"
#include "ui/model/lab_session.h"

class QTabWidget;

namespace stampede::ui {

class ActiveList;
class FaultForm;
class FaultList;
class PlanPage;

/// The fault lab: every fault with its parameters, what is broken now, and what is planned. What it wants of the lab are signals.
class FaultPanel : public QWidget {
    Q_OBJECT

   public:
    explicit FaultPanel(LabSession* session, QWidget* parent = nullptr);

    FaultForm* form() const { return form_; }
    FaultList* list() const { return list_; }
    ActiveList* active() const { return active_; }
    PlanPage* plan() const { return plan_; }

    /// Brings a page to the front, and the focus to it.
    void showBreak(std::optional<FaultKind> kind = std::nullopt);
    void showActive();
    /// The key that is proposed where one is needed.
    void setKey(Key key);
    void setReady(bool ready);
    void setPlanRunning(bool running);

    /// Takes what is broken from the journal.
    void refresh();

   Q_SIGNALS:
    void injectRequested(const stampede::Fault& fault);
    void healRequested(const stampede::Fault& fault);
    void healAllRequested();
    void planRequested(const stampede::FaultPlan& plan);
    void planStopRequested();
    void complained(const QString& sentence);

   protected:
    void showEvent(QShowEvent* event) override;

   private:
    QWidget* makeBreak();
    void connectParts();
    void refreshInstances();

    LabSession* session_;
    FaultList* list_;
    FaultForm* form_;
    ActiveList* active_;
    PlanPage* plan_;
    QTabWidget* pages_;
};

}  // namespace stampede::ui
