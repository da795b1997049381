// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QCloseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/code/code_pane.h"
#include "ui/code/code_view.h"
#include "ui/faults/fault_banner.h"
#include "ui/faults/fault_panel.h"
#include "ui/faults/plan_page.h"
#include "ui/model/format.h"
#include "ui/scene/scene_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/choice_menu.h"
#include "ui/window/combination_panel.h"
#include "ui/window/exploration.h"
#include "ui/window/fault_desk.h"
#include "ui/window/fault_switches.h"
#include "ui/window/header.h"
#include "ui/window/key_guard.h"
#include "ui/window/key_picker.h"
#include "ui/window/latency_button.h"
#include "ui/window/message_bar.h"
#include "ui/window/opening_page.h"
#include "ui/window/recipe_book.h"
#include "ui/window/senders.h"
#include "ui/window/status_line.h"
#include "ui/window/strategy_picker.h"
#include "ui/window/transport.h"
#include "ui/window/ttl_field.h"
#include "ui/window/verdict_herald.h"
#include "ui/window/views.h"
#include "ui/window/workload_panel.h"

namespace stampede::ui {
namespace {

constexpr int kRefreshMs = 100;
constexpr int kOpeningLateMs = 250;
constexpr QSize kUsualSize(1440, 900);
// What a window manager may add around the window, which is not known before it is shown.
constexpr QSize kFrameAllowance(16, 56);

}  // namespace

MainWindow::MainWindow(LabController& lab, Settings& settings, RacePanel::Replayer replayer, QWidget* parent)
    : QMainWindow(parent), lab_(lab), settings_(settings), header_(new Header(commands_)), pacer_(kRefreshMs) {
    setWindowTitle(tr("Stampede"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));
    setMenuWidget(header_);
    resize(kUsualSize.boundedTo(screen()->availableSize() - kFrameAllowance));
    views_ = new Views(*this, lab.session(), commands_[Command::workload]);
    opening_ = new OpeningPage;
    center_ = new QStackedWidget;
    center_->addWidget(views_->scene);
    center_->addWidget(opening_);
    banner_ = new FaultBanner;
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banner_);
    column->addWidget(center_, 1);
    setCentralWidget(middle);
    senders_ = new Senders(lab, commands_, *header_);
    faults_ = new FaultSwitches(lab, commands_, *header_);
    recipes_ = new RecipeBook({lab, settings, *header_->messages, *views_->workload, *views_->faults->plan()}, this);
    faultDesk_ = new FaultDesk({lab, commands_, *header_, *views_->faults, *banner_}, this);
    connect(faultDesk_, &FaultDesk::panelWanted, views_, &Views::showFaults);
    transport_ = new Transport(lab, commands_, this);
    exploration_ = new Exploration({lab, commands_, *views_->script, *views_->branches, *header_->messages, *this}, std::move(replayer));
    status_ = new StatusLine(lab, commands_[Command::copySocket], *this);
    new KeyGuard(views_->scene, this);
    makeMenus();
    connectLab();
    connectConfig();
    connectWorkload();
    connectView();
    connectHelp();
    connectExploration();
    restore();
    applyTheme();
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectLab() {
    LabSession* session = lab_.session();
    openingLate_.setSingleShot(true);
    openingLate_.setInterval(kOpeningLateMs);
    connect(&openingLate_, &QTimer::timeout, this, [this] { showOpening(-1, tr("Opening the lab")); });
    connect(&lab_, &LabController::reopening, this, [this] {
        openingLate_.start();
        showConfig(lab_.config());
        refresh();
    });
    connect(&lab_, &LabController::opening, this, &MainWindow::showOpening);
    connect(&lab_, &LabController::opened, this, &MainWindow::showLab);
    connect(&lab_, &LabController::failed, this, &MainWindow::showFailure);
    connect(opening_, &OpeningPage::retry, this, [this] { lab_.open(lab_.config()); });
    connect(&lab_, &LabController::notice, this,
            [this](const QString& sentence) { header_->messages->say(MessageKind::warning, sentence); });
    connect(&lab_, &LabController::modeChanged, this, [this](Mode mode) {
        if (!recipes_->visiting()) settings_.setMode(mode);
    });
    connect(session, &LabSession::liveChanged, this, &MainWindow::refresh);
    connect(session, &LabSession::frameReady, &pacer_, &Pacer::poke);
    connect(session, &LabSession::eventsArrived, &pacer_, &Pacer::poke);
    connect(&pacer_, &Pacer::due, this, &MainWindow::refresh);
    connect(transport_, &Transport::hinted, status_, &StatusLine::hint);
    auto* choices = new ChoiceMenu(lab_, commands_, this);
    connect(views_->scene, &SceneView::operationClicked, &lab_, &LabController::stepOperation);
    connect(views_->scene, &SceneView::choicesWanted, choices, &ChoiceMenu::popUp);
    connect(views_->timeline, &TimelineView::operationClicked, &lab_, &LabController::stepOperation);
    connect(views_->code->view(), &CodeView::badgeClicked, choices, &ChoiceMenu::run);
}

void MainWindow::connectConfig() {
    connect(header_->strategy, &StrategyPicker::chosen, this, &MainWindow::reopen);
    connect(views_->combination, &CombinationPanel::changed, this, &MainWindow::reopen);
    connect(commands_[Command::combination], &QAction::triggered, views_, &Views::showCombination);
    connect(header_->ttl, &TtlField::changed, this, &MainWindow::reopen);
    connect(header_->latency, &LatencyButton::changed, this, &MainWindow::reopen);
    connect(commands_[Command::newLab], &QAction::triggered, this, [this] { lab_.open(lab_.config()); });
    connect(commands_[Command::quit], &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectWorkload() {
    WorkloadPanel* panel = views_->workload;
    QAction* toggle = commands_[Command::workload];
    const auto start = [this, panel] { lab_.startWorkload(panel->workload(), views_->faults->plan()->withWorkload()); };
    connect(toggle, &QAction::triggered, this, [this, start] { lab_.workloadRunning() ? lab_.stopWorkload() : start(); });
    connect(panel, &WorkloadPanel::restart, this, [this, panel] { lab_.changeWorkload(panel->workload()); });
    connect(panel, &WorkloadPanel::edited, this, [this, panel] {
        if (!recipes_->visiting()) settings_.setWorkload(panel->workload());
    });
    connect(&lab_, &LabController::workloadChanged, this, [this] {
        showWorkload();
        refresh();
    });
}

void MainWindow::reopen() {
    RunConfig config = lab_.config();
    config.strategy = toCore(header_->strategy->id());
    views_->combination->applyTo(config);
    config.ttl = header_->ttl->ttl();
    config.ttl.jitter = lab_.config().ttl.jitter;
    config.latency = header_->latency->model();
    run(config);
}

void MainWindow::run(const RunConfig& config) {
    if (!recipes_->visiting()) settings_.setConfig(config);
    lab_.open(config);
}

void MainWindow::connectExploration() {
    connect(exploration_, &Exploration::configWanted, this, &MainWindow::run);
    connect(exploration_, &Exploration::scriptOpened, views_, &Views::showScript);
    connect(exploration_, &Exploration::branchesWanted, views_, &Views::showBranches);
    auto* herald = new VerdictHerald(lab_.session(), this);
    connect(herald, &VerdictHerald::wentWrong, this, [this](const QString& sentence) {
        header_->messages->say(MessageKind::warning, sentence, MessageBar::Action{tr("Show why"), [this] { views_->showVerdict(); }});
    });
    connect(herald, &VerdictHerald::takenBack, header_->messages, &MessageBar::withdraw);
    transport_->setScript([this] { return exploration_->stepScript(); });
    const auto until = [this](Command command, Stop stop) {
        connect(commands_[command], &QAction::triggered, this, [this, stop] { lab_.stepUntil(stop, header_->key->key().value_or(Key{})); });
    };
    until(Command::untilMiss, Stop::next_miss);
    until(Command::untilStaleRead, Stop::next_stale_read);
    until(Command::untilFault, Stop::next_fault);
    until(Command::untilKey, Stop::next_on_key);
}

void MainWindow::showOpening(int percent, const QString& what) {
    openingLate_.stop();
    opening_->showProgress(percent, what);
    center_->setCurrentWidget(opening_);
}

void MainWindow::showLab() {
    openingLate_.stop();
    header_->messages->withdraw(failure_);
    views_->scene->setSimulated(!lab_.info().live);
    center_->setCurrentWidget(views_->scene);
    refresh();
}

void MainWindow::showFailure(const QString& sentence) {
    openingLate_.stop();
    failure_ = sentence;
    opening_->showFailure(tr("The lab is not open."));
    center_->setCurrentWidget(opening_);
    header_->messages->say(MessageKind::error, sentence, MessageBar::Action{tr("Try again"), [this] { lab_.open(lab_.config()); }});
    refresh();
}

void MainWindow::refresh() {
    senders_->refresh();
    faults_->refresh();
    faultDesk_->refresh();
    transport_->refresh();
    status_->refresh();
    commands_[Command::workload]->setEnabled(lab_.ready());
    commands_[Command::workload]->setChecked(lab_.workloadRunning());
    commands_[Command::copySocket]->setEnabled(!lab_.info().socket.isEmpty());
    header_->showLive(lab_.session()->live(), IconSet(appearance_.theme()));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings_.setLayout(saveGeometry(), saveState());
    settings_.setKey(header_->key->currentText());
    settings_.save();
    exploration_->closeWindows();
    lab_.shutDown();
    event->accept();
}

}  // namespace stampede::ui
