// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/operation_delegate.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "ui/code/latency_bar.h"
#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr qreal kPad = 10;
constexpr qreal kRowPad = 4;
constexpr qreal kBar = 10;

QColor colorOf(Verb verb, const Theme& theme) {
    switch (component_of(verb)) {
        case Component::cache: return theme.cache;
        case Component::database: return theme.database;
        case Component::application: return theme.accent;
    }
    return theme.accent;
}

}  // namespace

QSize OperationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const qreal first = QFontMetricsF(monoFont(option.font)).height();
    const qreal second = QFontMetricsF(scaled(option.font, 0.9)).height();
    return {180, static_cast<int>(first + second + 2 * kRowPad)};
}

void OperationDelegate::paintBack(QPainter& painter, const QStyleOptionViewItem& option) const {
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected) {
        painter.fillRect(option.rect, blend(theme_.accent, theme_.panel, 0.16));
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme_.accent);
    } else if ((option.state & QStyle::State_MouseOver) != 0) {
        painter.fillRect(option.rect, theme_.raised);
    }
    if ((option.state & QStyle::State_HasFocus) == 0) return;
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
}

void OperationDelegate::paintBar(QPainter& painter, const QRectF& rect, int row) const {
    const OperationRecord& operation = model_->operations()[static_cast<std::size_t>(row)];
    const QColor color = colorOf(operation.event.verb, theme_);
    const Duration scale = model_->scale();
    const double before = scale > Duration{0} ? static_cast<double>(model_->startOf(row).count()) / static_cast<double>(scale.count()) : 0;
    const qreal left = std::min(rect.left() + rect.width() * before, rect.right() - 12);
    if (operation.stage == Stage::replied) {
        painter.save();
        painter.translate(left - rect.left(), 0);
        const QRectF room(rect.left(), rect.top(), rect.width(), rect.height());
        painter.setClipRect(QRectF(rect.left(), rect.top(), rect.right() - left, rect.height()));
        paintLatencyBar(painter, room, operation.event.timing, operation.waited, scale, color, theme_);
        painter.restore();
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2, Qt::DashLine));
    painter.setBrush(operation.stage == Stage::parked ? QBrush(Qt::NoBrush) : QBrush(blend(color, theme_.panel, 0.35)));
    painter.drawRoundedRect(QRectF(left, rect.top(), 12, rect.height()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}

QColor OperationDelegate::inkOf(const OperationRecord& operation) const {
    if (operation.stage != Stage::replied) return theme_.muted;
    if (operation.event.outcome != Outcome::ok) return theme_.danger;
    const bool missed = operation.event.verb == Verb::cache_get && !operation.event.found;
    return missed ? theme_.warning : operation.event.verb == Verb::cache_get ? theme_.good : theme_.text;
}

void OperationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const OperationRecord& operation = model_->operations()[static_cast<std::size_t>(index.row())];
    painter->save();
    paintBack(*painter, option);
    const QFont mono = monoFont(option.font);
    const QFont small = scaled(option.font, 0.9);
    const QFontMetricsF metrics(mono);
    const QRectF row = QRectF(option.rect).adjusted(kPad, kRowPad, -kPad, -kRowPad);
    const qreal verbWidth = metrics.horizontalAdvance(QStringLiteral("SELECT ")) + 4;
    const qreal timeWidth = metrics.horizontalAdvance(QStringLiteral("0.00 ms")) + 8;
    const QRectF first(row.left(), row.top(), row.width(), metrics.height());

    QFont strong = mono;
    strong.setBold(true);
    painter->setFont(strong);
    painter->setPen(colorOf(operation.event.verb, theme_));
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, verbText(operation.event.verb));
    if (operation.stage == Stage::replied) {
        painter->setFont(mono);
        painter->setPen(theme_.text);
        painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, durationText(operation.total()));
    }
    paintBar(*painter, QRectF(row.left() + verbWidth, first.center().y() - kBar / 2, row.width() - verbWidth - timeWidth, kBar),
             index.row());

    const QRectF second(row.left() + verbWidth, first.bottom(), row.width() - verbWidth, row.bottom() - first.bottom());
    painter->setFont(small);
    painter->setPen(inkOf(operation));
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(small).elidedText(stateText(operation), Qt::ElideRight, second.width()));
    painter->restore();
}

}  // namespace stampede::ui
