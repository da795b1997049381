// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/icon_set.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace stampede::ui {
namespace {

class DrawnIcon final : public QIconEngine {
   public:
    DrawnIcon(QString file, QColor normal, QColor checked, QColor disabled)
        : file_(std::move(file)), normal_(normal), checked_(checked), disabled_(disabled) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap picture = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        picture.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), picture);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        const QColor color = mode == QIcon::Disabled ? disabled_ : state == QIcon::On ? checked_ : normal_;
        const QString name =
            QStringLiteral("stampede-%1-%2-%3x%4").arg(file_, color.name(QColor::HexArgb)).arg(size.width()).arg(size.height());
        QPixmap picture;
        if (!QPixmapCache::find(name, &picture)) {
            picture = draw(size, color);
            QPixmapCache::insert(name, picture);
        }
        return picture;
    }

    QIconEngine* clone() const override { return new DrawnIcon(*this); }

   private:
    QPixmap draw(const QSize& size, const QColor& color) const {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QSvgRenderer drawing(file_);
        drawing.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&picture);
        drawing.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(picture.rect(), color);
        return picture;
    }

    QString file_;
    QColor normal_;
    QColor checked_;
    QColor disabled_;
};

}  // namespace

QIcon IconSet::icon(const QString& name, const QColor& normal, const QColor& checked) const {
    QColor disabled = theme_.muted;
    disabled.setAlphaF(0.55F);
    return QIcon(new DrawnIcon(QStringLiteral(":/icons/%1.svg").arg(name), normal, checked, disabled));
}

}  // namespace stampede::ui
