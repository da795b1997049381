// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset.h"
#include "tests/contract/database_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;

/// Transactions that stay open, and what the faults of the database do to each verb. On real SQLite and on the fake.
class TestContractTransactions : public DatabaseCases {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void cleanup() { w.reset(); }

    void anOpenTransactionIsInvisibleUntilItsCommit_data() {
        QTest::addColumn<bool>("erase");
        QTest::newRow("write") << false;
        QTest::newRow("erasure") << true;
    }
    void anOpenTransactionIsInvisibleUntilItsCommit() {
        QFETCH(bool, erase);
        open();
        const auto opened = begin(kUser, 30, erase);
        QVERIFY(opened.reply.ok() && opened.reply.applied);
        QVERIFY(opened.reply.token != 0);
        QCOMPARE(opened.reply.affected, 1u);
        QCOMPARE(opened.reply.found, !erase);
        QCOMPARE(w->seen().effects_of(opened.operation.id).size(), std::size_t{1});
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        QVERIFY((w->select(kNobody).value == Value{0, kInitialVersion}));
        const auto done = commit(kUser, opened.reply.token);
        QVERIFY(done.reply.ok() && done.reply.applied);
        QCOMPARE(done.reply.found, !erase);
        QCOMPARE(done.reply.state, erase ? EntryState::absent : EntryState::value);
        QCOMPARE(done.reply.affected, 1u);
        QVERIFY((done.reply.value == Value{30, kInitialVersion + 1}));
        const auto effects = w->seen().effects_of(done.operation.id);
        QCOMPARE(effects.size(), std::size_t{1});
        QVERIFY(effects[0].operation.key == kUser && effects[0].reply.value == done.reply.value && effects[0].reply.applied);
        QCOMPARE(w->select(kUser).found, !erase);
        QCOMPARE(w->select(kUser).value.version, kInitialVersion + 1);
    }

    void anOpenTransactionHoldsUpWritersAndNobodyElse() {
        open(3);
        const auto opened = begin(kUser, 30);
        const OperationId update = w->issue(change(Verb::db_update, kUser, 31));
        QVERIFY(waits(update));
        QVERIFY(outbox().empty());
        const auto refused = w->perform(change(Verb::db_begin, kOther, 32, false, milliseconds(60)));
        QCOMPARE(refused.reply.outcome, Outcome::refused);
        QVERIFY(refused.reply.token == 0);
        QVERIFY(refused.timing.fault == Duration{0});
        QVERIFY(waits(update));
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QVERIFY(answered(update));
        QVERIFY((w->seen().completion(update)->reply.value == Value{31, kInitialVersion + 2}));
        QCOMPARE(w->select(kUser).value.write, 31u);
        QVERIFY(w->update(kOther, 33).ok());
    }

    void anOpenTransactionKeepsItsConnection() {
        open(1);
        const auto opened = begin(kUser, 30);
        QCOMPARE(w->perform(w->make(Verb::db_select, kUser, Value{}, milliseconds(60))).reply.outcome, Outcome::timed_out);
        const OperationId read = w->issue(w->make(Verb::db_select, kUser));
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QVERIFY(answered(read));
        QCOMPARE(w->seen().completion(read)->reply.value.write, 30u);
    }

    void aTransactionIsCommittedOnce() {
        open();
        const auto opened = begin(kUser, 30);
        QCOMPARE(commit(kUser, opened.reply.token + 1).reply.outcome, Outcome::refused);
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        const auto again = commit(kUser, opened.reply.token);
        QCOMPARE(again.reply.outcome, Outcome::refused);
        QVERIFY(!again.reply.applied);
        QVERIFY(commit(kUser, begin(kUser, 31).reply.token).reply.ok());
        QCOMPARE(w->select(kUser).value.write, 31u);
        QVERIFY(w->seen().notices.empty());
    }

    void aBeginThatIsRefusedOpensNothing() {
        open();
        const Reply refused = begin(kLeaderboard, 30).reply;
        QCOMPARE(refused.outcome, Outcome::refused);
        QVERIFY(refused.token == 0);
        QCOMPARE(w->update(kUser, 31).value.version, kInitialVersion + 1);
    }

