// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fault_switches.h"

#include <QSpinBox>
#include <algorithm>
#include <utility>

#include "core/faults/fault_parameters.h"
#include "ui/faults/fault_menu.h"
#include "ui/model/active_faults.h"
#include "ui/model/format.h"
#include "ui/model/lab_controller.h"
#include "ui/window/header.h"
#include "ui/window/key_picker.h"
#include "ui/window/message_bar.h"

namespace stampede::ui {
namespace {

constexpr std::pair<Command, FaultKind> kLasting[] = {
    {Command::crashRedis, FaultKind::redis_kill},      {Command::freezeRedis, FaultKind::redis_freeze},
    {Command::slowDatabase, FaultKind::db_slow},       {Command::lockDatabase, FaultKind::db_lock},
    {Command::crashApplication, FaultKind::app_crash}, {Command::freezeApplication, FaultKind::app_freeze},
    {Command::cutNetwork, FaultKind::net_down},        {Command::slowNetwork, FaultKind::net_latency},
    {Command::loseReplies, FaultKind::lose_reply},     {Command::databaseDown, FaultKind::db_down},
};

constexpr std::pair<Command, FaultKind> kOnce[] = {
    {Command::expireAll, FaultKind::expire_all},
    {Command::flushRedis, FaultKind::redis_flush},
};

}  // namespace

FaultSwitches::FaultSwitches(LabController& lab, Commands& commands, Header& header)
    : QObject(&header), lab_(lab), commands_(commands), header_(header) {
    for (const auto& [command, kind] : kLasting) {
        connect(commands[command], &QAction::triggered, this, [this, kind = kind] { toggle(kind); });
    }
    for (const auto& [command, kind] : kOnce) {
        connect(commands[command], &QAction::triggered, this, [this, kind = kind] { lab_.inject(faultOf(kind)); });
    }
    for (FaultMenu* menu : header.faultMenus) connect(menu, &FaultMenu::wanted, this, &FaultSwitches::menuWanted);
    connect(commands[Command::healAll], &QAction::triggered, &lab, &LabController::healAll);
    connect(header.slowMs, &QSpinBox::editingFinished, this, [this] {
        if (active(FaultKind::db_slow)) lab_.inject(faultOf(FaultKind::db_slow));
    });
    refresh();
}

bool FaultSwitches::active(FaultKind kind) const {
    return std::any_of(active_.begin(), active_.end(), [kind](const ActiveFault& one) { return one.fault.kind == kind; });
}

Fault FaultSwitches::faultOf(FaultKind kind) const {
    Fault fault = make_fault(kind);
    if (kind == FaultKind::db_slow) fault.added = std::chrono::milliseconds(header_.slowMs->value());
    if (!what_is_missing(fault).empty()) fault.key = header_.key->key().value_or(Key{});
    return fault;
}

void FaultSwitches::menuWanted(FaultKind kind) {
    if (lasting(kind)) return toggle(kind);
    const Fault fault = faultOf(kind);
    if (const QString trouble = missingText(fault); !trouble.isEmpty()) {
        header_.messages->say(MessageKind::warning, trouble);
    } else {
        lab_.inject(fault);
    }
}

void FaultSwitches::toggle(FaultKind kind) {
    refresh();  // what was shown may be a moment old
    if (active(kind)) {
        lab_.healKind(kind);
    } else if (const Fault fault = faultOf(kind); missingText(fault).isEmpty()) {
        lab_.inject(fault);
    } else {
        header_.messages->say(MessageKind::warning, missingText(fault));
    }
    refresh();  // a click alone presses nothing
}

void FaultSwitches::refresh() {
    active_ = activeFaults(*lab_.session());
    for (const auto& [command, kind] : kLasting) {
        commands_[command]->setChecked(active(kind));
        commands_[command]->setEnabled(lab_.ready());
    }
    for (const auto& [command, kind] : kOnce) commands_[command]->setEnabled(lab_.ready());
    commands_[Command::healAll]->setEnabled(lab_.ready() && !active_.empty());
    for (FaultMenu* menu : header_.faultMenus) {
        menu->setActive(active_);
        menu->setReady(lab_.ready());
    }
    header_.showBroken();
}

}  // namespace stampede::ui
