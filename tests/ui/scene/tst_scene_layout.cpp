// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "ui/scene/scene_layout.h"

namespace stampede::ui {
namespace {

constexpr SceneMetrics kMetrics{18, 15};
constexpr SceneMetrics kProjector{30, 26};

std::vector<QRectF> nodesOf(const SceneLayout& layout) {
    std::vector<QRectF> nodes;
    for (const Node node : {Node::clients, Node::cache, Node::database}) nodes.push_back(layout.node(node));
    for (int i = 0; i < layout.instances(); ++i) nodes.push_back(layout.node(Node::application, i));
    if (layout.hasQueue()) nodes.push_back(layout.node(Node::queue));
    return nodes;
}

}  // namespace

class SceneLayoutTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void nodesLieWithinTheSizeAndNeverOverlap_data();
    void nodesLieWithinTheSizeAndNeverOverlap();
    void everyNodeHasRoomForItsTitleAndABody();
    void roadsBeginAndEndAtTheNodesTheyJoin();
    void lanesDrawTogetherAtTheEndsOfARoad();
    void moreHeightMeansMoreRows();
    void theQueueAppearsOnlyWhenAskedFor();
};

void SceneLayoutTest::nodesLieWithinTheSizeAndNeverOverlap_data() {
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<int>("instances");
    QTest::addColumn<bool>("queue");
    for (const QSizeF size : {QSizeF(420, 300), QSizeF(520, 360), QSizeF(620, 900), QSizeF(800, 500), QSizeF(900, 570), QSizeF(1280, 400),
                              QSizeF(1280, 800), QSizeF(1600, 1000), QSizeF(2560, 1400)}) {
        for (int instances = 1; instances <= 4; ++instances) {
            for (const bool queue : {false, true}) {
                QTest::addRow("%gx%g, %d, %s", size.width(), size.height(), instances, queue ? "queue" : "no queue")
                    << size << instances << queue;
            }
        }
    }
}

void SceneLayoutTest::nodesLieWithinTheSizeAndNeverOverlap() {
    QFETCH(QSizeF, size);
    QFETCH(int, instances);
    QFETCH(bool, queue);
    for (const SceneMetrics& metrics : {kMetrics, kProjector}) {
        const SceneLayout layout(size, metrics, instances, queue);
        const std::vector<QRectF> nodes = nodesOf(layout);
        QCOMPARE(static_cast<int>(nodes.size()), 3 + instances + (queue ? 1 : 0));
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            QVERIFY2(QRectF(QPointF(0, 0), size).adjusted(6, 6, -6, -6).contains(nodes[i]), qPrintable(QString::number(i)));
            for (std::size_t j = i + 1; j < nodes.size(); ++j) QVERIFY(!nodes[i].adjusted(-6, -4, 6, 4).intersects(nodes[j]));
        }
    }
}

void SceneLayoutTest::everyNodeHasRoomForItsTitleAndABody() {
    for (const QSizeF size : {QSizeF(420, 300), QSizeF(520, 360), QSizeF(1600, 1000)}) {
        const SceneLayout layout(size, kMetrics, 1, true);
        for (const Node node : {Node::clients, Node::application, Node::cache, Node::database, Node::queue}) {
            QVERIFY(layout.node(node).contains(layout.titleLine(node)));
            QVERIFY(layout.node(node).contains(layout.body(node)));
            QVERIFY(layout.titleLine(node).bottom() < layout.body(node).top());
            QVERIFY2(layout.body(node).height() >= layout.rowHeight(), qPrintable(QString::number(static_cast<int>(node))));
        }
        QVERIFY(layout.rowsIn(layout.body(Node::cache).height()) >= 3);
    }
}

void SceneLayoutTest::roadsBeginAndEndAtTheNodesTheyJoin() {
    const SceneLayout layout({900, 570}, kMetrics, 2, true);
    const auto at = [&](Road road, int instance, qreal t) { return layout.pointAt(road, instance, t); };
    for (int i = 0; i < 2; ++i) {
        const QRectF application = layout.node(Node::application, i);
        QCOMPARE(at(Road::clientsToApplication, i, 0).x(), layout.node(Node::clients).right());
        QCOMPARE(at(Road::clientsToApplication, i, 1), QPointF(application.left(), application.center().y()));
        QCOMPARE(at(Road::applicationToCache, i, 0).x(), application.right());
        QCOMPARE(at(Road::applicationToCache, i, 1).x(), layout.node(Node::cache).left());
        QCOMPARE(at(Road::applicationToDatabase, i, 1).x(), layout.node(Node::database).left());
    }
    QCOMPARE(at(Road::applicationToQueue, 0, 1).y(), layout.node(Node::queue).top());
    QCOMPARE(at(Road::queueToDatabase, 0, 0).x(), layout.node(Node::queue).right());
}

void SceneLayoutTest::lanesDrawTogetherAtTheEndsOfARoad() {
    const SceneLayout layout({900, 570}, kMetrics, 1, false);
    const auto away = [&](qreal t) {
        const QPointF by = layout.pointAt(Road::applicationToCache, 0, t, 20) - layout.pointAt(Road::applicationToCache, 0, t);
        return std::hypot(by.x(), by.y());
    };
    QVERIFY(std::abs(away(0.5) - 20) < 1e-6);
    for (const qreal end : {0.0, 1.0}) QVERIFY(away(end) > 5 && away(end) < 10);
}

void SceneLayoutTest::moreHeightMeansMoreRows() {
    const SceneLayout low({900, 400}, kMetrics, 1, false);
    const SceneLayout high({900, 800}, kMetrics, 1, false);
    QVERIFY(high.rowsIn(high.body(Node::cache).height()) > low.rowsIn(low.body(Node::cache).height()));
}

void SceneLayoutTest::theQueueAppearsOnlyWhenAskedFor() {
    QVERIFY(!SceneLayout({900, 570}, kMetrics, 1, false).hasQueue());
    QVERIFY(SceneLayout({900, 570}, kMetrics, 1, true).hasQueue());
}

}  // namespace stampede::ui

QTEST_GUILESS_MAIN(stampede::ui::SceneLayoutTest)
#include "tst_scene_layout.moc"
