// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_painter.h"

#include <QFontInfo>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/timeline/bar_textures.h"
#include "ui/timeline/timeline_words.h"

namespace stampede::ui {
namespace {

// Of the label of a lane: a margin, a shape, a name, a key, a margin.
constexpr double kLeft = 12;
constexpr double kAfterShape = 7;
constexpr double kAfterName = 6;
constexpr double kRight = 8;

double shapeSize(const TimelineFonts& fonts) { return std::round(fonts.line * 0.6); }

}  // namespace

TimelineFonts::TimelineFonts(const QFont& base) : small(base), strong(base), mono(QStringLiteral("JetBrains Mono")) {
    const int pixels = std::max(9, static_cast<int>(std::lround(QFontInfo(base).pixelSize() * 0.86)));
    small.setPixelSize(pixels);
    strong.setPixelSize(pixels);
    strong.setWeight(QFont::DemiBold);
    mono.setStyleHint(QFont::Monospace);
    mono.setPixelSize(pixels);
    line = std::ceil(QFontMetricsF(small).height());
}

double TimelineFonts::laneLabelWidth(const Lane& lane) const {
    const double name = QFontMetricsF(strong).horizontalAdvance(TimelineWords::name(lane)) + 1;
    const double key = lane.id == 0 ? 0 : kAfterName + QFontMetricsF(mono).horizontalAdvance(keyText(lane.key)) + 1;
    return kLeft + shapeSize(*this) + kAfterShape + name + key + kRight;
}

TimelinePainter::TimelinePainter(QPainter& painter, const TimelineFrame& frame, const Theme& theme, const TimelineFonts& fonts)
    : painter_(&painter), frame_(&frame), theme_(&theme), fonts_(&fonts), small_(fonts.small) {
    const qreal ratio = painter.device()->devicePixelRatioF();
    cacheHatch_ = hatched(theme.cache, ratio);
    databaseHatch_ = hatched(theme.database, ratio);
    faultDots_ = dotted(theme.danger, ratio);
}

QColor TimelinePainter::colourOf(Verb verb) const {
    switch (component_of(verb)) {
        case Component::cache: return theme_->cache;
        case Component::database: return theme_->database;
        case Component::application: break;
    }
    return theme_->muted;
}

QColor TimelinePainter::faded(QColor colour, double alpha) const {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

void TimelinePainter::text(const QRectF& rect, const QString& text, const QFont& font, const QColor& colour, Qt::Alignment align) {
    painter_->setFont(font);
    painter_->setPen(colour);
    painter_->drawText(rect, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, text);
}

void TimelinePainter::paint() {
    painter_->setRenderHint(QPainter::Antialiasing);
    grid();
    const TimelineRows& rows = frame_->rows;
    painter_->save();
    painter_->setClipRect(rows.lanes());
    for (std::size_t i = rows.firstVisible(); i < rows.endVisible(); ++i) laneLabel(*frame_->lanes[i], rows.lane(i));
    painter_->setClipRect(rows.lanes() & rows.plot());
    for (std::size_t i = rows.firstVisible(); i < rows.endVisible(); ++i) laneBars(*frame_->lanes[i], rows.lane(i));
    painter_->restore();
    faults();
    if (!frame_->live) {
        const double x = std::max(rows.plot().left(), frame_->axis.xOf(frame_->cursor));
        painter_->fillRect(QRectF(x, rows.plot().top(), std::max(0.0, rows.plot().right() - x), rows.plot().height()),
                           faded(theme_->panel, 0.6));
    }
    axis();
    header();
    cursor();
}

void TimelinePainter::grid() {
    const TimelineRows& rows = frame_->rows;
    for (std::size_t i = rows.firstVisible(); i < rows.endVisible(); ++i) {
        if (frame_->lanes[i]->id % 2 == 1) painter_->fillRect(rows.lane(i) & rows.lanes(), faded(theme_->raised, 0.3));
    }
    painter_->fillRect(rows.faults(), faded(theme_->danger, theme_->dark ? 0.05 : 0.035));
    painter_->setPen(QPen(faded(theme_->border, 0.5), 1));
    for (const AxisTick& tick : frame_->axis.ticks(72)) {
        const double x = std::floor(frame_->axis.xOf(tick.unit)) + 0.5;
        if (x > rows.labelWidth()) painter_->drawLine(QPointF(x, rows.plot().top()), QPointF(x, rows.plot().bottom()));
    }
    painter_->setPen(QPen(theme_->border, 1));
    for (const double y : {rows.header().bottom(), rows.faults().top(), rows.axis().top()}) {
        painter_->drawLine(QPointF(0, std::floor(y) + 0.5), QPointF(rows.axis().right(), std::floor(y) + 0.5));
    }
    painter_->drawLine(QPointF(rows.labelWidth() - 0.5, rows.header().bottom()), QPointF(rows.labelWidth() - 0.5, rows.axis().top()));
}

void TimelinePainter::header() {
    const QRectF header = frame_->rows.header();
    painter_->fillRect(header.adjusted(0, 0, 0, -0.5), theme_->panel);
    if (header.width() >= 520) legend(header.right() - 10);
}

void TimelinePainter::legend(double right) {
    const QRectF header = frame_->rows.header();
    struct Item {
        QString text;
        QBrush brush;
    };
    const Item items[] = {{TimelineWords::tr("fault"), faultDots_},
                          {TimelineWords::tr("modelled"), databaseHatch_},
                          {TimelineWords::tr("measured"), QBrush(theme_->database)}};
    for (const Item& item : items) {
        const double wide = small_.horizontalAdvance(item.text) + 2;
        text({right - wide, header.top(), wide, header.height()}, item.text, fonts_->small, theme_->muted);
        const QRectF swatch(right - wide - 20, header.center().y() - 4, 14, 8);
        painter_->setPen(Qt::NoPen);
        painter_->setBrush(item.brush);
        painter_->drawRoundedRect(swatch, 2, 2);
        right = swatch.left() - 14;
    }
}

void TimelinePainter::laneLabel(const Lane& lane, const QRectF& row) {
    const double size = shapeSize(*fonts_);
    const QRectF shape(kLeft, row.center().y() - size / 2, size, size);
    const bool reads = lane.kind == RequestKind::read && lane.id != 0;
    painter_->setPen(Qt::NoPen);
    painter_->setBrush(lane.id == 0 ? theme_->muted : reads ? theme_->read : theme_->write);
    painter_->drawRoundedRect(shape, reads ? size / 2 : 2, reads ? size / 2 : 2);

    const double right = frame_->rows.labelWidth() - kRight;
    double x = shape.right() + kAfterShape;
    const QString name = TimelineWords::name(lane);
    const double nameWide = std::min(QFontMetricsF(fonts_->strong).horizontalAdvance(name) + 1, right - x);
    text({x, row.top(), nameWide, row.height()}, name, fonts_->strong, theme_->text);
    x += nameWide + kAfterName;
    if (lane.id == 0) return;
    const QFontMetricsF mono(fonts_->mono);
    const QString key = keyText(lane.key);
    const QString kind = TimelineWords::kind(lane);
    const double kindWide = small_.horizontalAdvance(kind) + 6;
    if (kindWide + mono.horizontalAdvance(key) <= right - x) {
        text({x, row.top(), kindWide, row.height()}, kind, fonts_->small, theme_->muted);
        x += kindWide;
    }
    if (right - x < 20) return;
    text({x, row.top(), right - x, row.height()}, mono.elidedText(key, Qt::ElideLeft, right - x), fonts_->mono, theme_->muted);
}

void TimelinePainter::axis() {
    const QRectF area = frame_->rows.axis();
    const QRectF pill = cursorPill();
    for (const AxisTick& tick : frame_->axis.ticks(72)) {
        const double x = frame_->axis.xOf(tick.unit);
        const double wide = small_.horizontalAdvance(tick.label) + 2;
        const QRectF place(x - wide / 2, area.top(), wide, area.height());
        if (x < frame_->axis.left() || place.right() > area.right() || place.adjusted(-6, 0, 6, 0).intersects(pill)) continue;
        text(place, tick.label, fonts_->small, theme_->muted, Qt::AlignHCenter);
    }
}

QString TimelinePainter::cursorLabel() const {
    const double step = frame_->axis.axis() == AxisKind::event ? 1 : niceStep(4 / frame_->axis.scale());
    return frame_->axis.label(frame_->cursor, step);
}

// Where the axis says the cursor's place; null when the cursor is out of sight.
QRectF TimelinePainter::cursorPill() const {
    const double x = frame_->axis.xOf(frame_->cursor);
    if (x < frame_->axis.left() - 1 || x > frame_->axis.right() + 1) return {};
    const double wide = QFontMetricsF(fonts_->strong).horizontalAdvance(cursorLabel()) + 12;
    const QRectF area = frame_->rows.axis();
    const double left = std::clamp(x - wide / 2, 2.0, std::max(2.0, area.right() - wide - 2));
    return {left, area.center().y() - fonts_->line / 2 - 1, wide, fonts_->line + 2};
}

void TimelinePainter::cursor() {
    const QRectF pill = cursorPill();
    if (pill.isNull()) return;
    const TimelineRows& rows = frame_->rows;
    const double x = std::round(frame_->axis.xOf(frame_->cursor));
    const double top = rows.header().bottom();
    painter_->fillRect(QRectF(x - 1, top, 2, rows.axis().top() - top), theme_->accent);
    painter_->setPen(Qt::NoPen);
    painter_->setBrush(theme_->accent);
    painter_->drawPolygon(QPolygonF({{x - 6, top}, {x + 6, top}, {x, top + 8}}));
    painter_->drawRoundedRect(pill, 4, 4);
    text(pill, cursorLabel(), fonts_->strong, theme_->dark ? theme_->window : QColor(Qt::white), Qt::AlignHCenter);
}

}  // namespace stampede::ui
