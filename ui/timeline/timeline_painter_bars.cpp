// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_words.h"

namespace stampede::ui {

void TimelinePainter::laneBars(const Lane& lane, const QRectF& row) {
    const TimelineCoordinates& axis = frame_->axis;
    const double now = axis.xOf(frame_->now);
    const double left = axis.left() - 2;
    const double right = axis.right() + 2;
    const double ended = lane.ended ? axis.xOf(lane.ended) : now;
    if (lane.id != 0 && lane.begun && axis.xOf(lane.begun) < right && ended > left) {
        painter_->setPen(QPen(theme_->border, 1));
        const double y = std::floor(row.center().y()) + 0.5;
        painter_->drawLine(QPointF(std::max(left, axis.xOf(lane.begun)), y), QPointF(std::min(right, ended), y));
        if (lane.ended && ended < right) {
            painter_->setPen(QPen(lane.crashed ? theme_->danger : theme_->muted, 2));
            painter_->drawLine(QPointF(ended, y - 4), QPointF(ended, y + 4));
        }
    }
    double painted = -1e9;  // where the last bar ended: what lies within the same pixel is not painted again
    for (std::size_t i = 0; i < lane.bars.size(); ++i) {
        const Bar& bar = lane.bars[i];
        const double next =
            i + 1 < lane.bars.size() ? axis.xOf(lane.bars[i + 1].parked ? lane.bars[i + 1].parked : lane.bars[i + 1].issued) : right;
        const double from = axis.xOf(bar.parked ? bar.parked : bar.issued);
        const double to = bar.replied ? axis.xOf(bar.replied) : now;
        if (to < left || from > right || to < painted + 0.5) continue;
        painted = to;
        waiting(bar, row, next);
        if (!bar.issued) continue;
        const double begin = std::max(axis.xOf(bar.issued), left - 20);
        const QRectF rect(begin, row.top() + 5, std::max(1.0, std::min(to, right + 20) - begin), row.height() - 10);
        body(bar, rect);
        barLabel(bar, rect, next);
    }
}

// Waiting for its turn: a thin dashed outline, up to when it was let go.
void TimelinePainter::waiting(const Bar& bar, const QRectF& row, double room) {
    if (!bar.parked) return;
    const TimelineCoordinates& axis = frame_->axis;
    const double from = axis.xOf(bar.parked);
    const Moment& end = bar.issued ? bar.issued : bar.replied;
    const bool still = !end;
    const double to = still ? std::max(axis.xOf(frame_->now), from + 14) : axis.xOf(end);
    if (to - from < 2) return;
    painter_->setBrush(Qt::NoBrush);
    painter_->setPen(QPen(faded(frame_->hints || !still ? colourOf(bar.verb) : theme_->muted, 0.8), 1, Qt::DashLine));
    const double inset = still ? 6 : 8;
    painter_->drawRoundedRect(QRectF(from + 0.5, row.top() + inset + 0.5, to - from - 1, row.height() - 2 * inset - 1), 3, 3);
    if (!still || !frame_->hints || rests(bar.verb)) return;
    const QString name = TimelineWords::bar(bar);
    const double wide = small_.horizontalAdvance(name) + 1;
    if (to + 6 + wide < std::min(room, axis.right()))
        text({to + 6, row.top(), wide, row.height()}, name, fonts_->small, colourOf(bar.verb));
}

void TimelinePainter::body(const Bar& bar, const QRectF& rect) {
    const QColor colour = colourOf(bar.verb);
    const bool failed = bar.replied && bar.outcome != Outcome::ok;
    if (rect.width() < 3) {
        painter_->fillRect(rect, failed ? theme_->danger : colour);
        return;
    }
    const double radius = std::min(4.0, rect.width() / 2);
    QPainterPath outline;
    outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (bar.replied) {
        painter_->save();
        painter_->setClipPath(outline, Qt::IntersectClip);
        painter_->fillRect(rect, faded(theme_->panel, 0.9));
        for (const Part& part : partsOf(bar, rect)) painter_->fillRect(part.rect, part.brush);
        painter_->restore();
    } else {
        painter_->fillPath(outline, faded(colour, 0.12));
    }
    const bool chosen = bar.operation == frame_->selected;
    painter_->setBrush(Qt::NoBrush);
    painter_->setPen(QPen(chosen ? theme_->text : failed ? theme_->danger : colour, chosen || failed ? 1.8 : 1));
    painter_->drawPath(outline);
}

// Waiting for a connection stays empty; then measured solid, modelled hatched, fault dotted, in proportion.
TimelinePainter::Parts TimelinePainter::partsOf(const Bar& bar, const QRectF& rect) const {
    const Duration waited = TimelineWords::waited(bar);
    const double total = to_ms(waited + bar.timing.total());
    const QColor colour = colourOf(bar.verb);
    if (!bar.replied || total <= 0) return {Part{rect, bar.replied ? QBrush(colour) : QBrush(Qt::NoBrush), static_cast<bool>(bar.replied)}};
    const QBrush hatch = component_of(bar.verb) == Component::cache ? cacheHatch_ : databaseHatch_;
    const std::pair<Duration, QBrush> pieces[] = {
        {waited, QBrush(Qt::NoBrush)}, {bar.timing.measured, QBrush(colour)}, {bar.timing.modelled, hatch}, {bar.timing.fault, faultDots_}};
    Parts parts;
    double x = rect.left();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& [duration, brush] = pieces[i];
        if (duration <= Duration{0}) continue;
        const double least = std::min(3.0, rect.width() / 4);
        const double wide = std::min(rect.right() - x, std::max(least, rect.width() * to_ms(duration) / total));
        parts[i] = {{x, rect.top(), wide, rect.height()}, brush, i == 1};
        x += wide;
    }
    return parts;
}

