// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/transport.h"

#include <algorithm>

#include "ui/model/lab_controller.h"

namespace stampede::ui {
namespace {

constexpr int kPlayMs = 120;

}  // namespace

Transport::Transport(LabController& lab, Commands& commands, QObject* parent) : QObject(parent), lab_(lab), commands_(commands) {
    LabSession* session = lab.session();
    player_.setInterval(kPlayMs);
    connect(&player_, &QTimer::timeout, this, &Transport::playOn);
    connect(commands[Command::step], &QAction::triggered, this, &Transport::step);
    connect(commands[Command::wait], &QAction::triggered, this, [this] { lab_.wait(); });
    connect(commands[Command::play], &QAction::triggered, this, &Transport::play);
    connect(commands[Command::stepBack], &QAction::triggered, session, &LabSession::stepBack);
    connect(commands[Command::stepForward], &QAction::triggered, session, &LabSession::stepForward);
    connect(commands[Command::toStart], &QAction::triggered, session, &LabSession::toStart);
    connect(commands[Command::goLive], &QAction::triggered, session, &LabSession::goLive);
    connect(commands[Command::stepMode], &QAction::triggered, this, [this] { lab_.setMode(Mode::step); });
    connect(commands[Command::runMode], &QAction::triggered, this, [this] { lab_.setMode(Mode::run); });
    connect(commands[Command::toggleMode], &QAction::triggered, this, [this] { lab_.setMode(stepping() ? Mode::run : Mode::step); });
    for (const auto signal : {&LabSession::liveChanged, &LabSession::playingChanged}) connect(session, signal, this, &Transport::refresh);
    connect(&lab, &LabController::modeChanged, this, &Transport::refresh);
    refresh();
}

bool Transport::stepping() const { return lab_.mode() == Mode::step; }

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
    commands_[Command::stepForward]->setEnabled(!live);
    commands_[Command::goLive]->setEnabled(!live);
    commands_[Command::play]->setEnabled(!live || (ready && stepping()));
    commands_[Command::play]->setChecked(session.playing() || player_.isActive());
}

}  // namespace stampede::ui
