// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenuBar>
#include <QSpinBox>
#include <QStatusBar>
#include <QWindow>
#include <algorithm>
#include <utility>

#include "core/strategies/catalogue.h"
#include "ui/code/code_pane.h"
#include "ui/code/inspector.h"
#include "ui/faults/fault_banner.h"
#include "ui/model/format.h"
#include "ui/scene/scene_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/verdict/verdict_panel.h"
#include "ui/window/about_dialog.h"
#include "ui/window/combination_panel.h"
#include "ui/window/combination_words.h"
#include "ui/window/exploration.h"
#include "ui/window/header.h"
#include "ui/window/key_picker.h"
#include "ui/window/latency_button.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/recipe_book.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/speed_box.h"
#include "ui/window/status_line.h"
#include "ui/window/strategy_picker.h"
#include "ui/window/ttl_field.h"
#include "ui/window/views.h"
#include "ui/window/workload_panel.h"

namespace stampede::ui {
namespace {

constexpr int kPopupGoneMs = 80;

/// A line between groups of one menu comes before these.
bool startsGroup(Command command) {
    switch (command) {
        case Command::quit:
        case Command::openScript:
        case Command::branches:
        case Command::step:
        case Command::stepBack:
        case Command::continueHere:
        case Command::untilMiss:
        case Command::loseRequest:
        case Command::workload:
        case Command::focusKey:
        case Command::combination:
        case Command::crashRedis:
        case Command::slowDatabase:
        case Command::crashApplication:
        case Command::cutNetwork:
        case Command::healAll:
        case Command::largeText:
        case Command::fullScreen:
        case Command::about: return true;
        default: return false;
    }
}

}  // namespace

void MainWindow::makeMenus() {
    QList<QMenu*> menus;
    for (int i = 0; i <= static_cast<int>(CommandMenu::help); ++i) {
        menus << header_->menuBar->addMenu(Commands::menuName(static_cast<CommandMenu>(i)));
    }
    for (int i = 0; i < Commands::kCount; ++i) {
        const auto command = static_cast<Command>(i);
        QMenu* menu = menus[static_cast<int>(Commands::menuOf(command))];
        if (startsGroup(command)) menu->addSeparator();
        menu->addAction(commands_[command]);
        addAction(commands_[command]);  // keys work in full screen and from every dock
    }
    recipes_->addTo(*menus[static_cast<int>(CommandMenu::run)]);
    QMenu* view = menus[static_cast<int>(CommandMenu::view)];
    view->addSeparator();
    view->addActions(views_->toggles());
}

void MainWindow::connectView() {
    const auto theme = [this](Command command, ThemeChoice choice) {
        connect(commands_[command], &QAction::triggered, this, [this, choice] {
            settings_.setTheme(choice);
            appearance_.choose(choice);
        });
    };
    theme(Command::systemTheme, ThemeChoice::system);
    theme(Command::lightTheme, ThemeChoice::light);
    theme(Command::darkTheme, ThemeChoice::dark);
    connect(&appearance_, &Appearance::changed, this, &MainWindow::applyTheme);
    connect(commands_[Command::largeText], &QAction::toggled, this, [this](bool on) {
        settings_.setLargeText(on);
        appearance_.setLargeText(on);
    });
    connect(commands_[Command::reducedMotion], &QAction::toggled, this, [this](bool on) {
        settings_.setReducedMotion(on);
        lab_.session()->setReducedMotion(on);
    });
    connect(commands_[Command::hints], &QAction::toggled, this, [this](bool on) {
        settings_.setHints(on);
        views_->scene->setHints(on);
        views_->timeline->setHints(on);
    });
    connect(commands_[Command::fullScreen], &QAction::triggered, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connect(commands_[Command::resetLayout], &QAction::triggered, views_, &Views::reset);
    connect(header_->speed, &SpeedBox::chosen, this, [this](double speed) {
        settings_.setSpeed(speed);
        lab_.session()->setSpeed(speed);
    });
    // Enter in the list of completions does not pass the key guard; and when X11 takes that list away it gives the focus back to its field.
    connect(header_->key->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        for (const int ms : {0, kPopupGoneMs}) QTimer::singleShot(ms, views_->scene, qOverload<>(&QWidget::setFocus));
    });
    connect(header_->stampedeCount, &QSpinBox::valueChanged, this, [this](int count) { settings_.setStampedeCount(count); });
    connect(header_->slowMs, &QSpinBox::valueChanged, this, [this](int milliseconds) { settings_.setSlowDatabaseMs(milliseconds); });
    connect(views_->timeline, &TimelineView::eventSelected, views_->inspector, qOverload<quint64>(&Inspector::showEvent));
    connect(views_->timeline, &TimelineView::eventSelected, views_->code,
            [this](quint64 index) { views_->code->setSelectedRequest(lab_.session()->journal()[index].request); });
}

void MainWindow::connectHelp() {
    connect(commands_[Command::shortcuts], &QAction::triggered, this,
            [this] { ShortcutsDialog(commands_, views_->toggles(), this).exec(); });
    connect(commands_[Command::about], &QAction::triggered, this, [this] { AboutDialog(lab_.info().description, this).exec(); });
    connect(commands_[Command::copySocket], &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(lab_.info().socket);
        status_->say(tr("Copied: %1").arg(lab_.info().socket));
    });
}

