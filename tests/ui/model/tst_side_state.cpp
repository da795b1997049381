// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/ui/support/journal_builder.h"
#include "ui/model/side_state.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

constexpr Key kUser{Kind::user_profile, 7};
constexpr Key kProduct{Kind::product, 9};

Journal journalOf(const JournalBuilder& builder) {
    Journal journal;
    for (const Event& event : builder.events()) journal.append(event);
    return journal;
}

}  // namespace

class TestSideState : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void copiesAreKeptByInstanceUntilTheyAreDroppedOrTheInstanceCrashes() {
        JournalBuilder b;
        b.local(EventType::local_stored, 0, kUser, {0, 1}).local(EventType::local_stored, 1, kUser, {0, 1});
        b.local(EventType::local_stored, 1, kProduct, {0, 2}).local(EventType::local_dropped, 1, kUser, {});
        Journal journal = journalOf(b);
        SideHistory history;
        const SideState& state = history.moveTo(journal, journal.size());
        QCOMPARE(state.copies(0).size(), std::size_t{1});
        QCOMPARE(state.copies(1).size(), std::size_t{1});
        QVERIFY(state.copies(1).contains(kProduct));
        b.crash(1);
        journal = journalOf(b);
        QVERIFY(history.moveTo(journal, journal.size()).copies(1).empty());
        QCOMPARE(history.moveTo(journal, 2).copies(1).size(), std::size_t{1});  // back in time
    }

    void aWriteThatWaitedInACrashedInstanceIsLostUnlessItHadCommitted() {
        JournalBuilder b;
        const RequestId first = b.write(kUser);
        const RequestId second = b.write(kProduct);
        b.enqueue(first).enqueue(second);
        b.whole(0, Verb::db_update, 1, false, Value{first, 2});
        b.crash();
        const Journal journal = journalOf(b);
        SideHistory history;
        history.moveTo(journal, journal.size());
        QVERIFY(!history.state().lost(first));
        QVERIFY(history.state().lost(second));
    }

    void queuesInRedisGrowAndShrinkAndGoWithIt() {
        JournalBuilder b;
        const RequestId writer = b.write(kUser);
        b.apply(writer, Verb::list_push, kUser).apply(writer, Verb::list_push, kUser).apply(writer, Verb::stream_write, kUser);
        b.count(writer, Verb::list_take, 2).count(writer, Verb::list_done, 1).count(writer, Verb::stream_done, 1);
        Journal journal = journalOf(b);
        SideHistory history;
        const SideState& state = history.moveTo(journal, journal.size());
        QCOMPARE(state.listLength(), std::int64_t{0});
        QCOMPARE(state.takenLength(), std::int64_t{1});
        QCOMPARE(state.streamLength(), std::int64_t{0});
        b.cacheDied();
        journal = journalOf(b);
        QCOMPARE(history.moveTo(journal, journal.size()).listLength(), std::int64_t{-1});
    }

    void aLeaseStandsUntilSomethingIsStoredOrDeleted() {
        JournalBuilder b;
        const RequestId reader = b.read(kUser);
        b.lease(reader, kUser);
        Journal journal = journalOf(b);
        SideHistory history;
        QVERIFY(history.moveTo(journal, journal.size()).leased(kUser));
        b.apply(reader, Verb::cache_lease_set, kUser);
        journal = journalOf(b);
        QVERIFY(!history.moveTo(journal, journal.size()).leased(kUser));
    }

    void breakersAreUnknownUntilTheySpeak() {
        JournalBuilder b;
        b.breaker(2, 1);
        const Journal journal = journalOf(b);
        SideHistory history;
        const SideState& state = history.moveTo(journal, journal.size());
        QVERIFY(state.breaker(0) == SideState::Breaker::none);
        QVERIFY(state.breaker(2) == SideState::Breaker::open);
    }

    void farBackItStartsFromACheckpointAndSaysTheSame() {
        Journal journal;
        JournalBuilder b;
        b.local(EventType::local_stored, 0, kUser, {0, 1});
        journal.append(b.events().front());
        Event plain;
        plain.type = EventType::sample;
        for (int i = 0; i < 150'000; ++i) journal.append(plain);
        b.local(EventType::local_dropped, 0, kUser, {});
        journal.append(b.events().back());
        SideHistory history;
        QVERIFY(history.moveTo(journal, journal.size()).copies(0).empty());
        QCOMPARE(history.moveTo(journal, 140'000).copies(0).size(), std::size_t{1});
        QVERIFY(history.moveTo(journal, 0).copies(0).empty());
    }
};

QTEST_MAIN(TestSideState)
#include "tst_side_state.moc"
