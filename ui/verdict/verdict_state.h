// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/model/property.h"

namespace stampede::ui {

/// What a count of a property means beside what the combination promises.
enum class VerdictState : std::uint8_t {
    kept,      ///< promised, and it never happened
    broken,    ///< promised, and it happened
    expected,  ///< it happened, and nobody had promised otherwise
    open,      ///< not promised, and it has not happened
};

VerdictState stateOf(Property property, Properties promised, std::uint64_t count);
QString stateText(VerdictState state);     ///< "broken promise"
QString stateSign(VerdictState state);     ///< one character, its shape tells the state without colour
QString stateMeaning(VerdictState state);  ///< one sentence

}  // namespace stampede::ui
