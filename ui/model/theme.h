// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace stampede::ui {

/// The colours of the window, light or dark. Kinds of things keep one hue from the Okabe-Ito palette in every view, which colour-blind
/// people can tell apart; shape or text always says the same again.
struct Theme {
    bool dark = true;
    QColor window;  ///< behind everything
    QColor panel;   ///< cards and docks
    QColor raised;  ///< rows and buttons on a panel
    QColor border;
    QColor text;
    QColor muted;     ///< secondary text; still 4.5:1 on panel
    QColor accent;    ///< selection, cursor, application
    QColor cache;     ///< GET, SET, DEL and Redis
    QColor database;  ///< SELECT, UPDATE and SQLite
    QColor read;      ///< read requests, round tokens
    QColor write;     ///< write requests, square tokens
    QColor good;
    QColor warning;
    QColor danger;  ///< faults, errors

    static Theme darkTheme();
    static Theme lightTheme();

    /// The same colours for Qt's own widgets.
    QPalette palette() const;
};

}  // namespace stampede::ui
