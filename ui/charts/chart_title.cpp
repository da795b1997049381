// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_title.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kPad = 10;
constexpr qreal kSample = 22;
constexpr qreal kGap = 5;
constexpr qreal kBetween = 14;
constexpr qreal kEdge = 5;

QString textOf(const TitleFigure& figure) { return figure.name.isEmpty() ? figure.value : figure.name + QLatin1Char(' ') + figure.value; }

}  // namespace

ChartTitle::ChartTitle(const QString& name, QWidget* parent) : QWidget(parent), name_(name) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartTitle::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void ChartTitle::setFigures(std::vector<TitleFigure> figures) {
    const int before = heightForWidth(width());
    figures_ = std::move(figures);
    if (heightForWidth(width()) != before) updateGeometry();
    update();
}

void ChartTitle::setNameShown(bool on) {
    if (on == nameShown_) return;
    nameShown_ = on;
    updateGeometry();
    update();
}

QString ChartTitle::text() const {
    QStringList parts;
    for (const TitleFigure& figure : figures_) parts << textOf(figure);
    return name_ + QLatin1Char(' ') + parts.join(QStringLiteral(" · "));
}

QFont ChartTitle::bold() const {
    QFont font = this->font();
    font.setBold(true);
    return font;
}

qreal ChartTitle::widthOf(const TitleFigure& figure) const {
    const QFontMetricsF plain(font());
    const QFontMetricsF strong(bold());
    const qreal sample = figure.style == Qt::NoPen ? 0 : kSample + kGap;
    const qreal name = figure.name.isEmpty() ? 0 : plain.horizontalAdvance(figure.name) + kGap;
    return std::ceil(sample + name + strong.horizontalAdvance(figure.value));
}

std::vector<QRectF> ChartTitle::places(qreal width) const {
    const qreal line = std::ceil(QFontMetricsF(bold()).height()) + 2;
    std::vector<QRectF> rects{QRectF(kPad, kEdge, nameShown_ ? QFontMetricsF(bold()).horizontalAdvance(name_) : 0, line)};
    qreal left = nameShown_ ? rects.front().right() + kBetween : kPad;
    qreal top = kEdge;
    for (const TitleFigure& figure : figures_) {
        const qreal wide = widthOf(figure);
        if (left + wide > width - kPad && left > kPad) {
            left = kPad;
            top += line;
        }
        rects.emplace_back(left, top, wide, line);
        left += wide + kBetween;
    }
    return rects;
}

int ChartTitle::heightForWidth(int width) const { return static_cast<int>(places(width).back().bottom() + kEdge); }

void ChartTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto rects = places(width());
    painter.setFont(bold());
    painter.setPen(theme_.text);
    if (nameShown_) painter.drawText(rects.front(), Qt::AlignLeft | Qt::AlignVCenter, name_);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        const TitleFigure& figure = figures_[i];
        QRectF rect = rects[i + 1];
        if (figure.style != Qt::NoPen) {
            painter.setPen(QPen(figure.color, 2, figure.style, Qt::FlatCap));
            painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.left() + kSample, rect.center().y()));
            rect.setLeft(rect.left() + kSample + kGap);
        }
        if (!figure.name.isEmpty()) {
            painter.setFont(font());
            painter.setPen(theme_.muted);
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, figure.name);
        }
        painter.setFont(bold());
        painter.setPen(figure.color);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, figure.value);
    }
}

}  // namespace stampede::ui
