// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <array>
#include <vector>

namespace stampede::ui {

/// The places of the scene.
enum class Node { clients, application, cache, database, queue };

/// The ways between them. Those from the application exist once an instance.
enum class Road { clientsToApplication, applicationToCache, applicationToDatabase, applicationToQueue, queueToDatabase };

/// Heights of text that decide the sizes of rows, in pixels.
struct SceneMetrics {
    qreal title = 18;
    qreal small = 15;
};

/// Where everything of the scene is, from nothing but sizes: no widget, no painter, no state. Nodes never overlap and lie within
/// the size, from 420 x 220 up.
class SceneLayout {
   public:
    static constexpr int kMostInstances = 4;

    SceneLayout(QSizeF size, const SceneMetrics& metrics, int instances, bool queue);

    QSizeF size() const { return size_; }
    int instances() const { return static_cast<int>(applications_.size()); }
    bool hasQueue() const { return !queue_.isNull(); }

    /// Null for the queue when there is none.
    QRectF node(Node node, int instance = 0) const;
    /// The inside of a node's frame.
    QRectF inside(Node node, int instance = 0) const;
    /// The line of the node's title.
    QRectF titleLine(Node node, int instance = 0) const;
    /// What is below the title.
    QRectF body(Node node, int instance = 0) const;

    qreal padding() const { return padding_; }
    qreal rowHeight() const { return row_; }
    qreal rowGap() const { return 4; }
    /// How many rows fit into a height.
    int rowsIn(qreal height) const;

    QPainterPath path(Road road, int instance = 0) const;
    /// A point of the road, t from 0 (where it begins) to 1, moved sideways by `lane` pixels in the middle and by less at its
    /// ends: what waits at a door stands in a row before it.
    QPointF pointAt(Road road, int instance, qreal t, qreal lane = 0) const;

   private:
    struct Curve {
        std::array<QPointF, 4> control;
    };

    void placeMiddle(const QRectF& column, int instances, bool queue);
    void placeStores(const QRectF& column);
    void placeRoads();
    Curve curveOf(Road road, int instance) const;
    const Curve& curve(Road road, int instance) const;

    QSizeF size_;
    SceneMetrics metrics_;
    qreal padding_;
    qreal row_;
    QRectF clients_;
    std::vector<QRectF> applications_;
    QRectF cache_;
    QRectF database_;
    QRectF queue_;
    std::vector<Curve> curves_;  // kMostInstances a road
};

}  // namespace stampede::ui
