// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/bar_textures.h"

#include <QPainter>
#include <QPixmap>

namespace stampede::ui {
namespace {

constexpr int kTile = 6;

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

QPixmap tile(const QColor& ground, qreal ratio) {
    QPixmap pixmap(QSize(kTile, kTile) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(ground);
    return pixmap;
}

}  // namespace

QBrush hatched(const QColor& colour, qreal ratio) {
    QPixmap pixmap = tile(faded(colour, 0.20), ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(faded(colour, 0.55), 1.2));
    for (const int shift : {-kTile, 0, kTile}) painter.drawLine(QPointF(shift - 1, kTile + 1), QPointF(shift + kTile + 1, -1));
    painter.end();
    return QBrush(pixmap);
}

QBrush dotted(const QColor& colour, qreal ratio) {
    QPixmap pixmap = tile(faded(colour, 0.16), ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(colour, 0.85));
    for (const QPointF at : {QPointF(1.5, 1.5), QPointF(4.5, 4.5)}) painter.drawEllipse(at, 1.0, 1.0);
    painter.end();
    return QBrush(pixmap);
}

}  // namespace stampede::ui
