// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/oracle/consistency.h"
#include "tests/core/support/event_script.h"

using namespace stampede;
using stampede::test::EventScript;

namespace {

const Key k{Kind::user_profile, 1};
const Key absent{Kind::user_profile, 20'001};
const Value initial{0, kInitialVersion};

Verdict judge(const EventScript& script) { return script.fold<Consistency>().verdict(); }

}  // namespace

class TestConsistency : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aReadBegunAfterAnAcknowledgedWriteMustSeeIt() {
        EventScript script;
        script.write(1, k, 2).begin(2, RequestKind::read, k).end_read(2, k, initial);
        const Verdict verdict = judge(script);
        QCOMPARE(verdict.stale_reads, std::uint64_t{1});
        // Committed at 2 ms, answered at 5 ms.
        QCOMPARE(verdict.max_staleness, Duration(std::chrono::milliseconds(3)));
    }

    void aReadThatOverlapsTheWriteMayGoEitherWay() {
        EventScript script;
        script.begin(2, RequestKind::read, k).write(1, k, 2).end_read(2, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{0});
    }

    void whatOneReaderSawTheNextMustSeeToo() {
        EventScript script;
        script.begin(1, RequestKind::write, k).effect(1, Verb::db_update, k, Value{1, 2});
        script.begin(2, RequestKind::read, k).end_read(2, k, Value{1, 2});
        script.begin(3, RequestKind::read, k).end_read(3, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
    }

    void aWriteThatTimedOutRaisesNothing() {
        EventScript script;
        script.begin(1, RequestKind::write, k).effect(1, Verb::db_update, k, Value{1, 2}).end_write(1, k, Value{}, Outcome::timed_out);
        script.begin(2, RequestKind::read, k).end_read(2, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{0});
    }

    void anAcknowledgedWriteThatNeverCommitsIsLostAndItsReadsAreDirty() {
        EventScript script;
        script.begin(1, RequestKind::write, k).enqueue(1, k).end_write(1, k, Value{1, 0});
        script.begin(2, RequestKind::read, k).end_read(2, k, Value{1, 0});
        QCOMPARE(judge(script).lost_writes, std::uint64_t{1});
        QCOMPARE(judge(script).dirty_reads, std::uint64_t{1});
        script.effect(0, Verb::db_apply_batch, k, Value{1, 2});
        QCOMPARE(judge(script).lost_writes, std::uint64_t{0});
        QCOMPARE(judge(script).dirty_reads, std::uint64_t{0});
    }

    void anAcknowledgedWriteInTheQueueMustBeSeenByLaterReads() {
        EventScript script;
        script.begin(1, RequestKind::write, k).enqueue(1, k).end_write(1, k, Value{1, 0});
        script.begin(2, RequestKind::read, k).end_read(2, k, initial, Source::database);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
    }

    void ofTwoQueuedWritesTheLaterOneCounts() {
        EventScript script;
        script.begin(1, RequestKind::write, k).enqueue(1, k).end_write(1, k, Value{1, 0});
        script.begin(2, RequestKind::write, k).enqueue(2, k).end_write(2, k, Value{2, 0});
        script.begin(3, RequestKind::read, k).end_read(3, k, Value{2, 0});
        QCOMPARE(judge(script).stale_reads, std::uint64_t{0});
        script.begin(4, RequestKind::read, k).end_read(4, k, Value{1, 0});
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
    }

    void aCacheThatDiffersFromTheRowAtTheEndIsPermanentlyInconsistent() {
        EventScript script;
        script.write(1, k, 2).effect(3, Verb::cache_set, k, initial);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        script.plain(EventType::expired, k);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
        script.effect(4, Verb::cache_set, k, Value{1, 2});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
    }

    void aValueCachedBeforeItsCommitIsConsistentOnceItCommits() {
        EventScript script;
        script.begin(1, RequestKind::write, k).effect(1, Verb::cache_set, k, Value{1, 0}).enqueue(1, k).end_write(1, k, Value{1, 0});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        script.effect(0, Verb::db_apply_batch, k, Value{1, 2});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
    }

    void countsConcurrentLoadsAndAmplification() {
        EventScript script;
        for (RequestId r = 1; r <= 5; ++r) script.issue(r, Verb::db_select, k);
        for (RequestId r = 1; r <= 5; ++r) script.effect(r, Verb::db_select, k, initial).reply(r, Verb::db_select, k);
        script.issue(6, Verb::db_select, absent).effect(6, Verb::db_select, absent, Value{}, false).reply(6, Verb::db_select, absent);
        QCOMPARE(judge(script).max_concurrent_loads, std::uint64_t{5});
        QCOMPARE(judge(script).amplification, 5.0);
    }
};

QTEST_APPLESS_MAIN(TestConsistency)
#include "tst_consistency.moc"