// In the largest part if it fits there, else anywhere in the bar, else beside it, else only the verb.
void TimelinePainter::barLabel(const Bar& bar, const QRectF& rect, double room) {
    const Parts parts = partsOf(bar, rect);
    const QRectF visible = rect.adjusted(4, 0, -4, 0) & frame_->rows.plot().adjusted(4, 0, -4, 0);
    const Part& largest =
        *std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.rect.width() < b.rect.width(); });
    const QRectF best = largest.rect & visible;
    const QString full = TimelineWords::bar(bar);
    const QString verb = verbText(bar.verb);
    const double fullWide = small_.horizontalAdvance(full);
    const auto inside = [&](double x, const QString& name, double wide, bool solid) {
        if (!solid && bar.replied) backing({x, rect.center().y() - 7, wide, 14});
        const QColor onColour = theme_->dark ? theme_->window : QColor(Qt::white);
        text({x, rect.top(), wide + 1, rect.height()}, name, fonts_->small, solid ? onColour : theme_->text);
    };
    if (fullWide + 6 <= best.width()) return inside(best.left() + 3, full, fullWide, largest.solid);
    if (fullWide <= visible.width()) return inside(visible.left() + 1, full, fullWide, false);
    if (rect.right() + 6 + fullWide < std::min(room - 2, frame_->axis.right())) {
        const bool failed = bar.replied && bar.outcome != Outcome::ok;
        backing({rect.right() + 6, rect.center().y() - 6, fullWide, 12});
        return text({rect.right() + 6, rect.top(), fullWide + 1, rect.height()}, full, fonts_->small,
                    failed ? theme_->danger : theme_->muted);
    }
    const double verbWide = small_.horizontalAdvance(verb);
    if (verbWide <= visible.width()) inside(visible.left() + 1, verb, verbWide, largest.solid && largest.rect.width() > rect.width() * 0.9);
}

// Ground under a text that stands on a pattern or on a line.
void TimelinePainter::backing(const QRectF& rect) {
    painter_->setPen(Qt::NoPen);
    painter_->setBrush(faded(theme_->panel, 0.78));
    painter_->drawRoundedRect(rect.adjusted(-3, 0, 3, 0), 3, 3);
}

