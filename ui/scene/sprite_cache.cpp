// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/sprite_cache.h"

#include <QPainter>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr int kMostSprites = 3000;

// Ink is a pointer to member: a number of its own for use in a key.
int numberOf(Ink ink) {
    static const Theme reference;
    return static_cast<int>(reinterpret_cast<const char*>(&(reference.*ink)) - reinterpret_cast<const char*>(&reference));
}

}  // namespace

qreal tokenWidth(const SceneFonts& fonts, qreal size, const QString& name) {
    if (name.isEmpty()) return size;
    return std::ceil(std::max(size, fonts.width(Face::strong, name) + 10));
}

SpriteCache::SpriteCache() : sprites_(kMostSprites) {}

void SpriteCache::reset(const Theme& theme, const SceneFonts& fonts, qreal ratio) {
    theme_ = &theme;
    fonts_ = &fonts;
    ratio_ = ratio;
    sprites_.clear();
}

QPixmap SpriteCache::blank(QSizeF size) const {
    QPixmap pixmap((size * ratio_).toSize().expandedTo({1, 1}));
    pixmap.setDevicePixelRatio(ratio_);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

const QPixmap& SpriteCache::text(const QString& text, Face face, Ink ink) {
    const QString key = QChar(static_cast<char16_t>(0xE000 + static_cast<int>(face))) +
                        QString(QChar(static_cast<char16_t>(0xE100 + numberOf(ink)))) + text;
    if (QPixmap* known = sprites_.object(key)) return *known;
    const QFontMetricsF& metrics = fonts_->metrics(face);
    QPixmap pixmap = blank({std::ceil(metrics.horizontalAdvance(text)) + 2, std::ceil(metrics.height())});
    QPainter painter(&pixmap);
    painter.setFont(fonts_->font(face));
    painter.setPen(theme_->*ink);
    painter.drawText(QPointF(0, metrics.ascent()), text);
    painter.end();
    auto* sprite = new QPixmap(std::move(pixmap));
    sprites_.insert(key, sprite);
    return *sprite;
}

const QPixmap& SpriteCache::token(const Token& token) {
    const QString key =
        QStringLiteral("%1|%2|%3|%4").arg(static_cast<int>(token.kind)).arg(token.size).arg(static_cast<int>(token.look)).arg(token.text);
    if (QPixmap* known = sprites_.object(key)) return *known;
    auto* sprite = new QPixmap(paintToken(token));
    sprites_.insert(key, sprite);
    return *sprite;
}

const QPixmap& SpriteCache::dot(RequestKind kind, qreal size) { return token({{}, kind, size, {}, TokenLook::filled}); }

QPixmap SpriteCache::paintToken(const Token& token) const {
    const QSizeF size(tokenWidth(*fonts_, token.size, token.text), token.size);
    QPixmap pixmap = blank(size + QSizeF(2 * kMargin, 2 * kMargin));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = token.kind == RequestKind::read ? theme_->read : theme_->write;
    const bool filled = token.look == TokenLook::filled;
    QRectF shape(QPointF(kMargin, kMargin), size);
    // A rim keeps the dots of a crowd apart.
    const bool dot = filled && token.text.isEmpty();
    const qreal thick = dot ? 1 : filled ? 0 : 1.5;
    shape.adjust(thick / 2, thick / 2, -thick / 2, -thick / 2);
    QPen pen(colour, thick, token.look == TokenLook::gone ? Qt::DotLine : Qt::SolidLine);
    painter.setPen(dot ? QPen(theme_->window, 1) : filled ? QPen(Qt::NoPen) : pen);
    painter.setBrush(filled ? QBrush(colour) : QBrush(theme_->panel));
    const qreal radius = token.kind == RequestKind::read ? shape.height() / 2 : std::min(5.0, shape.height() * 0.24);
    painter.drawRoundedRect(shape, radius, radius);
    if (!token.text.isEmpty()) {
        painter.setFont(fonts_->font(Face::strong));
        const QColor onColour = theme_->dark ? theme_->window : QColor(Qt::white);
        painter.setPen(filled ? onColour : token.look == TokenLook::gone ? theme_->muted : theme_->text);
        painter.drawText(QRectF(QPointF(kMargin, kMargin), size), Qt::AlignCenter, token.text);
    }
    painter.end();
    return pixmap;
}

}  // namespace stampede::ui
