// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "ui/window/commands.h"

namespace stampede::ui {

/// One line of the table of commands. Texts are untranslated; their context is "Commands".
struct CommandRow {
    Command command;
    CommandMenu menu;
    const char* icon;         ///< file under :/icons, or empty
    const char* text;         ///< in the menu, with its mnemonic
    const char* shortText;    ///< on a button
    const char* keys;         ///< as QKeySequence spells them, alternatives apart by a blank
    const char* explanation;  ///< what really happens
    bool checkable;
};

std::span<const CommandRow> commandTable();

}  // namespace stampede::ui
