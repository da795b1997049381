// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/faults/fault_catalogue.h"
#include "core/model/fault.h"

namespace stampede::ui {

/// What is the case while it lasts, short: "Redis down", "DB slow".
QString faultText(FaultKind kind);
/// The same with parameters and scope: "Network +100 ms ±20 ms, App 2", "DEL replies lost, user:profile:42", "App 1 frozen".
QString faultText(const Fault& fault);
/// The same where there is hardly any room: "×5", "hot key".
QString faultBrief(const Fault& fault);

QString faultTitle(FaultKind kind);        ///< what a button says: "Crash Redis"
QString faultExplanation(FaultKind kind);  ///< what is really done and what then happens
QString faultGroupText(FaultGroup group);
QString instanceText(InstanceId instance);  ///< "every instance", "instance 1"

/// What a parameter's field is called, and the name of one of its choices.
QString parameterText(const FaultParameter& parameter);
QString choiceText(const FaultParameter& parameter, int choice);

/// What the fault lacks, as one sentence; empty when it can be done.
QString missingText(const Fault& fault);

}  // namespace stampede::ui
