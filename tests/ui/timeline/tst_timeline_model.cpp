// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/ui/support/journal_builder.h"
#include "ui/timeline/timeline_model.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_words.h"

namespace stampede::ui {
namespace {

constexpr Key kKey{Kind::user_profile, 42};

Journal journalOf(const JournalBuilder& builder) {
    Journal journal;
    for (const Event& event : builder.events()) journal.append(event);
    return journal;
}

TimelineModel folded(const JournalBuilder& builder) {
    TimelineModel model;
    model.fold(journalOf(builder), builder.size());
    return model;
}

}  // namespace

class TimelineModelTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aRequestBecomesALaneAndItsOperationsBars();
    void foldingInPiecesGivesTheSame();
    void onlyTheLatestRequestsAreKept();
    void eventsOfRequestsThatAreGoneAreIgnored();
    void backgroundWorkHasALaneOfItsOwn();
    void faultsSpanFromInjectionToHealing();
    void faultsAtTheSameTimeTakeLevels();
    void aCrashEndsTheLanesOfItsInstance();
    void aLateEffectIsKnown();
    void timeWaitingForAConnectionIsWhatTheThreePartsLeave();
    void wordsSayVerbAndOutcome();
    void tipsSayTheThreeParts();
    void rowsStackWithoutOverlap();
};

void TimelineModelTest::aRequestBecomesALaneAndItsOperationsBars() {
    JournalBuilder b;
    const RequestId id = b.read(kKey);
    const OperationId get = b.whole(id, Verb::cache_get, 1);
    b.whole(id, Verb::db_select, 50, true, Value{0, 7});
    b.park(id, Verb::cache_set, Value{0, 7});
    const TimelineModel model = folded(b);
    QCOMPARE(model.lanes().size(), std::size_t{1});
    const Lane& lane = model.lanes().front();
    QCOMPARE(lane.id, id);
    QVERIFY(lane.key == kKey);
    QVERIFY(!lane.ended);
    QCOMPARE(lane.bars.size(), std::size_t{3});
    QCOMPARE(lane.bars[0].operation, get);
    QCOMPARE(lane.bars[0].parked.index, std::size_t{1});
    QCOMPARE(lane.bars[0].issued.index, std::size_t{2});
    QCOMPARE(lane.bars[0].effect.index, std::size_t{3});
    QCOMPARE(lane.bars[0].replied.index, std::size_t{4});
    QVERIFY(lane.bars[1].replied.at == from_ms(51));
    QCOMPARE(lane.bars[1].value.version, Version{7});
    QVERIFY(!lane.bars[2].issued);
    QCOMPARE(lane.bars[2].latest().index, b.size() - 1);
}

void TimelineModelTest::foldingInPiecesGivesTheSame() {
    JournalBuilder b;
    for (int i = 0; i < 20; ++i) {
        const RequestId id = b.write(kKey);
        b.whole(id, Verb::db_update, 50, false, Value{id, 2});
        b.end(id);
    }
    const Journal journal = journalOf(b);
    TimelineModel pieces;
    for (std::size_t end = 0; end <= journal.size(); end += 3) pieces.fold(journal, end);
    pieces.fold(journal, journal.size());
    const TimelineModel whole = folded(b);
    QCOMPARE(pieces.lanes().size(), whole.lanes().size());
    for (std::size_t i = 0; i < whole.lanes().size(); ++i) {
        QCOMPARE(pieces.lanes()[i].bars.size(), std::size_t{1});
        QCOMPARE(pieces.lanes()[i].ended.index, whole.lanes()[i].ended.index);
        QCOMPARE(pieces.lanes()[i].bars[0].replied.index, whole.lanes()[i].bars[0].replied.index);
    }
}

