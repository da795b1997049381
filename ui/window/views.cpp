// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/views.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <algorithm>

#include "ui/branches/branch_panel.h"
#include "ui/charts/hit_rate_chart.h"
#include "ui/charts/latency_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/code/code_pane.h"
#include "ui/code/inspector.h"
#include "ui/code/metrics_panel.h"
#include "ui/faults/fault_panel.h"
#include "ui/race/script_panel.h"
#include "ui/scene/scene_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/verdict/verdict_panel.h"
#include "ui/window/combination_panel.h"
#include "ui/window/workload_panel.h"

namespace stampede::ui {
namespace {

// In the order in which docks are added.
enum {
    Workload,
    Figures,
    Code,
    InspectorDock,
    Timeline,
    HitRate,
    Latency,
    Load,
    VerdictDock,
    Strategy,
    ScriptDock,
    BranchesDock,
    FaultsDock
};

constexpr int kLeastHeight = 70;    // of a dock's view: three of them and the scene fit 540 pixels, a screen of 1080 at scale 2
constexpr int kFaultsHeight = 430;  // of the panel with the form of most faults
constexpr int kFourTabs = 310;      // beside each other, if the window is not small
constexpr int kTallWindow = 1000;   // from this height on the left side has room for two panels one above the other

// What needs more height than a small window can give.
QWidget* scrolled(QWidget* form) {
    auto* area = new QScrollArea;
    area->setWidget(form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    // It scrolls up and down only: what it holds must never be wider than itself.
    area->setMinimumWidth(form->minimumSizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

}  // namespace

Views::Views(QMainWindow& window, LabSession* session, QAction* toggleWorkload)
    : QObject(&window),
      scene(new SceneView(session)),
      combination(new CombinationPanel),
      workload(new WorkloadPanel(toggleWorkload)),
      metrics(new MetricsPanel(session)),
      code(new CodePane(session)),
      inspector(new Inspector(session)),
      timeline(new TimelineView(session)),
      hitRate(new HitRateChart(session)),
      latency(new LatencyChart(session)),
      load(new LoadChart(session)),
      verdict(new VerdictPanel(session)),
      script(new ScriptPanel),
      branches(new BranchPanel),
      faults(new FaultPanel(session)),
      window_(window) {
    window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    addDock("workload", tr("Workload"), scrolled(workload));
    addDock("metrics", tr("Figures"), metrics);
    addDock("code", tr("Code"), code);
    addDock("inspector", tr("Inspector"), scrolled(inspector));
    addDock("timeline", tr("Timeline"), timeline);
    addDock("hit-rate", tr("Hit rate"), hitRate);
    addDock("latency", tr("Latency"), latency);
    addDock("load", tr("Load"), load);
    addDock("verdict", tr("Verdict"), verdict);
    addDock("combination", tr("Strategy"), scrolled(combination));
    addDock("script", tr("Script"), script);
    addDock("branches", tr("Branches"), branches);
    addDock("faults", tr("Faults"), scrolled(faults));
    for (ChartPanel* chart : std::initializer_list<ChartPanel*>{hitRate, latency, load}) chart->setNameShown(false);  // the dock says it
    reset();
}

QDockWidget* Views::addDock(const char* name, const QString& title, QWidget* view) {
    auto* dock = new QDockWidget(title, &window_);
    dock->setObjectName(QString::fromLatin1(name));
    view->setMinimumHeight(kLeastHeight);
    dock->setWidget(view);
    dock->setAccessibleName(title);
    docks_ << dock;
    QAction* toggle = dock->toggleViewAction();
    // Ctrl+0 puts all panels back.
    static constexpr const char* kKeys[] = {"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5",       "Ctrl+6", "Ctrl+7",
                                            "Ctrl+8", "Ctrl+9", "Ctrl+G", "Ctrl+J", "Ctrl+Shift+B", "Ctrl+D"};
    toggle->setShortcut(QKeySequence(QString::fromLatin1(kKeys[docks_.size() - 1])));
    for (const auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged}) {
        connect(dock, signal, this, &Views::fitTitles, Qt::QueuedConnection);
    }
    connect(dock, &QDockWidget::dockLocationChanged, this, &Views::fitTitles, Qt::QueuedConnection);
    toggle->setStatusTip(tr("Shows or hides the panel “%1”.").arg(title));
    return dock;
}

QList<QAction*> Views::toggles() const {
    QList<QAction*> actions;
    for (const QDockWidget* dock : docks_) actions << dock->toggleViewAction();
    return actions;
}

QDockWidget* Views::toFront(int index) {
    QDockWidget* dock = docks_[index];
    dock->show();
    dock->raise();
    return dock;
}

void Views::showScript() { toFront(ScriptDock); }

void Views::showVerdict() { toFront(VerdictDock); }

void Views::showFaults() {
    QDockWidget* dock = toFront(FaultsDock);
    // Where the figures stand below it, they make room for a form of several fields.
    const bool shares = !dock->isFloating() && docks_[Figures]->isVisible() && !window_.tabifiedDockWidgets(dock).contains(docks_[Figures]);
    if (shares && dock->height() < kFaultsHeight) window_.resizeDocks({dock}, {kFaultsHeight}, Qt::Vertical);
}

void Views::showBranches() { toFront(BranchesDock)->widget()->setFocus(Qt::OtherFocusReason); }

void Views::showCombination() {
    QDockWidget* dock = toFront(Strategy);
    // To the guards: what the combination is stands above them.
    if (auto* area = qobject_cast<QScrollArea*>(dock->widget())) area->verticalScrollBar()->setValue(combination->guardsTop());
    combination->setFocus(Qt::OtherFocusReason);
}

void Views::fitTitles() {
    for (QTabBar* bar : window_.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) bar->setElideMode(Qt::ElideNone);
    for (QDockWidget* dock : docks_) {
        const bool tabbed = !dock->isFloating() && !window_.tabifiedDockWidgets(dock).isEmpty();
        const bool bare = dock->titleBarWidget() != nullptr;
        if (tabbed == bare) continue;
        QWidget* old = dock->titleBarWidget();
        dock->setTitleBarWidget(tabbed ? new QWidget : nullptr);
        delete old;
    }
}

// Each dock goes straight to its place: docks that were side by side for a moment would widen the window for good.
void Views::reset() {
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        window_.removeDockWidget(dock);
    }
    const auto add = [this](int dock, Qt::DockWidgetArea area) {
        window_.addDockWidget(area, docks_[dock]);
        docks_[dock]->show();
    };
    const auto tab = [this](int onto, int dock) {
        window_.tabifyDockWidget(docks_[onto], docks_[dock]);
        docks_[dock]->show();
        docks_[onto]->raise();
    };
    const auto split = [this](int beside, int dock, Qt::Orientation orientation) {
        window_.splitDockWidget(docks_[beside], docks_[dock], orientation);
        docks_[dock]->show();
    };
    add(Workload, Qt::LeftDockWidgetArea);
    if (window_.height() >= kTallWindow) {
        split(Workload, Figures, Qt::Vertical);
        window_.resizeDocks({docks_[Workload], docks_[Figures]}, {workload->sizeHint().height(), metrics->sizeHint().height()},
                            Qt::Vertical);
    } else {
        tab(Workload, Figures);
    }
    tab(Workload, Strategy);
    tab(Workload, FaultsDock);
    add(Code, Qt::RightDockWidgetArea);
    split(Code, InspectorDock, Qt::Vertical);
    tab(InspectorDock, VerdictDock);
    add(Timeline, Qt::BottomDockWidgetArea);
    split(Timeline, HitRate, Qt::Horizontal);
    split(HitRate, Latency, Qt::Horizontal);
    tab(Timeline, ScriptDock);  // after the split: what is split from a tab becomes one
    tab(Timeline, BranchesDock);
    tab(Latency, Load);

    const int width = window_.width();
    const int height = window_.height();
    window_.resizeDocks({docks_[Workload], docks_[Code]},
                        {std::max(width * 17 / 100, std::min(kFourTabs, width * 22 / 100)), width * 27 / 100}, Qt::Horizontal);
    window_.resizeDocks({docks_[Timeline], docks_[HitRate], docks_[Latency]}, {width * 44 / 100, width * 28 / 100, width * 28 / 100},
                        Qt::Horizontal);
    window_.resizeDocks({docks_[Code], docks_[InspectorDock], docks_[Timeline]}, {height * 28 / 100, height * 26 / 100, height * 27 / 100},
                        Qt::Vertical);
}

void Views::setTheme(const Theme& theme) {
    scene->setTheme(theme);
    metrics->setTheme(theme);
    code->setTheme(theme);
    inspector->setTheme(theme);
    timeline->setTheme(theme);
    hitRate->setTheme(theme);
    latency->setTheme(theme);
    load->setTheme(theme);
    verdict->setTheme(theme);
    combination->setIcons(IconSet(theme));
}

}  // namespace stampede::ui
