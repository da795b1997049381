// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fault_switches.h"

#include <QSpinBox>
#include <algorithm>
#include <utility>

#include "ui/model/lab_controller.h"
#include "ui/window/header.h"

namespace stampede::ui {
namespace {

constexpr std::pair<Command, FaultKind> kLasting[] = {
    {Command::crashRedis, FaultKind::redis_kill},      {Command::freezeRedis, FaultKind::redis_freeze},
    {Command::slowDatabase, FaultKind::db_slow},       {Command::lockDatabase, FaultKind::db_lock},
    {Command::crashApplication, FaultKind::app_crash},
};

}  // namespace

FaultSwitches::FaultSwitches(LabController& lab, Commands& commands, Header& header)
    : QObject(&header), lab_(lab), commands_(commands), header_(header) {
    for (const auto& [command, kind] : kLasting) {
        connect(commands[command], &QAction::triggered, this, [this, kind = kind] { toggle(kind); });
    }
    connect(commands[Command::expireAll], &QAction::triggered, this, [this] { lab_.inject(faultOf(FaultKind::expire_all)); });
    connect(commands[Command::healAll], &QAction::triggered, this, &FaultSwitches::healAll);
    connect(header.slowMs, &QSpinBox::editingFinished, this, [this] {
        if (injected(FaultKind::db_slow)) lab_.inject(faultOf(FaultKind::db_slow));
    });
    connect(lab.session(), &LabSession::restarted, this, [this] { seen_ = 0; });
    refresh();
}

void FaultSwitches::watchCache() {
    const Journal& journal = lab_.session()->journal();
    if (seen_ == 0) cacheDied_ = false;
    for (seen_ = std::max(seen_, journal.first()); seen_ < journal.size(); ++seen_) {
        const Event& event = journal[seen_];
        if (event.type == EventType::cache_died) cacheDied_ = event.detail == 1;
        if (event.type == EventType::cache_started) cacheDied_ = false;
    }
}

bool FaultSwitches::broken(FaultKind kind) const { return injected(kind) || (kind == FaultKind::redis_kill && cacheDied_); }

bool FaultSwitches::injected(FaultKind kind) const {
    const auto& spans = lab_.session()->series().faults();
    return std::any_of(spans.begin(), spans.end(), [kind](const FaultSpan& span) { return span.kind == kind && span.to == kNever; });
}

Fault FaultSwitches::faultOf(FaultKind kind) const {
    Fault fault;
    fault.kind = kind;
    fault.added = std::chrono::milliseconds(header_.slowMs->value());
    return fault;
}

// The lab starts a Redis that it crashed itself; one that died by itself becomes such a one first.
void FaultSwitches::startCache() {
    if (!injected(FaultKind::redis_kill)) lab_.inject(faultOf(FaultKind::redis_kill));
    lab_.heal(FaultKind::redis_kill);
}

void FaultSwitches::healAll() {
    if (broken(FaultKind::redis_kill)) startCache();
    lab_.healAll();
}

void FaultSwitches::toggle(FaultKind kind) {
    if (broken(kind)) {
        kind == FaultKind::redis_kill ? startCache() : lab_.heal(kind);
    } else {
        lab_.inject(faultOf(kind));
    }
    refresh();  // a click alone presses nothing
}

void FaultSwitches::refresh() {
    watchCache();
    bool any = false;
    for (const auto& [command, kind] : kLasting) {
        const bool on = broken(kind);
        any = any || on;
        commands_[command]->setChecked(on);
        commands_[command]->setEnabled(lab_.ready());
    }
    commands_[Command::expireAll]->setEnabled(lab_.ready());
    commands_[Command::healAll]->setEnabled(lab_.ready() && any);
}

}  // namespace stampede::ui
