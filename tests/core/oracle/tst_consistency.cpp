// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/oracle/consistency.h"
#include "core/oracle/in_words.h"
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

    void aValueWhoseWriteFailedBindsNobodyHoweverLateItCame() {
        EventScript script;
        script.begin(1, RequestKind::write, k).end_write(1, k, Value{}, Outcome::timed_out);
        script.effect(1, Verb::cache_set, k, Value{1, 0});
        script.as(4).read(2, k, Value{1, 0}).read(3, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{0});
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{0});
        QCOMPARE(judge(script).dirty_reads, std::uint64_t{1});
        // Once it has committed all the same, it binds those who have seen it, and everybody.
        script.effect(1, Verb::db_update, k, Value{1, 2}).read(5, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{1});
    }

    void aValueThatMayFailDoesNotHideOneThatIsCertain() {
        EventScript script;
        script.begin(1, RequestKind::write, k).enqueue(1, k).end_write(1, k, Value{1, 0});
        script.as(4).read(2, k, Value{1, 0});
        script.as(0).begin(3, RequestKind::write, k).end_write(3, k, Value{}, Outcome::timed_out);
        script.effect(3, Verb::cache_set, k, Value{3, 0});
        script.as(4).read(5, k, Value{3, 0}).read(6, k, initial);
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{1});
    }

    void whatASessionSeesWhileAReadIsUnderWayBindsOnlyTheNext() {
        EventScript script;
        script.write(1, k, 2).as(4).begin(2, RequestKind::read, k).read(3, k, Value{1, 2}).end_read(2, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{0});
        script.read(5, k, initial);
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{1});
    }

    void aWriteThatItsQueueBringsTooLateBindsReadersFromItsCommitOn() {
        EventScript script;
        for (const RequestId write : {1, 2})
            script.begin(write, RequestKind::write, k).enqueue(write, k).end_write(write, k, Value{write, 0});
        script.effect(0, Verb::db_apply_batch, k, Value{2, 2}).begin(3, RequestKind::read, k);
        script.effect(0, Verb::db_apply_batch, k, Value{1, 3}).end_read(3, k, Value{2, 2});
        QCOMPARE(judge(script).stale_reads, std::uint64_t{0});
        script.read(4, k, Value{2, 2});
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
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

    void anUnknownWriteRaisesNothingButBindsOnceItIsRead_data() {
        QTest::addColumn<int>("outcome");
        for (const Outcome o : {Outcome::timed_out, Outcome::unavailable, Outcome::crashed})
            QTest::newRow(name_of(o)) << static_cast<int>(o);
    }
    void anUnknownWriteRaisesNothingButBindsOnceItIsRead() {
        QFETCH(int, outcome);
        EventScript script;
        script.begin(1, RequestKind::write, k).end_write(1, k, Value{}, static_cast<Outcome>(outcome));
        script.read(2, k, initial);
        script.effect(1, Verb::db_update, k, Value{1, 2});  // late
        script.read(3, k, initial);
        QVERIFY(judge(script).broken() == Properties());
        script.read(4, k, Value{1, 2}).read(5, k, initial);
        QVERIFY(judge(script).broken() == Properties(Property::stale_read));
    }

    void anAbsentAnswerIsJudgedAsAnyValue() {
        EventScript script;
        script.read(1, absent, Value{0, 1}, false).write(2, absent, 7);
        script.read(3, absent, Value{2, 7});
        QVERIFY(judge(script).broken() == Properties());
        script.read(4, absent, Value{0, 6}, false);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        script.erase(5, absent, 8).read(6, absent, Value{0, 9}, false).read(7, absent, Value{}, false);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        script.read(8, absent, Value{2, 7});
        QCOMPARE(judge(script).stale_reads, std::uint64_t{2});
    }

    void aSessionMustSeeWhatItSawAndWhatItWrote() {
        EventScript script;
        script.as(1).write(1, k, 2).as(2).read(2, k, initial);
        QVERIFY(judge(script).broken() == Properties(Property::stale_read));
        script.as(1).read(3, k, initial);
        QCOMPARE(judge(script).read_your_writes, std::uint64_t{1});
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{0});
        script.as(2).read(4, k, Value{1, 2}).read(5, k, initial);
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{1});
        script.as(0).read(6, k, Value{1, 2}).read(7, k, initial);
        QCOMPARE(judge(script).monotonic_reads, std::uint64_t{1});
    }

    void anOverwrittenWriteIsNeitherLostNorDirty() {
        EventScript script;
        script.write_behind(1, k).read(2, k, Value{1, 0}).write_behind(3, k).coalesce(1, 3, k).flush(3, k, 2).read(4, k, Value{3, 0});
        QVERIFY(judge(script).broken() == Properties(Property::read_before_commit));
        QCOMPARE(judge(script).read_before_commit, std::uint64_t{1});
    }

    void aCrashTakesWhatItsInstanceHeld() {
        EventScript script;
        script.write_behind(1, k, 1).local(EventType::crashed, 1, Key{});
        const Verdict verdict = judge(script);
        QCOMPARE(verdict.lost_writes, std::uint64_t{1});
        const std::vector<Finding> findings = script.fold<Consistency>().findings();
        QVERIFY(findings.front().mark_of(Part::crashed) != nullptr);
        QCOMPARE(findings.front().mark_of(Part::crashed)->position, std::uint64_t{4});
    }

    void lostUpdatesShareTheirParent() {
        EventScript script;
        script.write(1, k, 2, initial).write(2, k, 3, Value{1, 2}).write(3, k, 4);
        QCOMPARE(judge(script).lost_updates, std::uint64_t{0});
        script.write(4, k, 5, Value{1, 2});
        QCOMPARE(judge(script).lost_updates, std::uint64_t{1});
    }

    void aSecondCommitOfOneWriteIsOneTooMany() {
        EventScript script;
        script.write_behind(1, k).flush(1, k, 2);
        QCOMPARE(judge(script).applied_twice, std::uint64_t{0});
        script.flush(1, k, 3);
        QCOMPARE(judge(script).applied_twice, std::uint64_t{1});
    }

    void whatAnEntrySaysAtTheEndCounts() {
        using enum EntryState;
        const auto left = [](EntryState state, bool exists, Instant expires = Instant{0}) {
            EventScript script;
            exists ? script.write(1, k, 2) : script.erase(1, k, 2);
            script.store(2, k, Value{0, 1}, state, expires);
            return judge(script);
        };
        QCOMPARE(left(value, true).for_ever, std::uint64_t{1});
        QCOMPARE(left(value, true, Instant(std::chrono::hours(1))).for_ever, std::uint64_t{0});
        QCOMPARE(left(value, true, Instant(std::chrono::hours(1))).permanent_inconsistencies, std::uint64_t{1});
        QCOMPARE(left(value, false).permanent_inconsistencies, std::uint64_t{1});
        QCOMPARE(left(EntryState::absent, true).permanent_inconsistencies, std::uint64_t{1});
        QCOMPARE(left(EntryState::absent, false).permanent_inconsistencies, std::uint64_t{0});
        QCOMPARE(left(tombstone, true).permanent_inconsistencies, std::uint64_t{0});
    }

    void onlyTheCountersVersionCounts() {
        const Key counter = k.as(Role::counter);
        EventScript script;
        script.effect(1, Verb::cache_incr, counter, Value{}).effect(1, Verb::cache_set, k.at(1), initial).write(2, k, 2);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        script.effect(2, Verb::cache_incr, counter, Value{});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
    }

    void copiesInInstancesAreEntriesToo() {
        EventScript script;
        script.local(EventType::local_stored, 0, k, initial).local(EventType::local_stored, 1, k, initial).write(1, k, 2);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{2});
        script.local(EventType::local_dropped, 0, k);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        script.local(EventType::crashed, 1, Key{});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
    }

    void manyCommitsOfOneRowAreCountedThoughNotKept() {
        EventScript script;
        script.effect(1, Verb::cache_set, k, initial);
        for (RequestId w = 2; w <= 500; ++w) script.write(w, k, w);
        script.read(501, k, initial);
        QCOMPARE(judge(script).max_versions_behind, std::uint64_t{499});
        QCOMPARE(judge(script).max_staleness, script.events.back().at - Instant(std::chrono::milliseconds(3)));
    }

    void aFindingNamesWhoPutTheOldValueThere() {
        EventScript script;
        script.begin(1, RequestKind::read, k).write(2, k, 2).effect(2, Verb::cache_del, k, Value{}).effect(1, Verb::cache_set, k, initial);
        script.begin(3, RequestKind::read, k).effect(3, Verb::cache_get, k, initial).end_read(3, k, initial);
        const std::vector<Finding> findings = script.fold<Consistency>().findings();
        QCOMPARE(in_words(findings.front()),
                 std::string("R3 returned v1 of user:profile:1 although W2 had committed v2 and was acknowledged 3 ms before R3 began; the "
                             "old value came from R1's SET after W2's DEL."));
        QCOMPARE(findings.front().mark_of(Part::acknowledged)->position, std::uint64_t{3});
        QCOMPARE(findings.front().mark_of(Part::filled)->position, std::uint64_t{5});
    }
};

QTEST_APPLESS_MAIN(TestConsistency)
#include "tst_consistency.moc"
