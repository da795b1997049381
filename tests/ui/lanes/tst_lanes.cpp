// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/explore/script_line.h"
#include "core/explore/stage_play.h"
#include "ui/lanes/diagram_of_play.h"
#include "ui/lanes/lane_canvas.h"
#include "ui/lanes/lanes_view.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

LaneDiagram staleRead() {
    const auto script = parse_script_text("cache-aside 2R+1W expiries=1: R1 R1 W1 W1 R1 R2");
    const auto played = play_on_stage(*script);
    return diagramOf(*played, script->scenario, Breach(Property::stale_read));
}

bool overlap(const std::vector<QRectF>& boxes) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            if (boxes[i].intersects(boxes[j])) return true;
        }
    }
    return false;
}

}  // namespace

class TestLanes : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aPlayHasALaneForEachActorAndAColumnForEachStep() {
        const LaneDiagram diagram = staleRead();
        QCOMPARE(diagram.lanes.size(), std::size_t{3});
        QCOMPARE(diagram.lanes[2].name, QStringLiteral("W1"));
        QCOMPARE(diagram.lanes[2].sentence, QStringLiteral("writes user:profile:1"));
        QCOMPARE(diagram.steps.size(), std::size_t{6});
        QCOMPARE(diagram.steps[0].verb, QStringLiteral("GET"));
        QCOMPARE(diagram.steps[0].result, QStringLiteral("miss"));
        QCOMPARE(diagram.steps[2].lane, 2);
        QVERIFY(diagram.steps[4].matters && diagram.steps[5].matters && !diagram.steps[0].matters);
        QCOMPARE(diagram.arrows, (std::vector<DiagramArrow>{{4, 5}}));
    }

    void whatNobodyAskedForSaysWhereItHappens() {
        const auto script = parse_script_text("write-behind 1R+1W expiries=1 crashes=1 warm: X1 W1 C1 R1");
        const auto played = play_on_stage(*script);
        QVERIFY(played.has_value());
        const LaneDiagram diagram = diagramOf(*played, script->scenario, std::nullopt);
        QCOMPARE(diagram.steps[0].verb, QStringLiteral("expires"));
        QCOMPARE(diagram.steps[0].result, QStringLiteral("row 1"));
        QCOMPARE(diagram.steps[2].result, QStringLiteral("instance 1"));
    }

    void nothingIsShortenedAndNothingOverlaps_data() {
        QTest::addColumn<int>("points");
        for (const int points : {8, 11, 18}) QTest::addRow("%d pt", points) << points;
    }
    void nothingIsShortenedAndNothingOverlaps() {
        QFETCH(int, points);
        QFont font;
        font.setPointSize(points);
        const LaneDiagram diagram = staleRead();
        const LaneGeometry geometry(diagram, font);
        std::vector<QRectF> boxes;
        for (std::size_t i = 0; i < diagram.steps.size(); ++i) {
            boxes.push_back(geometry.step(i));
            QVERIFY(QFontMetricsF(geometry.strong()).horizontalAdvance(diagram.steps[i].verb) < geometry.step(i).width());
            QVERIFY(QFontMetricsF(geometry.small()).horizontalAdvance(diagram.steps[i].result) < geometry.step(i).width());
            QVERIFY(geometry.lane(static_cast<std::size_t>(diagram.steps[i].lane)).contains(geometry.step(i)));
            QCOMPARE(geometry.stepAt(geometry.step(i).center()), static_cast<int>(i));
        }
        QVERIFY(!overlap(boxes));
        QVERIFY(QRectF(QPointF(), geometry.size()).contains(boxes.back()));
        for (const DiagramLane& lane : diagram.lanes) {
            QVERIFY(QFontMetricsF(geometry.small()).horizontalAdvance(lane.sentence) < geometry.labels());
        }
        QCOMPARE(geometry.stepAt(QPointF(1, 1)), -1);
    }

    void anArrowLeadsFromBoxToBox() {
        const LaneDiagram diagram = staleRead();
        const LaneGeometry geometry(diagram, QFont());
        const QPainterPath path = geometry.arrow(diagram.arrows.front());
        QVERIFY(geometry.step(4).adjusted(-1, -1, 1, 1).contains(path.pointAtPercent(0)));
        QVERIFY(geometry.step(5).adjusted(-1, -1, 1, 1).contains(path.pointAtPercent(1)));
    }

    void aClickAndTheKeysChooseAStep() {
        LanesView view;
        view.resize(900, 260);
        view.show(staleRead(), 2);
        view.show();
        QSignalSpy clicked(&view, &LanesView::stepClicked);
        QTest::mouseClick(view.viewport()->childAt(view.stepRect(1).center().toPoint()), Qt::LeftButton, {},
                          view.findChild<LaneCanvas*>()->geometryOf().step(1).center().toPoint());
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.front().front().toInt(), 1);
        auto* canvas = view.findChild<LaneCanvas*>();
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(clicked.back().front().toInt(), 3);
    }

    void theNextStepIsBroughtIntoView() {
        LanesView view;
        view.resize(330, 220);
        view.show(staleRead(), 0);
        view.show();
        QVERIFY(!QRectF(view.viewport()->rect()).contains(view.stepRect(5)));
        view.setDone(5);
        QVERIFY(QRectF(view.viewport()->rect()).contains(view.stepRect(5)));
    }

    void theStepIsInViewFromTheBeginningAndFollowsTheKeys() {
        LanesView view;
        view.resize(330, 220);
        view.show(staleRead(), 6);
        view.show();
        QTRY_VERIFY(QRectF(view.viewport()->rect()).contains(view.stepRect(5)));
        view.setDone(0);
        QVERIFY(!QRectF(view.viewport()->rect()).contains(view.stepRect(5)));
        for (int i = 0; i < 6; ++i) QTest::keyClick(view.findChild<LaneCanvas*>(), Qt::Key_Right);
        QVERIFY(QRectF(view.viewport()->rect()).contains(view.stepRect(5)));
    }

    // A class is asked what will come; the answer must not stand there.
    void whatIsNotForetoldIsNotSaid() {
        const LaneDiagram diagram = staleRead();
        QCOMPARE(foretold(diagram, 5), QStringLiteral("R2: GET"));
        for (std::size_t done = 0; done < 6; ++done) QVERIFY(!marksMayShow(diagram, done));
        QVERIFY(marksMayShow(diagram, 6));
        LaneCanvas canvas;
        canvas.show(diagram);
        canvas.setDone(4);
        QVERIFY(canvas.accessibleDescription().contains(QStringLiteral("R2 is answered with v1")));
        canvas.setForetelling(false);
        QVERIFY(!canvas.accessibleDescription().contains(QStringLiteral("R2 is answered with v1")));
        QVERIFY(canvas.accessibleDescription().contains(QStringLiteral("6. R2: GET")));
    }

    void aLineStandsWhereTwoStoriesPart() {
        LanesView view;
        view.setTheme(Theme::lightTheme());
        view.resize(900, 260);
        view.show(staleRead(), 6);
        const auto accents = [&] {
            const QImage image = view.grab().toImage();
            const int between = qRound((view.stepRect(2).right() + view.stepRect(3).left()) / 2);
            int found = 0;
            for (int x = between - 4; x <= between + 4; ++x) {
                for (int y = 0; y < 200; ++y) found += image.pixelColor(x, y) == Theme::lightTheme().accent;
            }
            return found;
        };
        QCOMPARE(accents(), 0);
        view.setCommon(3);
        QVERIFY(accents() > 40);
    }

    void itPaintsInBothThemesAtEveryScale() {
        for (const Theme& theme : {Theme::darkTheme(), Theme::lightTheme()}) {
            LanesView view;
            view.setTheme(theme);
            view.resize(900, 260);
            view.show(staleRead(), 3);
            QImage image = view.grab().toImage();
            QVERIFY(!image.isNull());
            const QPoint inside = view.stepRect(0).center().toPoint();
            QVERIFY(image.pixelColor(inside.x(), inside.y() + 12) != theme.panel);
        }
    }
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
