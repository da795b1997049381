// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/lab/hand.h"
#include "core/simulated/simulated_world.h"
#include "ui/branches/branch_comparison.h"
#include "ui/branches/branch_panel.h"
#include "ui/branches/branch_tree.h"
#include "ui/branches/branch_words.h"
#include "ui/lanes/diagram_of_branch.h"
#include "ui/lanes/lanes_view.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

class Nowhere final : public EventSink {
   public:
    void record(const Event&) override {}
};

/// Two orders of a read and a write: one leaves an old entry that a third request reads, one does not.
BranchMap twoOrders() {
    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    Nowhere nowhere;
    Hand hand(config, loop, world, nowhere, until_of(loop), [](std::size_t) {});
    const auto go = [&hand](RequestId request) {
        for (const Waiting& waiting : hand.lab().waiting()) {
            if (waiting.request == request) return hand.let_go(waiting.operation).has_value();
        }
        return false;
    };
    const auto send = [&hand](RequestKind kind) {
        return hand.perform(StoryStep::send({kind, Key{Kind::user_profile, 42}, kSessionByHand})).has_value();
    };
    bool all = send(RequestKind::read) && send(RequestKind::write);
    for (const RequestId request : {1u, 1u, 2u, 2u, 1u}) all = all && go(request);
    all = all && send(RequestKind::read) && go(3);
    all = all && hand.go_to(4).has_value() && go(1);  // the SET goes before the write
    for (const RequestId request : {2u, 2u}) all = all && go(request);
    return all ? hand.branches() : BranchMap{};
}

}  // namespace

class TestBranches : public QObject {
    Q_OBJECT

    const BranchMap map_ = twoOrders();

   private Q_SLOTS:
    void theTreeHasBothOrders() {
        QCOMPARE(map_.nodes.size(), std::size_t{13});
        QCOMPARE(map_.current, 12u);
        QCOMPARE(map_.common(9, 12), std::size_t{4});
    }

    void branchesHaveRowsAndNothingOverlaps() {
        const BranchLayout layout(map_, 16, 400);
        QCOMPARE(layout.rows(), 2);
        QCOMPARE(layout.at(4).y(), layout.at(9).y());
        QVERIFY(layout.at(10).y() > layout.at(9).y());
        QCOMPARE(layout.at(10).x(), layout.at(5).x());
        for (BranchMap::Id id = 0; id < map_.nodes.size(); ++id) {
            QCOMPARE(layout.nodeAt(layout.at(id)), id);
            QVERIFY(QRectF(QPointF(), layout.size()).contains(layout.at(id)));
        }
        QVERIFY(layout.nodeAt(QPointF(-50, -50)) >= map_.nodes.size());
    }

    void theStepWithWhichItWentWrongIsKnown() { QCOMPARE(stepsGoneWrong(map_), std::set<BranchMap::Id>{9}); }

    void stepsAreToldInWords() {
        QCOMPARE(stepText(map_, 0), QStringLiteral("the beginning"));
        QCOMPARE(stepText(map_, 2), QStringLiteral("W2: write user:profile:42"));
        QCOMPARE(stepText(map_, 3), QStringLiteral("R1: GET user:profile:42: miss"));
        QCOMPARE(stepText(map_, 9), QStringLiteral("R3: GET user:profile:42: hit v1"));
    }

    void aClickGoesThereAndF2Names() {
        BranchPanel panel;
        panel.resize(600, 180);
        panel.show(map_);
        panel.show();
        QSignalSpy clicked(&panel, &BranchPanel::nodeClicked);
        QSignalSpy renamed(&panel, &BranchPanel::renamed);
        QTest::mouseClick(panel.tree(), Qt::LeftButton, {}, panel.tree()->pointOf(9).toPoint());
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.front().front().toUInt(), 9u);
        QTest::keyClick(panel.tree(), Qt::Key_F2);
        auto* field = panel.findChild<QLineEdit*>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("the stale set"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(renamed.count(), 1);
        QCOMPARE(renamed.front().at(0).toUInt(), 9u);
        QCOMPARE(renamed.front().at(1).toString(), QStringLiteral("the stale set"));
    }

