// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>
#include <vector>

#include "ui/code/code_markers.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// A badge and where it stands. A read has round ends, a write is square, the lab's own work is grey; where it only called, it is an
/// outline. One more, of no marker, says how many are not named.
struct Badge {
    QRectF rect;
    QString text;
    const Marker* marker = nullptr;  ///< points into the line given to `layOutBadges`; nullptr for "+12"
};

/// Badges of one line, right-aligned in `row`. The line must outlive them.
std::vector<Badge> layOutBadges(const LineMarkers& line, const QRectF& row, const QFont& font);

/// `selected` gets a ring.
void paintBadges(QPainter& painter, const std::vector<Badge>& badges, const Theme& theme, RequestId selected);

}  // namespace stampede::ui
