// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>

#include "core/model/operation.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// The parts of an operation's time. Each has a pattern of its own, so that colour is never alone.
enum class Part : std::uint8_t {
    waiting,   ///< outline: for a connection of the pool
    measured,  ///< solid: what the store really took
    modelled,  ///< hatched: the network and query cost that the learner chose
    fault,     ///< dotted: what an injected fault added
};

inline constexpr Part kParts[] = {Part::waiting, Part::measured, Part::modelled, Part::fault};

Duration lengthOf(Part part, const Timing& timing, Duration waited);

/// Fills a rectangle with the pattern of the part. `color` is that of the component; a fault has its own.
void paintPart(QPainter& painter, const QRectF& rect, Part part, const QColor& color, const Theme& theme);

/// The parts one after the other from the left edge of `rect`, whose whole width stands for `scale`. Every part that took time is at
/// least a few pixels wide. Returns where the bar ends.
qreal paintLatencyBar(QPainter& painter, const QRectF& rect, const Timing& timing, Duration waited, Duration scale, const QColor& color,
                      const Theme& theme);

}  // namespace stampede::ui
