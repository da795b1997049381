// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/ui/support/viewed_lab.h"
#include "ui/code/operation_history.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;
using test::user;

namespace {

std::vector<Verb> verbsOf(const RequestRecord& record) {
    std::vector<Verb> verbs;
    for (const OperationRecord& operation : record.operations) verbs.push_back(operation.event.verb);
    return verbs;
}

RequestRecord atEnd(const Journal& journal) { return recordAround(journal, *lastTold(journal, journal.size()), journal.size()); }

}  // namespace

class TestOperationHistory : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void anEmptyJournalTellsOfNobody() {
        const Journal journal;
        QVERIFY(!lastTold(journal, 0).has_value());
    }

    void aColdReadOfCacheAsideIsGetSelectSet() {
        ViewedLab it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        const RequestRecord record = atEnd(it.sink.journal);
        QVERIFY(record.complete);
        QCOMPARE(record.kind, RequestKind::read);
        QCOMPARE(verbsOf(record), (std::vector{Verb::cache_get, Verb::db_select, Verb::cache_set}));
        QVERIFY(record.ended.has_value());
        QVERIFY(record.operations[1].event.timing.modelled >= it.config.latency.database / 2);
        QVERIFY(record.operations[1].total() > record.operations[0].total());
        QCOMPARE(record.operations[2].ttl, it.config.ttl.user_profile);
    }

    void anOperationIsFollowedStageByStage() {
        ViewedLab it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        QCOMPARE(atEnd(it.sink.journal).operations.back().stage, Stage::parked);
        it.lab.step();
        QCOMPARE(atEnd(it.sink.journal).operations.back().stage, Stage::issued);
        it.run_for(600us);
        QCOMPARE(atEnd(it.sink.journal).operations.back().stage, Stage::performed);
    }

    void anEarlierPointShowsOnlyWhatWasKnownThen() {
        ViewedLab it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        const Journal& journal = it.sink.journal;
        std::size_t reply = 0;
        while (journal[reply].type != EventType::replied) ++reply;
        const RequestRecord record = recordAround(journal, reply, reply + 1);
        QCOMPARE(verbsOf(record), (std::vector{Verb::cache_get}));
        QVERIFY(!record.ended.has_value());
    }

    void operationsOfOthersDoNotMixIn() {
        ViewedLab it("cache-aside");
        it.lab.send(RequestKind::read, user(1));
        it.lab.send(RequestKind::write, user(2));
        it.step_all();
        const Journal& journal = it.sink.journal;
        for (std::size_t i = 0; i < journal.size(); ++i) {
            if (journal[i].request == 0) continue;
            for (const OperationRecord& operation : recordAround(journal, i, journal.size()).operations) {
                QCOMPARE(operation.event.request, journal[i].request);
            }
        }
    }

    void waitingForAConnectionIsWhatTheTimingDoesNotExplain() {
        RunConfig config = test::SimulatedLab::with("no-cache");
        config.database_pool = 1;
        ViewedLab it(config);
        it.lab.set_mode(Mode::run);
        it.lab.send(RequestKind::read, user(1));
        it.lab.send(RequestKind::read, user(2));
        it.run_for(1s);
        const RequestRecord second = atEnd(it.sink.journal);
        QCOMPARE(second.request, 2u);
        QCOMPARE(second.operations.size(), std::size_t{1});
        QVERIFY(second.operations[0].waited >= it.config.latency.database / 2);
    }

    void aLateEffectIsToldApartFromTheTimeOut() {
        ViewedLab it("write-through");
        it.lab.set_mode(Mode::run);
        it.lab.inject(Fault{FaultKind::redis_freeze});
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        it.lab.heal_all();
        it.run_for(1s);
        const RequestRecord record =
            recordAround(it.sink.journal, *lastTold(it.sink.journal, it.sink.journal.size()), it.sink.journal.size());
        QCOMPARE(record.operations.back().event.verb, Verb::cache_set);
        QCOMPARE(record.operations.back().event.outcome, Outcome::timed_out);
        QVERIFY(record.operations.back().late);
    }

    void theFlushersWorkIsListedWithoutEnd() {
        RunConfig config = test::SimulatedLab::with("write-behind");
        config.write_behind.interval = 50ms;
        ViewedLab it(config);
        it.startLoad(4, 200, 50, 0);
        it.run_for(3s);
        const Journal& journal = it.sink.journal;
        std::size_t own = journal.size() - 1;
        while (journal[own].verb != Verb::db_apply_batch) --own;
        const RequestRecord record = recordAround(journal, own, journal.size());
        QCOMPARE(record.request, 0u);
        QVERIFY(record.operations.size() >= kOwnOperations);
        const auto batch = std::find_if(record.operations.begin(), record.operations.end(),
                                        [](const OperationRecord& each) { return each.event.verb == Verb::db_apply_batch; });
        QVERIFY(batch != record.operations.end());
        QVERIFY(!batch->writes.empty());
        QVERIFY(record.operations.size() <= 4 * kOwnOperations);
    }
};

QTEST_GUILESS_MAIN(TestOperationHistory)
#include "tst_operation_history.moc"
