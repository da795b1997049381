// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_layout.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kEndShare = 0.4;  // of a lane's distance from the road that is left at the road's ends

// A share of the width between a least and a most.
qreal share(qreal width, qreal part, qreal least, qreal most) { return std::round(std::clamp(width * part, least, most)); }

QRectF snapped(const QRectF& rect) { return QRectF(rect.toRect()); }

}  // namespace

SceneLayout::SceneLayout(QSizeF size, const SceneMetrics& metrics, int instances, bool queue)
    : size_(size.expandedTo({420, 220})), metrics_(metrics) {
    padding_ = size_.width() < 700 ? 9 : 12;
    row_ = std::round(metrics.small + (size_.height() < 480 ? 6 : 10));
    const qreal margin = size_.width() < 700 ? 12 : 24;
    const QRectF all = QRectF(QPointF(0, 0), size_).adjusted(margin, margin, -margin, -margin);

    const qreal clients = share(all.width(), all.width() < 760 ? 0.15 : 0.20, 62, 210);
    const qreal application = share(all.width(), 0.25, 132, 320);
    const qreal stores = share(all.width(), 0.35, 172, 440);
    const qreal gaps = all.width() - clients - application - stores;
    const qreal first = std::round(gaps * 0.38);
    const QRectF middle(all.left() + clients + first, all.top(), application, all.height());
    const QRectF right(all.right() - stores, all.top(), stores, all.height());

    placeStores(right);
    placeMiddle(middle, std::clamp(instances, 1, kMostInstances), queue);
    const qreal high = std::min(all.height(), std::clamp(all.height() * 0.56, 180.0, 420.0));
    clients_ = snapped({all.left(), all.center().y() - high / 2, clients, high});
    placeRoads();
}

void SceneLayout::placeStores(const QRectF& column) {
    const qreal gap = std::clamp(column.height() * 0.06, 14.0, 64.0);
    const qreal most = std::min(column.height(), 800.0);
    const qreal top = column.center().y() - most / 2;
    const qreal cache = std::round((most - gap) * 0.55);
    cache_ = snapped({column.left(), top, column.width(), cache});
    database_ = snapped({column.left(), top + cache + gap, column.width(), most - gap - cache});
}

void SceneLayout::placeMiddle(const QRectF& column, int instances, bool queue) {
    const qreal gap = instances > 2 ? 10 : std::clamp(column.height() * 0.05, 14.0, 40.0);
    QRectF area = column;
    if (queue) {
        const qreal high = std::clamp(column.height() * 0.3, 92.0, 220.0);
        const qreal apart = std::clamp(column.height() * 0.07, 22.0, 56.0);
        queue_ = snapped({column.left(), column.bottom() - high, column.width(), high});
        area.setBottom(queue_.top() - apart);
    } else {
        const qreal high = std::min(area.height(), std::max({280.0, std::min(area.height() * 0.74, 520.0), instances * 150.0}));
        area = QRectF(area.left(), area.center().y() - high / 2, area.width(), high);
    }
    const qreal each = (area.height() - gap * (instances - 1)) / instances;
    for (int i = 0; i < instances; ++i) applications_.push_back(snapped({area.left(), area.top() + i * (each + gap), area.width(), each}));
}

QRectF SceneLayout::node(Node node, int instance) const {
    switch (node) {
        case Node::clients: return clients_;
        case Node::application: return applications_[static_cast<std::size_t>(std::clamp(instance, 0, instances() - 1))];
        case Node::cache: return cache_;
        case Node::database: return database_;
        case Node::queue: return queue_;
    }
    return {};
}

QRectF SceneLayout::inside(Node node, int instance) const {
    return this->node(node, instance).adjusted(padding_, padding_ - 1, -padding_, -padding_);
}

QRectF SceneLayout::titleLine(Node node, int instance) const {
    const QRectF in = inside(node, instance);
    return {in.left(), in.top(), in.width(), metrics_.title};
}

QRectF SceneLayout::body(Node node, int instance) const {
    const QRectF in = inside(node, instance);
    return in.adjusted(0, metrics_.title + 5, 0, 0);
}

int SceneLayout::rowsIn(qreal height) const { return std::max(0, static_cast<int>((height + rowGap()) / (row_ + rowGap()))); }

void SceneLayout::placeRoads() {
    for (const Road road : {Road::clientsToApplication, Road::applicationToCache, Road::applicationToDatabase, Road::applicationToQueue,
                            Road::queueToDatabase}) {
        for (int instance = 0; instance < kMostInstances; ++instance) curves_.push_back(curveOf(road, instance));
    }
}

const SceneLayout::Curve& SceneLayout::curve(Road road, int instance) const {
    return curves_[static_cast<std::size_t>(road) * kMostInstances + static_cast<std::size_t>(std::clamp(instance, 0, kMostInstances - 1))];
}

SceneLayout::Curve SceneLayout::curveOf(Road road, int instance) const {
    const auto level = [](QPointF from, QPointF to) {
        const qreal bend = (to.x() - from.x()) * 0.5;
        return Curve{{from, from + QPointF(bend, 0), to - QPointF(bend, 0), to}};
    };
    const auto leftOf = [](const QRectF& rect, qreal part) { return QPointF(rect.left(), rect.top() + rect.height() * part); };
    const auto rightOf = [](const QRectF& rect, qreal part) { return QPointF(rect.right(), rect.top() + rect.height() * part); };
    const QRectF application = node(Node::application, instance);
    const qreal spread = std::min(instance + 1, instances()) / (instances() + 1.0);
    switch (road) {
        case Road::clientsToApplication: return level(rightOf(clients_, spread), leftOf(application, 0.5));
        case Road::applicationToCache: return level(rightOf(application, 0.32), leftOf(cache_, 0.25 + 0.5 * spread));
        case Road::applicationToDatabase: return level(rightOf(application, 0.68), leftOf(database_, 0.15 + 0.5 * spread));
        case Road::queueToDatabase: return level(rightOf(queue_, 0.5), leftOf(database_, 0.8));
        case Road::applicationToQueue: {
            const QRectF last = applications_.back();
            const QPointF from(last.center().x(), last.bottom());
            const QPointF to(queue_.center().x(), queue_.top());
            const QPointF bend(0, (to.y() - from.y()) * 0.5);
            return {{from, from + bend, to - bend, to}};
        }
    }
    return {};
}

QPainterPath SceneLayout::path(Road road, int instance) const {
    const Curve& c = curve(road, instance);
    QPainterPath path(c.control[0]);
    path.cubicTo(c.control[1], c.control[2], c.control[3]);
    return path;
}

QPointF SceneLayout::pointAt(Road road, int instance, qreal t, qreal lane) const {
    const Curve& c = curve(road, instance);
    const qreal u = 1 - t;
    const QPointF at =
        c.control[0] * (u * u * u) + c.control[1] * (3 * u * u * t) + c.control[2] * (3 * u * t * t) + c.control[3] * (t * t * t);
    if (lane == 0) return at;
    const QPointF along =
        (c.control[1] - c.control[0]) * (u * u) + (c.control[2] - c.control[1]) * (2 * u * t) + (c.control[3] - c.control[2]) * (t * t);
    const qreal length = std::max(1e-6, std::hypot(along.x(), along.y()));
    return at + QPointF(-along.y(), along.x()) * (lane * (kEndShare + (1 - kEndShare) * 4 * t * u) / length);
}

}  // namespace stampede::ui
