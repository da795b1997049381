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
    connect(commands[Command::healAll], &QAction::triggered, &lab, &LabController::healAll);
    connect(header.slowMs, &QSpinBox::editingFinished, this, [this] {
        if (active(FaultKind::db_slow)) lab_.inject(faultOf(FaultKind::db_slow));
    });
    refresh();
}

bool FaultSwitches::active(FaultKind kind) const {
    const auto& spans = lab_.session()->series().faults();
    return std::any_of(spans.begin(), spans.end(), [kind](const FaultSpan& span) { return span.fault.kind == kind && span.to == kNever; });
}

Fault FaultSwitches::faultOf(FaultKind kind) const {
    Fault fault;
    fault.kind = kind;
    fault.added = std::chrono::milliseconds(header_.slowMs->value());
    return fault;
}

void FaultSwitches::toggle(FaultKind kind) {
    if (active(kind)) {
        lab_.healKind(kind);
    } else {
        lab_.inject(faultOf(kind));
    }
    refresh();  // a click alone presses nothing
}

void FaultSwitches::refresh() {
    bool any = false;
    for (const auto& [command, kind] : kLasting) {
        const bool on = active(kind);
        any = any || on;
        commands_[command]->setChecked(on);
        commands_[command]->setEnabled(lab_.ready());
    }
    commands_[Command::expireAll]->setEnabled(lab_.ready());
    commands_[Command::healAll]->setEnabled(lab_.ready() && any);
}

}  // namespace stampede::ui
