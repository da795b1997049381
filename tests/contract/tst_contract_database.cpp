// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset.h"
#include "tests/contract/database_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;

/// What every world promises of the database: absent rows, deletes, batches, the outbox, the ids. On real SQLite and on the fake.
class TestContractDatabase : public DatabaseCases {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void cleanup() { w.reset(); }

    void anAbsentRowIsAsOldAsTheNewestCommit() {
        open();
        const Reply before = w->select(kNobody);
        QVERIFY(before.ok() && !before.found);
        QCOMPARE(before.state, EntryState::absent);
        QVERIFY((before.value == Value{0, kInitialVersion}));
        QVERIFY(before.settled());
        const Version newest = w->update(kProduct, 5).value.version;
        QVERIFY((w->select(kNobody).value == Value{0, newest}));
        QVERIFY((w->select(Key{Kind::product, 999'999}).value == Value{0, newest}));
        QCOMPARE(w->select(kUser).state, EntryState::value);
    }

    void aDeleteIsACommitWithAVersion() {
        open();
        const Version before = w->update(kUser, 5).value.version;
        const auto done = w->perform(change(Verb::db_delete, kUser, 6));
        QVERIFY(done.reply.ok() && done.reply.applied && !done.reply.found);
        QCOMPARE(done.reply.state, EntryState::absent);
        QCOMPARE(done.reply.affected, 1u);
        QVERIFY((done.reply.value == Value{6, before + 1}));
        const auto effects = w->seen().effects_of(done.operation.id);
        QCOMPARE(effects.size(), std::size_t{1});
        QVERIFY(effects[0].reply.applied && !effects[0].reply.found && effects[0].reply.value == done.reply.value);
        const Reply row = w->select(kUser);
        QVERIFY(!row.found);
        QVERIFY((row.value == Value{0, before + 1}));
        const Reply again = w->update(kUser, 7);
        QVERIFY((w->select(kUser).value == Value{7, again.value.version}));
    }

    void aDeleteOfAnAbsentRowAffectsNothing() {
        open();
        const Reply gone = remove(kNobody, 3);
        QVERIFY(gone.ok() && gone.applied && !gone.found);
        QCOMPARE(gone.affected, 0u);
        QVERIFY((gone.value == Value{3, kInitialVersion + 1}));
        QCOMPARE(remove(kProduct, 4).affected, 1u);
        QCOMPARE(remove(kProduct, 5).affected, 0u);
        QCOMPARE(remove(kLeaderboard, 6).outcome, Outcome::refused);
        QVERIFY((w->select(kProduct).value == Value{0, kInitialVersion + 3}));
    }

    void aRowBeyondTheDataSetIsInserted() {
        open();
        for (const Key key : {kNobody, Key{Kind::product, 123'456}}) {
            const Reply made = w->update(key, 8);
            QVERIFY(made.found && made.applied);
            QCOMPARE(made.affected, 1u);
            const Reply row = w->select(key);
            QVERIFY(row.found && row.value == made.value);
        }
    }

    void idsAreAllRowsInOrder() {
        open();
        std::vector<std::uint32_t> users = ids(Kind::user_profile);
        QCOMPARE(users.size(), std::size_t{kUsers});
        QVERIFY(std::is_sorted(users.begin(), users.end()));
        QCOMPARE(ids(Kind::product).size(), std::size_t{kProducts});
        remove(kUser, 3);
        w->update(kNobody, 4);
        w->update(Key{Kind::user_profile, kUsers + 5}, 5);
        std::erase(users, kUser.id);
        users.push_back(kUsers + 5);
        users.push_back(kNobody.id);
        QVERIFY(ids(Kind::user_profile) == users);
        const auto all = w->perform(w->make(Verb::db_ids, Key{Kind::user_profile, 0}));
        QCOMPARE(all.reply.affected, kUsers + 1);
        QVERIFY(!all.reply.applied);
        QVERIFY(ids(Kind::leaderboard).empty());
    }

    void theOutboxHasAnEntryForEachCommitThatAskedForOne() {
        open();
        QVERIFY(outbox().empty());
        QVERIFY(with_outbox(Verb::db_update, kUser, 3).ok());
        QVERIFY(w->update(kOther, 4).ok());
        QCOMPARE(with_outbox(Verb::db_update, kLeaderboard, 5).outcome, Outcome::refused);
        QVERIFY(with_outbox(Verb::db_delete, kProduct, 6).ok());
        const auto entries = outbox();
        QCOMPARE(entries.size(), std::size_t{2});
        QVERIFY(entries[0].key == kUser && entries[0].write == 3 && !entries[0].erase);
        QVERIFY(entries[1].key == kProduct && entries[1].write == 6 && entries[1].erase);
        QVERIFY(entries[0].ticket == 1 && entries[1].ticket == 2);
        QCOMPARE(outbox(1).size(), std::size_t{1});
        QCOMPARE(outbox().size(), std::size_t{2});
    }

    void outboxEntriesAreThereUntilTheyAreDone() {
        open();
        for (WriteId id = 1; id <= 3; ++id) with_outbox(Verb::db_update, kUser, id);
        w->seen().pending = outbox(2);
        const auto done = w->perform(w->make(Verb::db_outbox_done, Key{}));
        QVERIFY(done.reply.ok() && done.reply.applied);
        QCOMPARE(done.reply.affected, 2u);
        QCOMPARE(outbox().size(), std::size_t{1});
        const Reply twice = w->perform(w->make(Verb::db_outbox_done, Key{})).reply;
        QVERIFY(twice.ok() && !twice.applied);
        QCOMPARE(twice.affected, 0u);
        w->seen().pending = outbox();
        w->perform(w->make(Verb::db_outbox_done, Key{}));
        with_outbox(Verb::db_update, kUser, 4);
        QCOMPARE(outbox().at(0).ticket, std::uint64_t{4});  // numbers are not given out again
    }

    void aRefusedCommitLeavesNoOutboxEntry() {
        open();
        w->inject(FaultKind::db_lock);
        Operation operation = change(Verb::db_update, kUser, 3, false, milliseconds(60));
        operation.outbox = true;
        QCOMPARE(w->perform(operation).reply.outcome, Outcome::refused);
        w->world().heal(Fault{FaultKind::db_lock});
        QVERIFY(outbox().empty());
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
    }

    void aBatchCommitsErasuresAmongItsWrites() {
        open();
        const auto done = apply({write(kUser, 20), erasure(kProduct, 21), write(kOther, 22), erasure(kOther, 23)});
        QVERIFY(done.reply.ok() && done.reply.applied);
        QCOMPARE(done.reply.affected, 4u);
        const auto effects = w->seen().effects_of(done.operation.id);
        QCOMPARE(effects.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            const bool erase = w->seen().pending[i].erase;
            QVERIFY(effects[i].operation.key == w->seen().pending[i].key);
            QVERIFY(effects[i].reply.applied);
            QCOMPARE(effects[i].reply.found, !erase);
            QCOMPARE(effects[i].reply.state, erase ? EntryState::absent : EntryState::value);
            QVERIFY((effects[i].reply.value == Value{w->seen().pending[i].write, static_cast<Version>(kInitialVersion + 1 + i)}));
        }
        QVERIFY(w->select(kUser).found && !w->select(kProduct).found && !w->select(kOther).found);
    }

    void aBatchWithAnUnwritableKeyIsRefusedAsAWhole() {
        open();
        const auto done = apply({write(kUser, 20), write(kLeaderboard, 21), write(kOther, 22)});
        QCOMPARE(done.reply.outcome, Outcome::refused);
        const auto effects = w->seen().effects_of(done.operation.id);
        QVERIFY(std::none_of(effects.begin(), effects.end(), [](const Recorder::Effect& effect) { return effect.reply.applied; }));
        QCOMPARE(effects.size(), std::size_t{1});
        QCOMPARE(effects[0].reply.outcome, Outcome::refused);
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        QVERIFY((w->select(kOther).value == Value{0, kInitialVersion}));
        QCOMPARE(w->update(kUser, 23).value.version, kInitialVersion + 1);
        QVERIFY(w->seen().notices.empty());
    }

    void anEmptyBatchIsFine() {
        open();
        const auto done = apply({});
        QVERIFY(done.reply.ok() && !done.reply.applied);
        QCOMPARE(done.reply.affected, 0u);
        QVERIFY(w->seen().effects_of(done.operation.id).empty());
    }

    void aTicketIsAppliedOnce() {
        open();
        const std::vector<PendingWrite> changes{write(kUser, 20, 5), write(kProduct, 21, 6)};
        QCOMPARE(apply(changes, Condition::newer).reply.affected, 2u);
        const Reply first = w->select(kUser);
        const auto again = apply(changes, Condition::newer);
        QVERIFY(again.reply.ok() && !again.reply.applied);
        QCOMPARE(again.reply.affected, 0u);
        QVERIFY(w->seen().effects_of(again.operation.id).empty());
        QVERIFY(w->select(kUser).value == first.value);
    }

    void anOlderTicketAfterANewerOneIsSkipped() {
        open();
        apply({erasure(kUser, 20, 7), write(kProduct, 21, 8)}, Condition::newer);
        const auto mixed =
            apply({write(kUser, 22, 6), erasure(kProduct, 23, 9), write(kProduct, 24, 9), write(kOther, 25, 1), erasure(kOther, 26, 2)},
                  Condition::newer);
        QCOMPARE(mixed.reply.affected, 3u);
        const auto effects = w->seen().effects_of(mixed.operation.id);
        QCOMPARE(effects.size(), std::size_t{3});
        QVERIFY(effects[0].reply.value.write == 23 && effects[1].reply.value.write == 25 && effects[2].reply.value.write == 26);
        QVERIFY(!w->select(kUser).found && !w->select(kProduct).found && !w->select(kOther).found);
        QCOMPARE(w->select(kUser).value.version, kInitialVersion + 5);
    }

    void aRefusedBatchNotesNoTicket() {
        open();
        QCOMPARE(apply({write(kUser, 20, 5), write(kLeaderboard, 21, 6)}, Condition::newer).reply.outcome, Outcome::refused);
        QCOMPARE(apply({write(kUser, 20, 5)}, Condition::newer).reply.affected, 1u);
    }

    void aChangeWithoutATicketIsApplied() {
        open();
        QCOMPARE(apply({write(kUser, 20, 9)}, Condition::newer).reply.affected, 1u);
        QCOMPARE(apply({write(kUser, 21), write(kUser, 22)}, Condition::newer).reply.affected, 2u);
        QCOMPARE(apply({write(kUser, 23, 9)}, Condition::newer).reply.affected, 0u);
        QCOMPARE(apply({write(kUser, 24, 1)}).reply.affected, 1u);  // nobody asked for an order
        QCOMPARE(w->select(kUser).value.write, 24u);
    }
};

QTEST_GUILESS_MAIN(TestContractDatabase)
#include "tst_contract_database.moc"
