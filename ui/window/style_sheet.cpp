// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/appearance.h"

#include <utility>

namespace stampede::ui {
namespace {

// @name stands for a colour of the theme. Only the header and the status bar are styled; everything else is plain Fusion. A sheet for the
// whole application would undo the palettes that the views give themselves.
constexpr const char* kRules = R"(
#header { background: @panel; border-bottom: 1px solid @border; }
#header QMenuBar { background: transparent; }
#header QComboBox { combobox-popup: 0; }
#header QLabel { color: @muted; }
#header QToolButton { background: @raised; color: @text; border: 1px solid @border; border-radius: 5px; padding: 3px 1px 3px 4px; }
#header QToolButton[look="icon"] { padding: 3px 4px; }
#header QToolButton[look="text"] { padding: 3px 6px; }
#header QToolButton:hover { border-color: @accent; }
#header QToolButton:focus { border-color: @accent; outline: 1px solid @accent; }
#header QToolButton:pressed { background: @border; }
#header QToolButton:disabled { color: @disabled; background: transparent; }
#header QToolButton:checked { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
#header QToolButton[role="fault"]:checked { background: @dangerBack; color: @danger; border: 1px solid @danger; font-weight: 600; }
#header QToolButton[broken="true"] { background: @dangerBack; color: @danger; border: 1px solid @danger; font-weight: 600; }
#header QToolButton[role="primary"] { border-color: @accent; }
#header QToolButton[role="heal"]:enabled { border-color: @good; color: @good; }
#header QToolButton[role="live"] { background: transparent; border: 1px solid @good; color: @good; font-weight: 600; border-radius: 9px; padding: 3px 4px 3px 7px; }
#header QToolButton[role="review"] { background: @warningBack; border: 1px solid @warning; color: @warning; font-weight: 600; border-radius: 9px; padding: 3px 4px 3px 7px; }
#header QToolButton::menu-button { border: none; width: 16px; }
#header QToolButton[popupMode="1"] { padding-right: 20px; }
#header QToolButton[popupMode="2"] { padding-right: 18px; }
#header QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 5px; }
#messageBar[kind="info"] { background: @accentBack; border-top: 1px solid @accent; }
#messageBar[kind="warning"] { background: @warningBack; border-top: 1px solid @warning; }
#messageBar[kind="error"] { background: @dangerBack; border-top: 1px solid @danger; }
#messageBar QLabel { color: @text; }
QStatusBar { background: @panel; border-top: 1px solid @border; }
QStatusBar QLabel { color: @muted; }
QFrame#divider { background: @border; max-width: 1px; margin: 3px 2px; }
QStatusBar::item { border: none; }
)";

QColor mix(const QColor& front, const QColor& back, double share) {
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return QColor(part(front.red(), back.red()), part(front.green(), back.green()), part(front.blue(), back.blue()));
}

}  // namespace

QString chromeSheet(const Theme& theme) {
    // Longer names first: @danger is the beginning of @dangerBack.
    const std::pair<const char*, QColor> colors[] = {
        {"@dangerBack", mix(theme.danger, theme.panel, 0.18)},
        {"@warningBack", mix(theme.warning, theme.panel, 0.18)},
        {"@accentBack", mix(theme.accent, theme.panel, 0.18)},
        {"@onAccent", theme.palette().color(QPalette::HighlightedText)},
        {"@disabled", mix(theme.muted, theme.panel, 0.6)},
        {"@text", theme.text},
        {"@raised", theme.raised},
        {"@border", theme.border},
        {"@muted", theme.muted},
        {"@panel", theme.panel},
        {"@accent", theme.accent},
        {"@danger", theme.danger},
        {"@warning", theme.warning},
        {"@good", theme.good},
    };
    QString sheet = QString::fromLatin1(kRules);
    for (const auto& [name, color] : colors) sheet.replace(QString::fromLatin1(name), color.name());
    return sheet;
}

}  // namespace stampede::ui
