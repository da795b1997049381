// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include "ui/model/theme.h"

namespace stampede::ui {

/// The drawings under :/icons in the colours of a theme. They are rendered at the size and pixel ratio that is asked for, so they are
/// sharp on every screen; a disabled icon is muted, a checked one has its own colour.
class IconSet {
   public:
    explicit IconSet(const Theme& theme) : theme_(theme) {}

    /// By name of the file, in the theme's text colour.
    QIcon icon(const QString& name) const { return icon(name, theme_.text); }
    QIcon icon(const QString& name, const QColor& normal) const { return icon(name, normal, normal); }
    QIcon icon(const QString& name, const QColor& normal, const QColor& checked) const;

    const Theme& theme() const { return theme_; }

   private:
    Theme theme_;
};

}  // namespace stampede::ui
