// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/transport.h"

#include <QShortcut>
#include <QWidget>
#include <algorithm>

#include "ui/model/lab_controller.h"
#include "ui/model/runnable.h"

namespace stampede::ui {
namespace {

constexpr int kPlayMs = 120;

}  // namespace

Transport::Transport(LabController& lab, Commands& commands, QWidget* parent) : QObject(parent), lab_(lab), commands_(commands) {
    LabSession* session = lab.session();
    makeDigits(parent);
    player_.setInterval(kPlayMs);
    connect(&player_, &QTimer::timeout, this, &Transport::playOn);
    connect(commands[Command::step], &QAction::triggered, this, &Transport::step);
    connect(commands[Command::wait], &QAction::triggered, this, [this] { lab_.wait(); });
    connect(commands[Command::play], &QAction::triggered, this, &Transport::play);
    connect(commands[Command::stepBack], &QAction::triggered, this, [this] { rewinds() ? lab_.back() : lab_.session()->stepBack(); });
    connect(commands[Command::stepForward], &QAction::triggered, this,
            [this] { rewinds() ? lab_.forward() : lab_.session()->stepForward(); });
    connect(commands[Command::continueHere], &QAction::triggered, &lab_, &LabController::continueFromHere);
    connect(commands[Command::toStart], &QAction::triggered, session, &LabSession::toStart);
    connect(commands[Command::goLive], &QAction::triggered, session, &LabSession::goLive);
    connect(commands[Command::stepMode], &QAction::triggered, this, [this] { lab_.setMode(Mode::step); });
    connect(commands[Command::runMode], &QAction::triggered, this, [this] { lab_.setMode(Mode::run); });
    connect(commands[Command::toggleMode], &QAction::triggered, this, [this] { lab_.setMode(stepping() ? Mode::run : Mode::step); });
    for (const auto signal : {&LabSession::liveChanged, &LabSession::playingChanged}) connect(session, signal, this, &Transport::refresh);
    connect(&lab, &LabController::modeChanged, this, &Transport::refresh);
    connect(&lab, &LabController::branchesChanged, this, &Transport::refresh);
    refresh();
}

// A digit runs the waiting operation that carries it in the scene.
void Transport::makeDigits(QWidget* window) {
    for (int digit = 1; digit <= 9; ++digit) {
        auto* key = new QShortcut(QKeySequence(Qt::Key_0 + digit), window);
        connect(key, &QShortcut::activated, this, [this, digit] { runNumbered(digit); });
    }
}

void Transport::runNumbered(int digit) {
    if (!stepping()) return Q_EMIT hinted(tr("In Run mode operations go by themselves: M switches to Step mode."));
    const auto all = runnable(lab_.session()->state());
    const auto index = static_cast<std::size_t>(digit - 1);
    if (index >= all.size()) return Q_EMIT hinted(tr("No operation with the number %1 waits.").arg(digit));
    lab_.stepOperation(all[index].operation);
}

bool Transport::stepping() const { return lab_.mode() == Mode::step; }

// LIVE in Step mode, back and forward move the stores; in REVIEW they move the cursor.
bool Transport::rewinds() const { return stepping() && lab_.session()->live() && lab_.branches().can_go_back; }

bool Transport::animating() const { return lab_.session()->cursor() < lab_.session()->journal().size(); }

bool Transport::anythingWaits() const {
    const auto& requests = lab_.session()->state().requests();
    return std::any_of(requests.begin(), requests.end(), [](const auto& entry) { return entry.second.phase == Phase::parked; });
}

bool Transport::flusherWaits() const {
    const auto& background = lab_.session()->state().background();
    return std::any_of(background.begin(), background.end(),
                       [](const auto& entry) { return entry.second.phase == Phase::parked && !rests(entry.second.verb); });
}

void Transport::step() {
    if (!lab_.session()->live()) {
        lab_.session()->stepForward();
        return;
    }
    if (script_()) return;
    if (!animating() && lab_.session()->state().requests().empty() && !flusherWaits()) {
        const bool queued = !lab_.session()->state().queue().empty();
        Q_EMIT hinted(queued ? tr("No request waits: T lets time pass until the queue is flushed.")
                             : tr("No request waits: R reads, W writes, S sends a stampede."));
    }
    lab_.step();
}

void Transport::play(bool on) {
    if (!lab_.session()->live()) {
        lab_.session()->setPlaying(on);
    } else if (on && stepping()) {
        player_.start();
    } else {
        player_.stop();
    }
    refresh();
}

void Transport::playOn() {
    const bool possible = lab_.session()->live() && stepping() && lab_.ready();
    if (possible && animating()) return;
    if (possible && script_()) return;
    if (possible && !lab_.session()->state().requests().empty()) {
        if (anythingWaits()) lab_.step();
    } else {
        player_.stop();
        refresh();
    }
}

void Transport::refresh() {
    const LabSession& session = *lab_.session();
    const bool live = session.live();
    const bool ready = lab_.ready();
    commands_[Command::stepMode]->setChecked(stepping());
    commands_[Command::runMode]->setChecked(!stepping());
    commands_[Command::step]->setEnabled(!live || (ready && stepping()));
    commands_.setReason(Command::step,
                        live && !stepping() ? tr("In Run mode operations go by themselves: M switches to Step mode.") : QString());
    commands_[Command::wait]->setEnabled(ready && stepping());
    const BranchMap& branches = lab_.branches();
    commands_[Command::stepBack]->setEnabled(!rewinds() || (ready && branches.current != 0));
    commands_[Command::stepForward]->setEnabled(!live || (rewinds() && ready && branches.nodes[branches.current].next != 0));
    commands_[Command::continueHere]->setEnabled(!live && ready && stepping() && branches.can_go_back);
    commands_.setReason(
        Command::continueHere,
        branches.can_go_back ? QString() : tr("The lab has run freely, and nothing leads back behind that: Ctrl+N begins afresh."));
    commands_[Command::goLive]->setEnabled(!live);
    commands_[Command::play]->setEnabled(!live || (ready && stepping()));
    commands_[Command::play]->setChecked(session.playing() || player_.isActive());
}

}  // namespace stampede::ui