void MainWindow::showConfig(const RunConfig& config) {
    header_->strategy->show(fromCore(config.strategy));
    views_->combination->show(config);
    commands_[Command::combination]->setIconText(guardsText(config));
    header_->ttl->show(config.ttl);
    header_->latency->show(config.latency);
    if (const StrategyInfo* info = find_strategy(config.strategy)) views_->code->setStrategySource(fromCore(info->source));
}

void MainWindow::restore() {
    showConfig(settings_.config());
    header_->key->setEditText(settings_.key());
    header_->stampedeCount->setValue(settings_.stampedeCount());
    header_->slowMs->setValue(settings_.slowDatabaseMs());
    header_->speed->show(settings_.speed());
    lab_.session()->setSpeed(header_->speed->speed());
    views_->workload->show(settings_.workload());
    lab_.setMode(settings_.mode());
    static constexpr Command themes[] = {Command::systemTheme, Command::lightTheme, Command::darkTheme};
    commands_[themes[static_cast<int>(settings_.theme())]]->setChecked(true);
    appearance_.choose(settings_.theme());
    commands_[Command::largeText]->setChecked(settings_.largeText());
    commands_[Command::reducedMotion]->setChecked(settings_.reducedMotion());
    commands_[Command::hints]->setChecked(!settings_.hints());  // so that the next line is a change
    commands_[Command::hints]->setChecked(settings_.hints());
    if (!settings_.problem().isEmpty()) header_->messages->say(MessageKind::warning, settings_.problem());
    restoreGeometry(settings_.geometry());
    commands_[Command::fullScreen]->setChecked(isFullScreen());
}

// Docks can only be arranged once the window has its final size.
void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (std::exchange(shown_, true)) return;
    windowHandle()->installEventFilter(this);
    views_->scene->setFocus(Qt::OtherFocusReason);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!restoreState(settings_.docks())) views_->reset();
            lab_.open(settings_.config());
        },
        Qt::QueuedConnection);
}

// Minimized, or wholly covered where the system says so: nobody looks, unless at a panel in a window of its own.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Expose) {
        const QWindowList windows = QGuiApplication::topLevelWindows();
        lab_.session()->setExposed(std::any_of(windows.begin(), windows.end(), [](const QWindow* window) { return window->isExposed(); }));
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showWorkload() {
    const bool running = lab_.workloadRunning();
    QAction* action = commands_[Command::workload];
    action->setIconText(running ? tr("Stop") : tr("Start"));
    action->setIcon(IconSet(appearance_.theme()).icon(running ? QStringLiteral("stop") : QStringLiteral("run")));
    views_->workload->setRunning(running);
}

void MainWindow::applyTheme() {
    const IconSet icons(appearance_.theme());
    commands_.setIcons(icons);
    header_->strategy->setIcons(icons);
    header_->setStyleSheet(chromeSheet(appearance_.theme()));
    statusBar()->setStyleSheet(chromeSheet(appearance_.theme()));
    showWorkload();
    header_->messages->setIcons(icons);
    header_->showLive(lab_.session()->live(), icons);
    banner_->setTheme(appearance_.theme(), icons.icon(QStringLiteral("warning"), appearance_.theme().danger));
    views_->setTheme(appearance_.theme());
    exploration_->setTheme(appearance_.theme());
}

}  // namespace stampede::ui