void TimelineModelTest::onlyTheLatestRequestsAreKept() {
    JournalBuilder b;
    RequestId last = 0;
    for (std::size_t i = 0; i < TimelineModel::kMostLanes + 500; ++i) {
        last = b.read(kKey);
        b.whole(last, Verb::cache_get, 1, true, Value{0, 1});
        b.end(last);
    }
    const TimelineModel model = folded(b);
    QCOMPARE(model.lanes().size(), TimelineModel::kMostLanes);
    QCOMPARE(model.lanes().back().id, last);
    QCOMPARE(model.lanes().front().id, last - TimelineModel::kMostLanes + 1);
    for (const Lane& lane : model.lanes()) QCOMPARE(lane.bars.size(), std::size_t{1});
}

void TimelineModelTest::eventsOfRequestsThatAreGoneAreIgnored() {
    JournalBuilder b;
    const RequestId first = b.read(kKey);
    const OperationId slow = b.park(first, Verb::cache_get);
    for (std::size_t i = 0; i < TimelineModel::kMostLanes; ++i) b.read(kKey);
    b.issue(slow);
    b.reply(slow);
    b.end(first);
    const TimelineModel model = folded(b);
    QCOMPARE(model.lanes().front().id, first + 1);
    for (const Lane& lane : model.lanes()) QVERIFY(lane.bars.empty());
}

void TimelineModelTest::backgroundWorkHasALaneOfItsOwn() {
    JournalBuilder b;
    b.read(kKey);
    b.whole(0, Verb::db_apply_batch, 50);
    const TimelineModel model = folded(b);
    QCOMPARE(model.background().size(), std::size_t{1});
    const std::vector<const Lane*> lanes = lanesInOrder(model);
    QCOMPARE(lanes.size(), std::size_t{2});
    QCOMPARE(TimelineWords::name(*lanes[1]), QStringLiteral("worker"));
}

void TimelineModelTest::faultsSpanFromInjectionToHealing() {
    JournalBuilder b;
    b.inject(FaultKind::db_slow, 800).pass(10).heal(FaultKind::db_slow).inject(FaultKind::redis_freeze);
    b.key(EventType::expired, kKey);
    const TimelineModel model = folded(b);
    QCOMPARE(model.faults().size(), std::size_t{2});
    QVERIFY(model.faults()[0].to.at == from_ms(10));
    QVERIFY(!model.faults()[1].to);
    QCOMPARE(TimelineWords::fault(model.faults()[0]).replace(QChar(QChar::Nbsp), QLatin1Char(' ')), QStringLiteral("DB slow +800 ms"));
    QCOMPARE(model.marks().size(), std::size_t{1});
    QCOMPARE(TimelineWords::mark(model.marks()[0]), QStringLiteral("user:profile:42 expired"));
}

void TimelineModelTest::faultsAtTheSameTimeTakeLevels() {
    JournalBuilder b;
    b.inject(FaultKind::db_slow, 800).inject(FaultKind::redis_freeze).heal(FaultKind::db_slow).inject(FaultKind::db_lock);
    const TimelineModel model = folded(b);
    QCOMPARE(model.faultLevels(), 2);
    QCOMPARE(model.faults()[0].level, 0);
    QCOMPARE(model.faults()[1].level, 1);
    QCOMPARE(model.faults()[2].level, 0);
}

void TimelineModelTest::aCrashEndsTheLanesOfItsInstance() {
    JournalBuilder b;
    b.read(kKey, 0);
    b.read(kKey, 1);
    b.crash(1, 3);
    const TimelineModel model = folded(b);
    QVERIFY(!model.lanes()[0].ended);
    QVERIFY(model.lanes()[1].crashed);
    QCOMPARE(TimelineWords::mark(model.marks()[0]), QStringLiteral("Application crashed, 3 queued writes lost"));
}

void TimelineModelTest::aLateEffectIsKnown() {
    JournalBuilder b;
    const RequestId id = b.write(kKey);
    const OperationId set = b.park(id, Verb::cache_set, Value{id, 0});
    b.issue(set);
    b.pass(100);
    b.reply(set, false, {}, Timing{}, Outcome::timed_out);
    b.pass(100);
    b.effect(set);
    const TimelineModel model = folded(b);
    const Bar& bar = model.lanes()[0].bars[0];
    QCOMPARE(bar.outcome, Outcome::timed_out);
    QVERIFY(bar.effect.at > bar.replied.at);
    QVERIFY(TimelineWords::tip(model.lanes()[0], bar, true).contains(QStringLiteral("took effect later")));
}

