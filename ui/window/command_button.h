// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QToolButton>

namespace stampede::ui {

/// A button for an action, with its texts for screen readers kept up to date. It takes the focus by Tab only, so that a click does not
/// steal the single-letter keys. `role` chooses its look in the style sheet: "fault", "primary", "heal".
QToolButton* commandButton(QAction* action, Qt::ToolButtonStyle style, const char* role = "");

/// The same as a push button, for a panel.
QPushButton* commandPushButton(QAction* action);

}  // namespace stampede::ui