void TimelinePainter::faults() {
    const TimelineRows& rows = frame_->rows;
    const TimelineCoordinates& axis = frame_->axis;
    text({12, rows.faults().top(), rows.labelWidth() - 20, rows.faults().height()}, TimelineWords::tr("Faults"), fonts_->strong,
         theme_->text);
    painter_->save();
    painter_->setClipRect(rows.faults() & rows.plot());
    for (const FaultBar& fault : frame_->model.faults()) {
        const double from = axis.xOf(fault.from);
        const double to = std::max(from + 4, fault.to ? axis.xOf(fault.to) : axis.xOf(frame_->now));
        if (to < axis.left() || from > axis.right() || fault.covered) continue;
        const QRectF rect(from, rows.fault(fault.level).top(), to - from, rows.fault(fault.level).height());
        painter_->setBrush(faded(theme_->danger, 0.18));
        painter_->setPen(QPen(faded(theme_->danger, 0.7), 1, fault.to ? Qt::SolidLine : Qt::DashLine));
        painter_->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        const QString name = TimelineWords::fault(fault);
        const double start = std::max(rect.left(), axis.left()) + 6;
        const double wide = small_.horizontalAdvance(name) + 1;
        const bool fits = start + wide <= rect.right() - 4 || rect.right() >= axis.xOf(frame_->now) - 1;
        if (fits) text({start, rect.top(), wide, rect.height()}, name, fonts_->small, theme_->danger);
    }
    double last = -1e9;
    for (const Mark& one : frame_->model.marks()) {
        const double x = axis.xOf(one.when);
        if (x < axis.left() - 6 || x > axis.right() + 6 || x < last + 3) continue;
        last = x;
        mark(one, x, rows.faults().bottom() - 8);
    }
    painter_->restore();
}

// A shape for each kind: hour-glass, square, cross, arrow down, exclamation mark.
void TimelinePainter::mark(const Mark& mark, double x, double y) {
    const double r = 4;
    painter_->setPen(Qt::NoPen);
    switch (mark.kind) {
        case MarkKind::expired:
            painter_->setBrush(theme_->cache);
            painter_->drawPolygon(QPolygonF({{x - r, y - r}, {x + r, y - r}, {x - r, y + r}, {x + r, y + r}}));
            break;
        case MarkKind::evicted:
            painter_->setBrush(theme_->cache);
            painter_->drawRect(QRectF(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1));
            break;
        case MarkKind::flushed:
            painter_->setBrush(theme_->database);
            painter_->drawPolygon(QPolygonF({{x - r, y - r}, {x + r, y - r}, {x, y + r}}));
            break;
        case MarkKind::message:  // an envelope
            painter_->setBrush(Qt::NoBrush);
            painter_->setPen(QPen(theme_->accent, 1.2));
            painter_->drawRect(QRectF(x - r - 0.5, y - r + 1, 2 * r + 1, 2 * r - 2));
            painter_->drawPolyline(QPolygonF({{x - r, y - r + 1.5}, {x, y + 0.5}, {x + r, y - r + 1.5}}));
            break;
        case MarkKind::breaker:  // a switch: closed, or open
            painter_->setBrush(mark.count == 0 ? QBrush(theme_->good) : QBrush(Qt::NoBrush));
            painter_->setPen(QPen(mark.count == 0 ? theme_->good : mark.count == 1 ? theme_->danger : theme_->warning, 1.5));
            painter_->drawEllipse(QPointF(x, y), r - 0.5, r - 0.5);
            break;
        case MarkKind::fault:  // an exclamation mark
            painter_->setPen(QPen(theme_->danger, 2, Qt::SolidLine, Qt::RoundCap));
            painter_->drawLine(QPointF(x, y - r), QPointF(x, y + r - 4));
            painter_->drawPoint(QPointF(x, y + r));
            break;
        case MarkKind::shed:
            painter_->setBrush(Qt::NoBrush);
            painter_->setPen(QPen(theme_->warning, 1.5));
            painter_->drawPolygon(QPolygonF({{x - r, y + r - 0.5}, {x + r, y + r - 0.5}, {x, y - r}}));
            break;
        case MarkKind::crashed:
        case MarkKind::cacheDied:
            painter_->setPen(QPen(theme_->danger, 2, Qt::SolidLine, Qt::RoundCap));
            painter_->drawLine(QPointF(x - r + 1, y - r + 1), QPointF(x + r - 1, y + r - 1));
            painter_->drawLine(QPointF(x - r + 1, y + r - 1), QPointF(x + r - 1, y - r + 1));
            break;
    }
}

}  // namespace stampede::ui
