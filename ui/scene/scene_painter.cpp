// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_painter.h"

#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kRadius = 10;

void card(QPainter& painter, const QRectF& rect, const Theme& theme) {
    if (rect.isNull()) return;
    painter.setPen(Qt::NoPen);
    for (int i = 3; i >= 1; --i) {
        painter.setBrush(QColor(0, 0, 0, theme.dark ? 22 : 7));
        painter.drawRoundedRect(rect.adjusted(-i + 1, -i + 3, i - 1, i + 1), kRadius + i, kRadius + i);
    }
    painter.setPen(QPen(theme.border, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

void arrowHead(QPainter& painter, const QPainterPath& path, const QColor& colour) {
    const QPointF tip = path.pointAtPercent(1);
    const QPointF before = path.pointAtPercent(path.percentAtLength(std::max(0.0, path.length() - 7)));
    const qreal angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
    const auto corner = [&](qreal turn) { return tip - QPointF(std::cos(angle + turn), std::sin(angle + turn)) * 8; };
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({tip, corner(0.45), corner(-0.45)}));
}

void road(QPainter& painter, const SceneLayout& layout, Road which, int instance, const QColor& colour, qreal width) {
    const QPainterPath path = layout.path(which, instance);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    painter.drawPath(path);
    arrowHead(painter, path, colour);
}

}  // namespace

void ScenePainter::background(QPainter& painter, const SceneLayout& layout, const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < layout.instances(); ++i) {
        for (const Road which : {Road::clientsToApplication, Road::applicationToCache, Road::applicationToDatabase}) {
            road(painter, layout, which, i, theme.border, 1.5);
        }
        card(painter, layout.node(Node::application, i), theme);
    }
    if (layout.hasQueue()) {
        road(painter, layout, Road::applicationToQueue, 0, theme.border, 1.5);
        road(painter, layout, Road::queueToDatabase, 0, theme.border, 1.5);
    }
    for (const Node node : {Node::clients, Node::cache, Node::database, Node::queue}) card(painter, layout.node(node), theme);
}

void ScenePainter::picture(const Picture& picture) {
    painter_->setRenderHint(QPainter::Antialiasing);
    for (const BusyRoad& busy : picture.roads) road(*painter_, *layout_, busy.road, busy.instance, theme_->*busy.ink, 1.75);
    layer(picture.nodes);
}

void ScenePainter::layer(const Layer& layer) {
    for (const Box& item : layer.boxes) box(item);
    for (const SignItem& item : layer.signs) sign(item);
    for (const Label& item : layer.labels) label(item);
    for (const Token& item : layer.tokens) token(item);
    painter_->setOpacity(1);
}

void ScenePainter::box(const Box& box) {
    const auto faded = [this](Ink ink, double alpha) {
        QColor colour = theme_->*ink;
        colour.setAlphaF(static_cast<float>(alpha));
        return colour;
    };
    painter_->setBrush(box.fill == nullptr ? QBrush(Qt::NoBrush) : QBrush(faded(box.fill, box.fillAlpha)));
    QRectF rect = box.rect;
    if (box.line == nullptr) {
        painter_->setPen(Qt::NoPen);
    } else {
        painter_->setPen(QPen(faded(box.line, box.lineAlpha), box.width, box.dashed ? Qt::DashLine : Qt::SolidLine));
        rect.adjust(box.width / 2, box.width / 2, -box.width / 2, -box.width / 2);
    }
    painter_->drawRoundedRect(rect, box.radius, box.radius);
}

void ScenePainter::sign(const SignItem& item) {
    const QColor colour = theme_->*item.ink;
    const QRectF r = item.rect;
    const qreal stroke = std::max(1.6, r.width() * 0.2);
    painter_->setPen(Qt::NoPen);
    painter_->setBrush(colour);
    switch (item.sign) {
        case Sign::running: painter_->drawEllipse(r.adjusted(1, 1, -1, -1)); break;
        case Sign::frozen:
            painter_->drawRoundedRect(QRectF(r.left() + r.width() * 0.14, r.top(), r.width() * 0.26, r.height()), 1, 1);
            painter_->drawRoundedRect(QRectF(r.left() + r.width() * 0.60, r.top(), r.width() * 0.26, r.height()), 1, 1);
            break;
        case Sign::down: {
            painter_->setPen(QPen(colour, stroke, Qt::SolidLine, Qt::RoundCap));
            const QRectF in = r.adjusted(1.5, 1.5, -1.5, -1.5);
            painter_->drawLine(in.topLeft(), in.bottomRight());
            painter_->drawLine(in.topRight(), in.bottomLeft());
            break;
        }
        case Sign::warning: {
            painter_->drawPolygon(QPolygonF({{r.center().x(), r.top()}, {r.right() + 1, r.bottom()}, {r.left() - 1, r.bottom()}}));
            painter_->setPen(QPen(theme_->panel, 1.4, Qt::SolidLine, Qt::RoundCap));
            const qreal x = r.center().x();
            painter_->drawLine(QPointF(x, r.top() + r.height() * 0.38), QPointF(x, r.top() + r.height() * 0.66));
            painter_->drawPoint(QPointF(x, r.top() + r.height() * 0.86));
            break;
        }
    }
}

void ScenePainter::label(const Label& label) {
    const QPixmap& sprite = sprites_->text(label.text, label.face, label.ink);
    const QSizeF size = sprite.deviceIndependentSize();
    qreal x = label.rect.left();
    if (label.align & Qt::AlignRight) x = label.rect.right() - size.width() + 2;
    if (label.align & Qt::AlignHCenter) x = label.rect.center().x() - size.width() / 2 + 1;
    painter_->setOpacity(label.alpha);
    painter_->drawPixmap(QPointF(std::round(x), std::round(label.rect.center().y() - size.height() / 2)), sprite);
}

void ScenePainter::token(const Token& token) {
    const QPixmap& sprite = sprites_->token(token);
    const QSizeF size = sprite.deviceIndependentSize();
    painter_->setOpacity(1);
    painter_->drawPixmap(QPointF(token.centre.x() - size.width() / 2, token.centre.y() - size.height() / 2), sprite);
}

void ScenePainter::crowd(const std::vector<Traveller>& travellers) {
    const qreal size = dotSize(travellers.size());
    const QPixmap read = sprites_->dot(RequestKind::read, size);
    const QPixmap write = sprites_->dot(RequestKind::write, size);
    const qreal half = size / 2 + SpriteCache::kMargin;
    for (const Traveller& traveller : travellers) {
        const bool reads = traveller.walker.id != 0 && traveller.walker.request->kind == RequestKind::read;
        painter_->drawPixmap(QPointF(traveller.at.x() - half, traveller.at.y() - half), reads ? read : write);
    }
}

}  // namespace stampede::ui
