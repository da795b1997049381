// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <vector>

#include "core/model/operation.h"
#include "core/model/request.h"
#include "ui/model/theme.h"
#include "ui/scene/scene_fonts.h"
#include "ui/scene/scene_layout.h"

namespace stampede::ui {

/// A colour of the theme, by its name.
using Ink = QColor Theme::*;

/// A rounded rectangle.
struct Box {
    QRectF rect;
    qreal radius = 5;
    Ink fill = nullptr;  ///< none when null
    double fillAlpha = 1;
    Ink line = nullptr;
    double lineAlpha = 1;
    qreal width = 1;
    bool dashed = false;
};

/// One line of text, in the middle of its rectangle's height. The text fits: whoever makes a label shortens it.
struct Label {
    QRectF rect;
    QString text;
    Face face = Face::body;
    Ink ink = &Theme::text;
    Qt::Alignment align = Qt::AlignLeft;
    double alpha = 1;
};

/// A request: its kind is its shape.
enum class TokenLook { filled, outlined, gone };
struct Token {
    QPointF centre;
    RequestKind kind = RequestKind::read;
    qreal size = 22;
    QString text;
    TokenLook look = TokenLook::filled;
};

/// A small drawn sign, so that no state is told by colour alone.
enum class Sign { running, frozen, down, warning };
struct SignItem {
    QRectF rect;
    Sign sign = Sign::running;
    Ink ink = &Theme::good;
};

/// Something that the mouse can point at.
struct Target {
    QRectF rect;
    QString tip;
    OperationId operation = 0;  ///< a click runs it; 0: nothing to run
};

/// A road on which something moves.
struct BusyRoad {
    Road road = Road::clientsToApplication;
    int instance = 0;
    Ink ink = &Theme::accent;
};

struct Layer {
    std::vector<Box> boxes;
    std::vector<SignItem> signs;
    std::vector<Label> labels;
    std::vector<Token> tokens;
};

/// What the scene shows at one moment, as a list of things to paint. Whatever has few items is here; crowds of moving tokens are not.
struct Picture {
    std::vector<BusyRoad> roads;
    Layer nodes;
    Layer overlay;  ///< above moving tokens
    std::vector<Target> targets;
};

}  // namespace stampede::ui
