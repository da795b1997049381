// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "core/model/run_config.h"

namespace stampede::ui {

/// What the combination does, in one paragraph. Precondition: check(config).
QString explanationOf(const RunConfig& config);
/// Parts that fight each other, a sentence each. Precondition: check(config).
QStringList warningsOf(const RunConfig& config);
/// "mutex + jitter", "no guards": for a button.
QString guardsText(const RunConfig& config);
/// Redis's names of its policies, in the order of Eviction.
QStringList evictionNames();
/// The part as the command line spells it: "mutex:ttl=5,poll=20".
QString spelled(const Choice& choice);

}  // namespace stampede::ui
