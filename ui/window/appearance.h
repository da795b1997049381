// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/model/theme.h"
#include "ui/window/settings.h"

namespace stampede::ui {

/// Fusion, the program's fonts, and the theme that the user or the system asks for, spread to all of Qt's own widgets. Views of our own
/// listen to `changed`.
class Appearance : public QObject {
    Q_OBJECT

   public:
    explicit Appearance(QObject* parent = nullptr);

    const Theme& theme() const { return theme_; }
    void choose(ThemeChoice choice);
    /// For a projector: 14 point instead of 10.
    void setLargeText(bool on);

   Q_SIGNALS:
    void changed();

   protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

   private:
    void apply();
    static bool systemIsDark();

    ThemeChoice choice_ = ThemeChoice::system;
    Theme theme_ = Theme::darkTheme();
    bool applying_ = false;
};

/// What Fusion cannot express by a palette: the rows of commands, the messages, the status bar.
QString chromeSheet(const Theme& theme);

}  // namespace stampede::ui
