// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/oracle/consistency.h"
#include "core/oracle/in_words.h"
#include "tests/core/support/event_script.h"

using namespace stampede;
using stampede::test::EventScript;

namespace {

const Key k{Kind::user_profile, 1};
const Value initial{0, kInitialVersion};

Verdict judge(const EventScript& script) { return script.fold<Consistency>().verdict(); }

}  // namespace

/// What the checker makes of stores that lose what they had, come back with what they had lost, or change past the application.
class TestStoreLosses : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aCommitThatAPowerCutTookBackIsALostWrite() {
        EventScript script;
        script.write(1, k, 2);
        QCOMPARE(judge(script).lost_writes, std::uint64_t{0});
        script.local(EventType::reverted, 0, k, initial);
        QCOMPARE(judge(script).lost_writes, std::uint64_t{1});
        const auto findings = script.fold<Consistency>().findings();
        QCOMPARE(in_words(findings.front()),
                 std::string("W1 of user:profile:1 was acknowledged and is not there any more: the database lost its "
                             "power 2 ms later, before the commit was on the disk."));
    }
    void whoeverWasToldOfItReadsSomethingOld() {
        EventScript script;
        script.write(1, k, 2).local(EventType::reverted, 0, k, initial).read(2, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        const auto findings = script.fold<Consistency>().findings();
        QVERIFY2(QString::fromStdString(in_words(findings.front())).contains("although W1 had committed v2 and was acknowledged"),
                 in_words(findings.front()).c_str());
    }
    void whatWasNotAcknowledgedIsNotLost() {
        EventScript script;
        script.begin(1, RequestKind::write, k).effect(1, Verb::db_update, k, Value{1, 2}).end_write(1, k, Value{}, Outcome::timed_out);
        script.local(EventType::reverted, 0, k, initial);
        QCOMPARE(judge(script).lost_writes, std::uint64_t{0});
    }
    void oneAcknowledgedAfterTheCutIsLostToo() {
        EventScript script;
        script.begin(1, RequestKind::write, k).effect(1, Verb::db_update, k, Value{1, 2}).local(EventType::reverted, 0, k, initial);
        script.end_write(1, k, Value{1, 2});
        QCOMPARE(judge(script).lost_writes, std::uint64_t{1});
    }
    void oneThatAQueueBringsAgainIsNeitherLostNorAppliedTwice() {
        EventScript script;
        script.write_behind(1, k).flush(1, k, 2).local(EventType::reverted, 0, k, initial).flush(1, k, 7);
        QCOMPARE(judge(script).lost_writes, std::uint64_t{0});
        QCOMPARE(judge(script).applied_twice, std::uint64_t{0});
    }
    void theCacheIsThenAheadOfTheRow() {
        EventScript script;
        script.write(1, k, 2).effect(2, Verb::cache_set, k, Value{1, 2}).local(EventType::reverted, 0, k, initial);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
    }

    void anOldEntryThatComesBackIsStale() {
        EventScript script;
        script.effect(1, Verb::cache_set, k, initial).write(2, k, 2).effect(2, Verb::cache_del, k, Value{});
        script.plain(EventType::cache_died).plain(EventType::cache_started, {}, 42);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
        script.local(EventType::restored, 0, k, initial);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        script.begin(3, RequestKind::read, k).effect(3, Verb::cache_get, k, initial).end_read(3, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        const auto findings = script.fold<Consistency>().findings();
        QVERIFY2(QString::fromStdString(in_words(findings.front())).contains("the old value came from what Redis came back with"),
                 in_words(findings.front()).c_str());
    }
    void aFlushedCacheDiffersFromNothing() {
        EventScript script;
        script.effect(1, Verb::cache_set, k, initial).write(2, k, 2).plain(EventType::cache_emptied);
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{0});
    }

    void whatIsWrittenPastTheApplicationBindsItsReaders() {
        EventScript script;
        script.effect(1, Verb::cache_set, k, initial).effect(0, Verb::db_update, k, Value{9, 2});
        script.read(3, k, initial);
        QCOMPARE(judge(script).stale_reads, std::uint64_t{1});
        QCOMPARE(judge(script).lost_writes, std::uint64_t{0});
        QCOMPARE(judge(script).permanent_inconsistencies, std::uint64_t{1});
        const auto findings = script.fold<Consistency>().findings();
        QVERIFY2(QString::fromStdString(in_words(findings.front())).contains("although W9 had committed v2"),
                 in_words(findings.front()).c_str());
    }
};

QTEST_APPLESS_MAIN(TestStoreLosses)
#include "tst_store_losses.moc"
