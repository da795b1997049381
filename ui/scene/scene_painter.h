// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "ui/scene/sprite_cache.h"
#include "ui/scene/travel.h"

namespace stampede::ui {

/// Paints pictures. Knows nothing of the lab.
class ScenePainter {
   public:
    /// Frames of the nodes and the roads between them, for a pixmap that is painted once.
    static void background(QPainter& painter, const SceneLayout& layout, const Theme& theme);

    ScenePainter(QPainter& painter, const SceneLayout& layout, const Theme& theme, SpriteCache& sprites)
        : painter_(&painter), layout_(&layout), theme_(&theme), sprites_(&sprites) {}

    void picture(const Picture& picture);
    void overlay(const Picture& picture) { layer(picture.overlay); }
    void crowd(const std::vector<Traveller>& travellers);

   private:
    void layer(const Layer& layer);
    void box(const Box& box);
    void sign(const SignItem& item);
    void label(const Label& label);
    void token(const Token& token);

    QPainter* painter_;
    const SceneLayout* layout_;
    const Theme* theme_;
    SpriteCache* sprites_;
};

}  // namespace stampede::ui