    void forgettingTheInstanceRollsBack() {
        open(3);
        Operation operation = change(Verb::db_begin, kUser, 30);
        operation.outbox = true;
        operation.instance = 1;
        const auto opened = w->perform(operation);
        QVERIFY(opened.reply.ok());
        w->world().forget(2);
        const OperationId update = w->issue(change(Verb::db_update, kOther, 31));
        QVERIFY(waits(update));
        w->world().forget(1);
        QVERIFY(answered(update));
        QVERIFY((w->seen().completion(update)->reply.value == Value{31, kInitialVersion + 1}));
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        QVERIFY(outbox().empty());
        QCOMPARE(commit(kUser, opened.reply.token).reply.outcome, Outcome::refused);
        for (std::uint32_t i = 1; i <= 4; ++i) w->issue(w->make(Verb::db_select, Key{Kind::product, i}));
        QVERIFY(w->select(kUser).found);
    }

    void aCommitBringsRowAndOutboxEntry() {
        open();
        Operation operation = change(Verb::db_begin, kUser, 30, true);
        operation.outbox = true;
        const auto opened = w->perform(operation);
        QVERIFY(outbox().empty());
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QVERIFY(!w->select(kUser).found);
        const auto entries = outbox();
        QCOMPARE(entries.size(), std::size_t{1});
        QVERIFY(entries[0].key == kUser && entries[0].erase && entries[0].write == 30);
    }

    void aBeginThatItsInstanceDidNotLiveToSeeIsRolledBack() {
        open(2);
        Operation operation = change(Verb::db_begin, kUser, 30);
        operation.instance = 1;
        w->issue(operation);
        w->world().forget(1);
        QVERIFY(w->update(kUser, 31).ok());
        QVERIFY((w->select(kUser).value == Value{31, kInitialVersion + 1}));
    }

    void aBeginWhoseAnswerCameTooLateIsRolledBack() {
        open(2);
        w->inject(FaultKind::db_slow, milliseconds(150));
        const auto late = w->perform(change(Verb::db_begin, kUser, 30, false, milliseconds(50)));
        QCOMPARE(late.reply.outcome, Outcome::timed_out);
        QVERIFY(late.reply.token == 0);
        w->world().heal(Fault{FaultKind::db_slow});
        QVERIFY(w->update(kOther, 31).ok());
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
    }

    void aCrashedInstanceReceivesNothing() {
        open();
        with_outbox(Verb::db_update, kUser, 3);
        Operation take = w->make(Verb::db_outbox_take, Key{});
        take.count = 10;
        take.instance = 1;
        w->issue(take);
        w->world().forget(1);
        for (int i = 0; i < 3; ++i) w->select(kUser);
        QVERIFY(w->seen().batches.empty());
        QCOMPARE(outbox().size(), std::size_t{1});
    }

    void aLockedDatabaseRefusesEveryWriter_data() {
        QTest::addColumn<int>("verb");
        for (const Verb verb : {Verb::db_update, Verb::db_delete, Verb::db_apply_batch, Verb::db_outbox_done, Verb::db_begin})
            QTest::newRow(name_of(verb)) << static_cast<int>(verb);
    }
    void aLockedDatabaseRefusesEveryWriter() {
        QFETCH(int, verb);
        open();
        w->seen().pending = {write(kUser, 20, 1)};
        w->inject(FaultKind::db_lock);
        const auto refused = w->perform(change(static_cast<Verb>(verb), kUser, 3, false, milliseconds(60)));
        QCOMPARE(refused.reply.outcome, Outcome::refused);
        QVERIFY(refused.timing.fault > milliseconds(40));
        QVERIFY(w->seen().effects_of(refused.operation.id).empty());
        const OperationId waiting = w->issue(change(static_cast<Verb>(verb), kUser, 3));
        QVERIFY(waits(waiting));
        QVERIFY(outbox().empty());
        w->world().heal(Fault{FaultKind::db_lock});
        QVERIFY(answered(waiting));
        QVERIFY(w->seen().completion(waiting)->reply.ok());
    }

    void aLockedDatabaseServesEveryReader() {
        open();
        with_outbox(Verb::db_update, kUser, 3);
        w->inject(FaultKind::db_lock);
        QCOMPARE(outbox().size(), std::size_t{1});
        QCOMPARE(ids(Kind::product).size(), std::size_t{kProducts});
        QVERIFY(!w->select(kNobody).found);
    }

    void aLockWaitsForAnOpenTransaction() {
        open();
        const auto opened = begin(kUser, 30);
        w->inject(FaultKind::db_lock);
        const OperationId update = w->issue(change(Verb::db_update, kUser, 31));
        QVERIFY(waits(update));
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QVERIFY(waits(update));
        QCOMPARE(w->select(kUser).value.write, 30u);
        w->world().heal(Fault{FaultKind::db_lock});
        QVERIFY(answered(update));
        QCOMPARE(w->select(kUser).value.write, 31u);
    }

