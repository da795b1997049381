// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/views.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QScrollArea>

#include "ui/charts/hit_rate_chart.h"
#include "ui/charts/latency_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/code/code_pane.h"
#include "ui/code/inspector.h"
#include "ui/code/metrics_panel.h"
#include "ui/scene/scene_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/workload_panel.h"

namespace stampede::ui {
namespace {

constexpr int kLeastHeight = 110;  // of a dock's view: four of them and the scene fit a window of 700
constexpr int kTallWindow = 1000;  // from this height on the left side has room for two panels one above the other

// What needs more height than a small window can give.
QWidget* scrolled(QWidget* form) {
    auto* area = new QScrollArea;
    area->setWidget(form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

}  // namespace

Views::Views(QMainWindow& window, LabSession* session, QAction* toggleWorkload)
    : QObject(&window),
      scene(new SceneView(session)),
      workload(new WorkloadPanel(toggleWorkload)),
      metrics(new MetricsPanel(session)),
      code(new CodePane(session)),
      inspector(new Inspector(session)),
      timeline(new TimelineView(session)),
      hitRate(new HitRateChart(session)),
      latency(new LatencyChart(session)),
      load(new LoadChart(session)),
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
    toggle->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(docks_.size())));
    toggle->setStatusTip(tr("Shows or hides the panel “%1”.").arg(title));
    return dock;
}

QList<QAction*> Views::toggles() const {
    QList<QAction*> actions;
    for (const QDockWidget* dock : docks_) actions << dock->toggleViewAction();
    return actions;
}

void Views::reset() {
    enum { Workload, Figures, Code, InspectorDock, Timeline, HitRate, Latency, Load };
    static constexpr Qt::DockWidgetArea areas[] = {Qt::LeftDockWidgetArea,   Qt::LeftDockWidgetArea,   Qt::RightDockWidgetArea,
                                                   Qt::RightDockWidgetArea,  Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea,
                                                   Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea};
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        docks_[i]->setFloating(false);
        window_.addDockWidget(areas[i], docks_[i]);
        docks_[i]->show();
    }
    if (window_.height() >= kTallWindow) {
        window_.splitDockWidget(docks_[Workload], docks_[Figures], Qt::Vertical);
        window_.resizeDocks({docks_[Workload], docks_[Figures]}, {workload->sizeHint().height(), metrics->sizeHint().height()},
                            Qt::Vertical);
    } else {
        window_.tabifyDockWidget(docks_[Workload], docks_[Figures]);
        docks_[Workload]->raise();
    }
    window_.splitDockWidget(docks_[Code], docks_[InspectorDock], Qt::Vertical);
    window_.splitDockWidget(docks_[Timeline], docks_[HitRate], Qt::Horizontal);
    window_.splitDockWidget(docks_[HitRate], docks_[Latency], Qt::Horizontal);
    window_.tabifyDockWidget(docks_[Latency], docks_[Load]);
    docks_[Latency]->raise();

    const int width = window_.width();
    const int height = window_.height();
    window_.resizeDocks({docks_[Workload], docks_[Code]}, {width * 17 / 100, width * 27 / 100}, Qt::Horizontal);
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
}

}  // namespace stampede::ui
