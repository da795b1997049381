// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/badges.h"

#include <QFontMetricsF>
#include <algorithm>

namespace stampede::ui {
namespace {

constexpr qreal kGap = 4;

void paintBadge(QPainter& painter, const Badge& badge, const Theme& theme, bool selected) {
    const bool filled = badge.marker != nullptr && badge.marker->shape != MarkerShape::lab && !badge.marker->calling;
    const QColor color = badge.marker != nullptr ? colorOf(badge.marker->shape, theme) : theme.muted;
    const bool round = badge.marker == nullptr || badge.marker->shape != MarkerShape::write;
    const qreal radius = round ? badge.rect.height() / 2 : 2.5;
    painter.setPen(filled ? QPen(Qt::NoPen) : QPen(color, 1));
    painter.setBrush(filled ? color : theme.panel);
    painter.drawRoundedRect(badge.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (selected) {
        painter.setPen(QPen(theme.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(badge.rect.adjusted(-1.5, -1.5, 1.5, 1.5), radius + 2, radius + 2);
    }
    const QColor onColor = theme.dark ? QColor(0x10, 0x12, 0x16) : QColor(Qt::white);
    painter.setPen(filled ? onColor : theme.text);
    painter.drawText(badge.rect, Qt::AlignCenter, badge.text);
}

}  // namespace

std::vector<Badge> layOutBadges(const LineMarkers& line, const QRectF& row, const QFont& font) {
    const QFontMetricsF metrics(font);
    const qreal height = std::min(row.height() - 2, std::ceil(metrics.height()) + 2);
    std::vector<Badge> badges;
    for (const Marker& marker : line.named) badges.push_back({{}, labelOf(marker), &marker});
    if (line.count > line.named.size()) badges.push_back({{}, QStringLiteral("+%1").arg(line.count - line.named.size()), nullptr});

    qreal right = row.right() - kGap;
    for (auto badge = badges.rbegin(); badge != badges.rend(); ++badge) {
        const qreal width = std::max(height * 1.35, std::ceil(metrics.horizontalAdvance(badge->text)) + height * 0.7);
        badge->rect = QRectF(right - width, row.center().y() - height / 2, width, height);
        right -= width + kGap;
    }
    return badges;
}

void paintBadges(QPainter& painter, const std::vector<Badge>& badges, const Theme& theme, RequestId selected) {
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Badge& badge : badges) {
        const bool ring = selected != 0 && badge.marker != nullptr && badge.marker->request == selected;
        paintBadge(painter, badge, theme, ring);
    }
}

}  // namespace stampede::ui