    void aSlowDatabaseIsSlowForEveryVerb_data() {
        QTest::addColumn<int>("verb");
        for (const Verb verb : {Verb::db_select, Verb::db_update, Verb::db_delete, Verb::db_apply_batch, Verb::db_outbox_take,
                                Verb::db_outbox_done, Verb::db_ids, Verb::db_begin, Verb::db_commit})
            QTest::newRow(name_of(verb)) << static_cast<int>(verb);
    }
    void aSlowDatabaseIsSlowForEveryVerb() {
        QFETCH(int, verb);
        open();
        with_outbox(Verb::db_update, kOther, 2);
        w->seen().pending = {write(kUser, 20, 1)};
        Operation operation = change(static_cast<Verb>(verb), kUser, 3);
        operation.count = 10;
        if (static_cast<Verb>(verb) == Verb::db_commit) operation.token = begin(kUser, 3).reply.token;
        w->inject(FaultKind::db_slow, milliseconds(80));
        const Instant started = w->scheduler().now();
        const auto slow = w->perform(operation);
        QVERIFY(slow.reply.ok());
        QVERIFY(slow.at - started >= milliseconds(80));
        QVERIFY(slow.timing.fault >= milliseconds(80));
        QVERIFY(!w->seen().completed_inside_issue);
    }

    void effectsComeInTheOrderOfTheCommits() {
        open(8);
        for (WriteId id = 1; id <= 60; ++id) {
            w->issue(change(id % 3 == 0 ? Verb::db_delete : Verb::db_update, kUser, id));
            w->issue(w->make(Verb::db_select, kUser));
            w->issue(w->make(Verb::db_select, kNobody));
        }
        QVERIFY(w->run_until([&] { return w->seen().completions.size() == 180; }));
        Reply row;
        row.found = true;
        Version newest = row.value.version = kInitialVersion;
        for (const auto& effect : w->seen().effects) {
            if (effect.operation.verb == Verb::db_select && effect.operation.key == kNobody) {
                QCOMPARE(effect.reply.value.version, newest);
            } else if (effect.operation.verb == Verb::db_select) {
                QCOMPARE(effect.reply.found, row.found);
                QCOMPARE(effect.reply.value.version, row.value.version);
            } else {
                row = effect.reply;
                QCOMPARE(row.value.version, ++newest);
            }
        }
    }

    void aResetIsANewBeginning_data() {
        QTest::addColumn<bool>("inTransaction");
        QTest::newRow("nothing open") << false;
        QTest::newRow("a transaction open") << true;
    }
    void aResetIsANewBeginning() {
        QFETCH(bool, inTransaction);
        open();
        QVERIFY(w->set(kUser, Value{17, 5}, std::chrono::seconds(50)).ok());
        QVERIFY(w->update(kUser, 30).ok());
        QVERIFY(w->perform(WorldUnderTest::make(Verb::db_delete, kOther)).reply.ok());
        QVERIFY(w->update(kNobody, 31).ok());
        if (inTransaction) QVERIFY(begin(kUser, 32, false).reply.ok());
        w->inject(FaultKind::db_slow, std::chrono::seconds(20));

        for (int time = 0; time < 2; ++time) {
            const auto done = w->world().reset();
            QVERIFY2(done, done ? "" : done.error().c_str());
            w->world().observe(w->seen());
            QVERIFY(!w->get(kUser).found);
            QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
            QVERIFY(w->select(kOther).found);
            const Reply nobody = w->select(kNobody);
            QVERIFY(!nobody.found);
            QCOMPARE(nobody.value.version, kInitialVersion);
            Operation noted = WorldUnderTest::make(Verb::db_update, kUser, Value{33, 0});
            noted.outbox = true;
            QCOMPARE(w->perform(noted).reply.value.version, kInitialVersion + 1);
            Operation take = WorldUnderTest::make(Verb::db_outbox_take, Key{});
            take.count = 10;
            QCOMPARE(w->perform(take).reply.affected, 1u);
            QVERIFY(w->set(kUser, Value{33, 2}).ok());
        }
    }
};

QTEST_GUILESS_MAIN(TestContractTransactions)
#include "tst_contract_transactions.moc"
