// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"

namespace stampede::ui {
namespace {

constexpr qreal kBar = 5;
constexpr double kLongQueue = 8;  // times the pool: the half of the bar that a queue can fill is then two thirds full

class PoolWords {
    Q_DECLARE_TR_FUNCTIONS(PoolWords)
};

void part(const Composer& composer, const QRectF& rect, Ink ink, double alpha) {
    if (rect.width() <= 0) return;
    Box box{rect, kBar / 2};
    box.fill = ink;
    box.fillAlpha = alpha;
    composer.nodes().boxes.push_back(box);
}

// Connections in use on the left, whoever waits for one on the right: longer and redder the more they are.
void composeBar(const Composer& composer, const QRectF& rect, const PoolState& pool, Ink ink) {
    const qreal half = std::round(rect.width() / 2);
    const double busy = std::min(1.0, static_cast<double>(pool.in_use) / pool.size);
    const double queue = pool.waiting / (pool.waiting + kLongQueue / 2 * pool.size);
    part(composer, rect, &Theme::border, 0.6);
    part(composer, {rect.left(), rect.top(), half * busy, kBar}, pool.waiting > 0 ? ink : &Theme::database, 1);
    part(composer, {rect.left() + half, rect.top(), (rect.width() - half) * queue, kBar}, ink, 1);
}

}  // namespace

QRectF composePool(const Composer& composer, const QRectF& body) {
    const LabState& state = composer.state();
    const PoolState& pool = state.pool();
    const QRectF under(body.left(), body.top(), body.width(), composer.lineOf(Face::small));
    if (pool.size == 0) {
        const std::size_t flying = state.database_in_flight();
        const std::size_t most = composer.session.config().database_pool;
        composer.label(under, Face::small, flying > most ? &Theme::warning : &Theme::muted,
                       {flying == 1 ? PoolWords::tr("1 query in flight of pool %1").arg(countText(most))
                                    : PoolWords::tr("%1 queries in flight of pool %2").arg(countText(flying), countText(most)),
                        PoolWords::tr("%1 in flight, pool %2").arg(countText(flying), countText(most))});
        return body.adjusted(0, under.height() + 7, 0, 0);
    }
    const bool long_ = pool.waiting >= pool.size;
    const Ink ink = pool.waiting == 0 ? &Theme::muted : long_ ? &Theme::danger : &Theme::warning;
    const QString busy = PoolWords::tr("%1/%2 busy").arg(pool.in_use).arg(pool.size);
    const QString waiting = PoolWords::tr("%1 waiting").arg(countText(pool.waiting));
    composer.label(under, pool.waiting == 0 ? Face::small : Face::strong, ink,
                   {PoolWords::tr("connections: %1, %2").arg(busy, waiting), PoolWords::tr("%1, %2").arg(busy, waiting),
                    PoolWords::tr("%1/%2 +%3").arg(pool.in_use).arg(pool.size).arg(pool.waiting)});
    const QRectF bar(body.left(), under.bottom() + 3, body.width(), kBar);
    composeBar(composer, bar, pool, ink);
    composer.picture.targets.push_back(
        {under.united(bar), PoolWords::tr("Connections of the database's pool in use, and operations that wait for one"), 0});
    return body.adjusted(0, under.height() + 3 + kBar + 7, 0, 0);
}

}  // namespace stampede::ui