void TimelineModelTest::timeWaitingForAConnectionIsWhatTheThreePartsLeave() {
    JournalBuilder b;
    const RequestId id = b.read(kKey);
    const OperationId select = b.park(id, Verb::db_select);
    b.issue(select);
    b.pass(80);
    b.reply(select, true, Value{0, 1}, Timing{from_ms(1), from_ms(50), from_ms(9)});
    QVERIFY(TimelineWords::waited(folded(b).lanes()[0].bars[0]) == from_ms(20));
}

void TimelineModelTest::wordsSayVerbAndOutcome() {
    JournalBuilder b;
    const RequestId id = b.read(kKey);
    b.whole(id, Verb::cache_get, 1);
    b.whole(id, Verb::db_select, 50, true, Value{0, 7});
    b.whole(id, Verb::cache_set, 1, false, Value{0, 7});
    b.whole(id, Verb::cache_get, 1, true, Value{0, 7});
    b.issue(b.park(id, Verb::cache_del));
    const TimelineModel model = folded(b);
    const char* expected[] = {"GET miss", "SELECT v7", "SET v7", "GET v7", "DEL"};
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(TimelineWords::bar(model.lanes()[0].bars[i]), QString::fromUtf8(expected[i]));
}

void TimelineModelTest::tipsSayTheThreeParts() {
    JournalBuilder b;
    const RequestId id = b.read(kKey);
    const OperationId select = b.park(id, Verb::db_select);
    b.issue(select);
    b.pass(851);
    b.reply(select, true, Value{0, 7}, Timing{from_ms(1), from_ms(50), from_ms(800)});
    b.park(id, Verb::cache_set, Value{0, 7});
    const TimelineModel model = folded(b);
    const Lane& lane = model.lanes()[0];
    QString tip = TimelineWords::tip(lane, lane.bars[0], true);
    tip.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    QVERIFY2(tip.contains(QStringLiteral("R1 · SELECT user:profile:42")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("measured 1.0 ms · modelled 50 ms · fault 800 ms")), qPrintable(tip));
    QVERIFY(TimelineWords::tip(lane, lane.bars[1], true).contains(QStringLiteral("SET")));
    QVERIFY(!TimelineWords::tip(lane, lane.bars[1], false).contains(QStringLiteral("SET")));
}

void TimelineModelTest::rowsStackWithoutOverlap() {
    for (const QSizeF size : {QSizeF(320, 130), QSizeF(760, 240), QSizeF(1600, 500)}) {
        for (const int levels : {1, 2, 3}) {
            TimelineRows rows(size, 15, 100, levels);
            QCOMPARE(rows.header().bottom(), rows.lanes().top());
            QCOMPARE(rows.lanes().bottom(), rows.faults().top());
            QCOMPARE(rows.faults().bottom(), rows.axis().top());
            QCOMPARE(rows.axis().bottom(), size.height());
            QVERIFY(rows.lanes().height() >= rows.rowHeight() || levels == 3);
            for (int level = 0; level < levels; ++level) QVERIFY(rows.faults().contains(rows.fault(level)));
            rows.scrollTo(1e9);
            QVERIFY(rows.atEnd());
            QCOMPARE(rows.endVisible(), std::size_t{100});
            QCOMPARE(rows.laneAt(rows.lanes().bottom() - 1), std::size_t{99});
            rows.scrollTo(0);
            QCOMPARE(rows.laneAt(rows.lanes().top() + 1), std::size_t{0});
            QCOMPARE(rows.laneAt(rows.faults().top() + 1), Moment::kNone);
        }
    }
}

}  // namespace stampede::ui

QTEST_GUILESS_MAIN(stampede::ui::TimelineModelTest)
#include "tst_timeline_model.moc"
