// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/latency_legend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/code/latency_bar.h"
#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr qreal kSwatch = 18;
constexpr qreal kGap = 7;
constexpr qreal kColumnGap = 16;
constexpr Part kOrder[] = {Part::measured, Part::modelled, Part::fault, Part::waiting};

QString nameOf(Part part) {
    switch (part) {
        case Part::measured: return LatencyLegend::tr("measured");
        case Part::modelled: return LatencyLegend::tr("modelled");
        case Part::fault: return LatencyLegend::tr("fault");
        case Part::waiting: return LatencyLegend::tr("waiting");
    }
    return {};
}

}  // namespace

LatencyLegend::LatencyLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);  // Fixed would cut it off where it needs four rows
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Parts of the time"));
    setToolTip(
        tr("Measured: what the store really took. Modelled: the network and query cost that you chose.\n"
           "Fault: what an injected fault added. Waiting: for a free connection to the store."));
}

void LatencyLegend::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void LatencyLegend::setTimes(std::optional<Timing> timing, Duration waited, Component component) {
    timing_ = timing;
    waited_ = waited;
    component_ = component;
    QStringList parts;
    for (std::size_t i = 0; i < std::size(kOrder); ++i) parts << nameOf(kOrder[i]) + QLatin1Char(' ') + figure(i);
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    update();
}

QString LatencyLegend::figure(std::size_t part) const {
    return timing_.has_value() ? durationText(lengthOf(kOrder[part], *timing_, waited_)) : QStringLiteral("–");
}

QSizeF LatencyLegend::cell() const {
    const QFontMetricsF words(font());
    const QFontMetricsF figures(monoFont(font()));
    qreal width = 0;
    for (const Part part : kOrder) width = std::max(width, words.horizontalAdvance(nameOf(part)));
    return {kSwatch + kGap + width + kGap + figures.horizontalAdvance(QStringLiteral("0.00 ms")), std::ceil(words.height()) + 4};
}

int LatencyLegend::columnsIn(int width) const { return width >= 2 * cell().width() + kColumnGap ? 2 : 1; }

int LatencyLegend::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(cell().height() * (columnsIn(width) == 2 ? 2 : 4)));
}

QSize LatencyLegend::sizeHint() const {
    const int width = static_cast<int>(std::ceil(2 * cell().width() + kColumnGap));
    return {width, heightForWidth(width)};
}

QSize LatencyLegend::minimumSizeHint() const {
    return {static_cast<int>(std::ceil(cell().width())), static_cast<int>(std::ceil(2 * cell().height()))};
}

void LatencyLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QSizeF size = cell();
    const int columns = columnsIn(width());
    const QColor color = component_ == Component::database ? theme_.database : theme_.cache;
    for (std::size_t i = 0; i < std::size(kOrder); ++i) {
        const int at = static_cast<int>(i);
        const QRectF rect(QPointF(at % columns * (size.width() + kColumnGap), at / columns * size.height()), size);
        paintPart(painter, QRectF(rect.left(), rect.center().y() - 5, kSwatch, 10), kOrder[i], color, theme_);
        painter.setFont(font());
        painter.setPen(theme_.muted);
        painter.drawText(rect.adjusted(kSwatch + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, nameOf(kOrder[i]));
        painter.setFont(monoFont(font()));
        painter.setPen(theme_.text);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, figure(i));
    }
}

}  // namespace stampede::ui
