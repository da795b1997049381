// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/oracle/finding.h"

namespace stampede::ui {

/// What went wrong, in one sentence: "A read of user:profile:42 returned v1; v2 had been acknowledged before it began."
QString findingSentence(const Finding& finding);
/// One of the events that show it: "0.52 s · R7 began".
QString becauseText(const Because& because);

}  // namespace stampede::ui
