// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/latency_bar.h"

#include <algorithm>

#include "ui/code/tints.h"

namespace stampede::ui {
namespace {

constexpr qreal kLeast = 3;  // pixels
constexpr qreal kHatch = 5;
constexpr qreal kDots = 4;

void hatch(QPainter& painter, const QRectF& rect, const QColor& color) {
    painter.setPen(QPen(color, 1.4));
    for (qreal x = rect.left() - rect.height(); x < rect.right(); x += kHatch) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
}

void dot(QPainter& painter, const QRectF& rect, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    bool shifted = false;
    for (qreal y = rect.top() + kDots / 2; y < rect.bottom(); y += kDots, shifted = !shifted) {
        for (qreal x = rect.left() + (shifted ? kDots : kDots / 2); x < rect.right(); x += kDots)
            painter.drawEllipse(QPointF(x, y), 1.1, 1.1);
    }
}

}  // namespace

Duration lengthOf(Part part, const Timing& timing, Duration waited) {
    switch (part) {
        case Part::waiting: return waited;
        case Part::measured: return timing.measured;
        case Part::modelled: return timing.modelled;
        case Part::fault: return timing.fault;
    }
    return Duration{0};
}

void paintPart(QPainter& painter, const QRectF& rect, Part part, const QColor& color, const Theme& theme) {
    const QColor ink = part == Part::fault ? theme.danger : part == Part::waiting ? theme.muted : color;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (part == Part::measured) {
        painter.fillRect(rect, ink);
    } else {
        painter.setClipRect(rect, Qt::IntersectClip);
        if (part != Part::waiting) painter.fillRect(rect, blend(ink, theme.panel, 0.22));
        if (part == Part::modelled) hatch(painter, rect, ink);
        if (part == Part::fault) dot(painter, rect, ink);
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.restore();
}

qreal paintLatencyBar(QPainter& painter, const QRectF& rect, const Timing& timing, Duration waited, Duration scale, const QColor& color,
                      const Theme& theme) {
    qreal left = rect.left();
    for (const Part part : kParts) {
        const Duration length = lengthOf(part, timing, waited);
        if (length <= Duration{0} || scale <= Duration{0}) continue;
        const qreal width = std::max(kLeast, rect.width() * static_cast<double>(length.count()) / static_cast<double>(scale.count()));
        const qreal right = std::min(rect.right(), left + width);
        // A long part before it must not push a short one out of sight.
        const qreal start = std::min(left, rect.right() - kLeast);
        paintPart(painter, QRectF(start, rect.top(), std::max(kLeast, right - start), rect.height()), part, color, theme);
        left = std::max(left, right);
    }
    return left;
}

}  // namespace stampede::ui