    void escapeKeepsTheNameAndADoubleClickOnNothingNamesNothing() {
        BranchTree tree;
        tree.resize(600, 200);
        tree.show(map_, {});
        tree.show();
        auto* field = tree.findChild<QLineEdit*>();
        QSignalSpy renamed(&tree, &BranchTree::renamed);
        tree.rename();
        QTest::keyClicks(field, QStringLiteral("a mistake"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QCOMPARE(renamed.count(), 0);
        QTest::mouseClick(&tree, Qt::LeftButton, {}, QPoint(580, 190));
        QTest::mouseDClick(&tree, Qt::LeftButton, {}, QPoint(580, 190));
        QVERIFY(!field->isVisible());
        QTest::mouseClick(&tree, Qt::LeftButton, {}, tree.pointOf(9).toPoint());
        QTest::mouseDClick(&tree, Qt::LeftButton, {}, tree.pointOf(9).toPoint());
        QVERIFY(field->isVisible());
    }

    void thePresentStepIsInViewFromTheBeginning() {
        BranchMap map;
        for (int i = 0; i < 300; ++i) map.add(StoryStep::wait(Duration{i}));
        BranchPanel panel;
        panel.resize(640, 220);
        panel.show(map);
        panel.show();
        const auto* scroll = panel.findChild<QScrollArea*>();
        const auto inView = [&](BranchMap::Id node) {
            return scroll->viewport()->rect().contains(panel.tree()->mapTo(scroll->viewport(), panel.tree()->pointOf(node).toPoint()));
        };
        QTRY_VERIFY(inView(300));
        for (int i = 300; i < 340; ++i) map.add(StoryStep::wait(Duration{i}));
        panel.show(map);
        QTRY_VERIFY(inView(340));
    }

    void whatABranchSaysOfInstancesFaultsAndQueues() {
        const auto event = [](EventType type, RequestId request, InstanceId instance) {
            Event made;
            made.type = type;
            made.request = request;
            made.instance = instance;
            made.key = Key{Kind::user_profile, 42};
            return made;
        };
        std::vector<Event> events{event(EventType::request_begun, 1, 1)};
        for (const InstanceId instance : {InstanceId{0}, InstanceId{1}}) {
            events.push_back(event(EventType::replied, 0, instance));
            events.back().verb = Verb::db_apply_batch;
        }
        events.push_back(event(EventType::fault_injected, 0, 0));
        events.back().fault = FaultKind::expire_key;
        events.push_back(event(EventType::expired, 0, 0));
        events.push_back(event(EventType::fault_injected, 0, 1));
        events.back().fault = FaultKind::app_crash;
        BranchMap map;
        map.nodes[0].events = std::make_shared<const std::vector<Event>>(std::move(events));
        const LaneDiagram diagram = diagramOf(map, 0);
        QCOMPARE(diagram.lanes.size(), std::size_t{3});
        QCOMPARE(diagram.lanes[0].sentence, QStringLiteral("read user:profile:42, instance 2"));
        QCOMPARE(diagram.lanes[2].sentence, QStringLiteral("beside the requests, instance 2"));
        QCOMPARE(diagram.steps.size(), std::size_t{4});
        QCOMPARE(diagram.steps[0].sentence, QStringLiteral("worker: BATCH: committed"));
        QCOMPARE(diagram.steps[2].sentence, QStringLiteral("expires: user:profile:42"));
        QCOMPARE(diagram.steps[3].sentence, QStringLiteral("fault: App crashed, instance 2"));
    }

    void keysWalkTheTree() {
        BranchTree tree;
        tree.show(map_, {});
        tree.show();
        QSignalSpy clicked(&tree, &BranchTree::nodeClicked);
        for (int i = 0; i < 3; ++i) QTest::keyClick(&tree, Qt::Key_Left);
        QCOMPARE(tree.chosen(), 4u);
        QTest::keyClick(&tree, Qt::Key_Right);
        QCOMPARE(tree.chosen(), 10u);
        QTest::keyClick(&tree, Qt::Key_Up);
        QCOMPARE(tree.chosen(), 5u);
        QTest::keyClick(&tree, Qt::Key_Return);
        QCOMPARE(clicked.back().front().toUInt(), 5u);
    }

    void onlyBranchesThatPartCanBeCompared() {
        BranchPanel panel;
        panel.resize(600, 180);
        panel.show(map_);
        panel.show();
        QPushButton* compare = nullptr;
        for (QPushButton* one : panel.findChildren<QPushButton*>()) {
            if (one->text() == QStringLiteral("Compare")) compare = one;
        }
        QVERIFY(compare != nullptr && !compare->isEnabled());
        QTest::mouseClick(panel.tree(), Qt::RightButton, {}, panel.tree()->pointOf(3).toPoint());
        QVERIFY(!compare->isEnabled());
        QTest::mouseClick(panel.tree(), Qt::LeftButton, Qt::ControlModifier, panel.tree()->pointOf(9).toPoint());
        QVERIFY(compare->isEnabled());
        QSignalSpy wanted(&panel, &BranchPanel::compareRequested);
        QTest::mouseClick(compare, Qt::LeftButton);
        QCOMPARE(wanted.front().at(0).toUInt(), 12u);
        QCOMPARE(wanted.front().at(1).toUInt(), 9u);
    }

    void twoBranchesStandSideBySide() {
        BranchComparison comparison;
        comparison.show(map_, 12, 9);
        comparison.show();
        QCOMPARE(comparison.lanes(0)->diagram().steps.size(), std::size_t{5});
        QCOMPARE(comparison.lanes(1)->diagram().steps.size(), std::size_t{6});
        QVERIFY2(comparison.outcome(0).contains(QStringLiteral("Redis nothing, SQLite v2")), qPrintable(comparison.outcome(0)));
        QVERIFY(comparison.outcome(0).contains(QStringLiteral("✓")));
        QVERIFY2(comparison.outcome(1).contains(QStringLiteral("Redis v1, SQLite v2")), qPrintable(comparison.outcome(1)));
        QVERIFY(comparison.outcome(1).contains(QStringLiteral("Stale reads: 1")));
    }

    void aBranchIsADiagramWithArrowsBetweenRequests() {
        const LaneDiagram diagram = diagramOf(map_, 9);
        QCOMPARE(diagram.lanes.size(), std::size_t{3});
        QCOMPARE(diagram.arrows, (std::vector<DiagramArrow>{{4, 5}}));
        QVERIFY(diagram.steps[5].matters);
        QCOMPARE(diagram.steps[5].node, 9u);
        QCOMPARE(eventsOf(map_, 0).size(), map_.nodes[0].events->size());
    }
};

QTEST_MAIN(TestBranches)
#include "tst_branches.moc"
