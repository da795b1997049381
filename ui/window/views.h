// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include "ui/model/lab_session.h"
#include "ui/model/theme.h"

class QAction;
class QDockWidget;
class QMainWindow;

namespace stampede::ui {

class CodePane;
class BranchPanel;
class CombinationPanel;
class FaultPanel;
class HitRateChart;
class Inspector;
class LatencyChart;
class LoadChart;
class MetricsPanel;
class SceneView;
class ScriptPanel;
class TimelineView;
class VerdictPanel;
class WorkloadPanel;

/// Every view of the session, in its dock; the scene has none. Docks can be moved, floated and closed; `reset` puts them back.
class Views : public QObject {
    Q_OBJECT

   public:
    /// `toggleWorkload` is what the workload panel's button does.
    Views(QMainWindow& window, LabSession* session, QAction* toggleWorkload);

    SceneView* scene;
    CombinationPanel* combination;
    WorkloadPanel* workload;
    MetricsPanel* metrics;
    CodePane* code;
    Inspector* inspector;
    TimelineView* timeline;
    HitRateChart* hitRate;
    LatencyChart* latency;
    LoadChart* load;
    VerdictPanel* verdict;
    ScriptPanel* script;
    BranchPanel* branches;
    FaultPanel* faults;

    void setTheme(const Theme& theme);
    /// Every panel at its place, shown, at a size that suits the window's.
    void reset();
    /// Shows or hides a panel each, in the order of the View menu.
    QList<QAction*> toggles() const;
    /// Bring a panel to the front.
    void showCombination();
    void showScript();
    void showBranches();
    void showFaults();
    void showVerdict();

   private:
    /// A panel among tabs is named by its tab alone; one that stands alone by its title.
    void fitTitles();
    QDockWidget* addDock(const char* name, const QString& title, QWidget* view);
    QDockWidget* toFront(int dock);

    QMainWindow& window_;
    QList<QDockWidget*> docks_;
};

}  // namespace stampede::ui
