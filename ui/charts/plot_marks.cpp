// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_marks.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "ui/model/hit_rate_band.h"

namespace stampede::ui {
namespace {

constexpr qreal kPad = 10;
constexpr qreal kGap = 6;
constexpr qreal kFoot = 7;         // between the plot and the labels of its time axis
constexpr qreal kFaultRows = 0.5;  // of the plot's height, for names of faults
constexpr qreal kRoomForSixTicks = 330;

class Words {
    Q_DECLARE_TR_FUNCTIONS(Plot)
};

QString agoText(double seconds) {
    if (seconds == 0) return Words::tr("now");
    const QString minus(QChar(0x2212));
    const bool minutes = seconds >= 120 && std::fmod(seconds, 60) == 0;
    return minutes ? Words::tr("%1%2 min").arg(minus).arg(seconds / 60) : Words::tr("%1%2 s").arg(minus).arg(seconds);
}

QColor faint(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

}  // namespace

QRectF PlotMarks::plotArea(QSizeF view) const {
    const QFontMetricsF metrics(font_);
    qreal left = 0;
    for (const Tick& tick : scale_.ticks()) left = std::max(left, metrics.horizontalAdvance(tick.label));
    qreal right = metrics.horizontalAdvance(agoText(0)) / 2;
    if (scale_.kind == ScaleKind::percent) {
        for (const HitRateBand band : kHitRateBands) right = std::max(right, metrics.horizontalAdvance(bandText(band)) + kGap);
    }
    const QRectF all(QPointF(0, 0), view);
    return all.adjusted(kPad + left + kGap, metrics.height() / 2 + 2, -kPad - right, -metrics.height() - kFoot);
}

QPointF PlotMarks::at(const QRectF& plot, QPointF value) const {
    return {plot.right() + value.x() / window_.seconds * plot.width(), plot.bottom() - scale_.position(value.y()) * plot.height()};
}

QColor PlotMarks::colorOf(double floor) const {
    switch (bandOf(floor + 0.01)) {
        case HitRateBand::excellent:
        case HitRateBand::good: return theme_.good;
        case HitRateBand::investigate: return theme_.warning;
        case HitRateBand::barelyHelping: return theme_.danger;
    }
    return theme_.muted;
}

void PlotMarks::paintBands(QPainter& painter, const QRectF& plot) const {
    double top = 1;
    for (const HitRateBand band : kHitRateBands) {
        const double floor = floorOf(band);
        const QRectF rect(QPointF(plot.left(), at(plot, {0, top * 100}).y()), QPointF(plot.right(), at(plot, {0, floor * 100}).y()));
        const int alpha = band == HitRateBand::excellent ? 44 : band == HitRateBand::barelyHelping ? 14 : 24;
        painter.fillRect(rect, faint(colorOf(floor), alpha));
        top = floor;
    }
}

// Names stand beside their bands; where a band is too low for its name, the next one moves down a little.
void PlotMarks::paintBandNames(QPainter& painter, const QRectF& plot, const QRectF& view) const {
    const qreal line = QFontMetricsF(font_).height();
    qreal free = view.top();
    double top = 1;
    for (const HitRateBand band : kHitRateBands) {
        const double middle = (top + floorOf(band)) / 2 * 100;
        const qreal y = std::max(free, at(plot, {0, middle}).y() - line / 2);
        painter.setPen(colorOf(floorOf(band)));
        painter.drawText(QRectF(plot.right() + kGap, y, view.right() - plot.right() - kGap, line), Qt::AlignLeft | Qt::AlignVCenter,
                         bandText(band));
        free = y + line - 2;
        top = floorOf(band);
    }
}

// Once wherever anything is broken: many faults at a time do not hide the curves.
void PlotMarks::paintFaultSpans(QPainter& painter, const QRectF& plot) const {
    std::vector<FaultMark> spans = faults_;
    std::sort(spans.begin(), spans.end(), [](const FaultMark& a, const FaultMark& b) { return a.from < b.from; });
    qreal free = plot.left();
    for (const FaultMark& span : spans) {
        const qreal from = std::max(free, at(plot, {span.from, 0}).x());
        const qreal to = at(plot, {span.to, 0}).x();
        if (to <= from) continue;
        painter.fillRect(QRectF(from, plot.top(), to - from, plot.height()), faint(theme_.danger, 30));
        free = to;
    }
}

void PlotMarks::paintBack(QPainter& painter, const QRectF& view) const {
    painter.fillRect(view, theme_.panel);
    const QRectF plot = plotArea(view.size());
    if (scale_.kind == ScaleKind::percent) paintBands(painter, plot);
    paintFaultSpans(painter, plot);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(faint(theme_.border, theme_.dark ? 170 : 200), 1));
    for (const Tick& tick : scale_.ticks()) {
        const qreal y = std::round(at(plot, {0, tick.value}).y());
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void PlotMarks::paintLabels(QPainter& painter, const QRectF& plot) const {
    const qreal line = QFontMetricsF(font_).height();
    painter.setPen(theme_.muted);
    qreal free = plot.bottom() + line;
    for (const Tick& tick : scale_.ticks()) {
        const qreal y = at(plot, {0, tick.value}).y();
        if (tick.label.isEmpty() || y + line / 2 > free) continue;
        free = y - line / 2;
        painter.drawText(QRectF(0, y - line / 2, plot.left() - kGap, line), Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    const int parts = plot.width() >= kRoomForSixTicks ? 6 : 3;
    for (int i = 0; i <= parts; ++i) {
        const double ago = window_.seconds * (parts - i) / parts;
        const QPointF foot(at(plot, {-ago, 0}).x(), plot.bottom());
        painter.drawLine(foot, foot + QPointF(0, 3));
        const qreal half = plot.width() / parts / 2;
        painter.drawText(QRectF(foot.x() - half, foot.y() + kFoot - 1, 2 * half, line), Qt::AlignHCenter | Qt::AlignTop, agoText(ago));
    }
}

// Beside the line at `x`, on the first row where it is in nobody's way; an empty rectangle when there is no such place. Rows begin
// where curves seldom are: a hit rate is mostly high, the others mostly low.
QRectF PlotMarks::placeFor(const QString& label, qreal x, const QRectF& plot, const std::vector<FaultName>& taken) const {
    const QFontMetricsF metrics(font_);
    const qreal step = metrics.height() + 1;
    const qreal width = std::ceil(metrics.horizontalAdvance(label)) + 6;
    const qreal left = x + 2 + width <= plot.right() ? x + 2 : x - 2 - width;
    if (left < plot.left()) return {};
    for (qreal down = 0; down + step <= plot.height() * kFaultRows; down += step) {
        const qreal top = scale_.kind == ScaleKind::percent ? plot.bottom() - down - step : plot.top() + down + 1;
        const QRectF rect(left, top, width, metrics.height());
        const bool free = std::none_of(taken.begin(), taken.end(), [&](const FaultName& name) { return name.rect.intersects(rect); });
        if (free) return rect;
    }
    return {};
}

// The moment of each fault; as many names as there is room for, the newest first.
void PlotMarks::paintFaults(QPainter& painter, const QRectF& plot) const {
    std::vector<FaultName> names;
    painter.setPen(QPen(theme_.danger, 1, Qt::DashLine));
    for (auto fault = faults_.rbegin(); fault != faults_.rend(); ++fault) {
        const qreal x = at(plot, {fault->from, 0}).x();
        if (x >= plot.left()) painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const QRectF rect = placeFor(fault->label, std::max(x, plot.left()), plot, names);
        if (!rect.isEmpty()) names.push_back({rect, fault->label});
    }
    for (const FaultName& name : names) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(faint(theme_.panel, 215));
        painter.drawRoundedRect(name.rect, 3, 3);
        painter.setPen(theme_.danger);
        painter.drawText(name.rect, Qt::AlignCenter, name.label);
    }
}

void PlotMarks::paintFront(QPainter& painter, const QRectF& view) const {
    const QRectF plot = plotArea(view.size());
    painter.setFont(font_);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintLabels(painter, plot);
    painter.setRenderHint(QPainter::Antialiasing);
    if (scale_.kind == ScaleKind::percent) paintBandNames(painter, plot, view);
    paintFaults(painter, plot);
}

void PlotMarks::paintSentence(QPainter& painter, const QRectF& view, const QString& sentence) const {
    painter.setFont(font_);
    painter.setPen(theme_.muted);
    painter.drawText(plotArea(view.size()).adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

}  // namespace stampede::ui
