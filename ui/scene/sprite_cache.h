// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QPixmap>

#include "ui/scene/scene_items.h"

namespace stampede::ui {

/// Text and tokens rendered once, at the device's pixel ratio, and blitted ever after. Emptied when theme, fonts or ratio change.
class SpriteCache {
   public:
    SpriteCache();

    void reset(const Theme& theme, const SceneFonts& fonts, qreal ratio);

    /// The text alone, as wide as it is.
    const QPixmap& text(const QString& text, Face face, Ink ink);
    /// The token with its name, in the middle of a pixmap that leaves it a margin of kMargin.
    const QPixmap& token(const Token& token);
    /// The same without a name, for crowds.
    const QPixmap& dot(RequestKind kind, qreal size);

    static constexpr qreal kMargin = 2;

   private:
    QPixmap blank(QSizeF size) const;
    QPixmap paintToken(const Token& token) const;

    const Theme* theme_ = nullptr;
    const SceneFonts* fonts_ = nullptr;
    qreal ratio_ = 1;
    QCache<QString, QPixmap> sprites_;
};

/// Width of a token that bears a name: a circle or a square while the name is short, longer otherwise.
qreal tokenWidth(const SceneFonts& fonts, qreal size, const QString& name);

}  // namespace stampede::ui
