// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset.h"
#include "tests/contract/database_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A power cut takes back what the database had not synced. On real SQLite and on the fake.
class TestContractPowerCut : public DatabaseCases {
    Q_OBJECT

    void openRisky() {
        RunConfig config;
        config.latency.database = milliseconds(2);
        config.database_pool = 3;
        config.database_power_cuts = true;
        open(config);
    }
    void pass(Duration time) {
        bool over = false;
        const auto ring = [](void* flag, std::uint64_t) { *static_cast<bool*>(flag) = true; };
        w->scheduler().at(w->scheduler().now() + time, Timer{ring, &over, 0});
        QVERIFY(w->run_until([&] { return over; }));
    }
    void cut() { w->world().inject(Fault{FaultKind::db_power_cut}); }
    // It takes the live world a moment to close what was at work.
    void healed() {
        w->world().heal(Fault{FaultKind::db_power_cut});
        for (int i = 0; i < 100 && !w->select(kNobody).ok(); ++i) pass(milliseconds(20));
        QVERIFY(w->select(kNobody).ok());
    }
    std::vector<Event> reverted() {
        std::vector<Event> events;
        for (const Event& event : w->seen().events) {
            if (event.type == EventType::reverted) events.push_back(event);
        }
        return events;
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void cleanup() { w.reset(); }

    void whatWasNotSyncedIsLostAndToldOf() {
        openRisky();
        QVERIFY(w->update(kUser, 10).ok());
        QVERIFY(w->update(kOther, 11).ok());
        pass(seconds(2));
        const Key inserted{Kind::user_profile, kUsers + 1};
        QVERIFY(w->update(kUser, 20).ok());
        QVERIFY(remove(kProduct, 21).ok());
        QVERIFY(w->update(inserted, 22).ok());
        QVERIFY(with_outbox(Verb::db_update, kUser, 23).ok());
        cut();
        cut();
        QCOMPARE(w->select(kUser).outcome, Outcome::unavailable);
        QVERIFY(reverted().empty());
        healed();
        QVERIFY((w->select(kUser).value == Value{10, kInitialVersion + 1}));
        QCOMPARE(w->select(kOther).value.write, 11u);
        QVERIFY((w->select(kProduct).value == Value{0, kInitialVersion}));
        QVERIFY(!w->select(inserted).found);
        QVERIFY(outbox().empty());
        const auto told = reverted();
        QCOMPARE(told.size(), std::size_t{3});
        for (const Event& event : told) {
            QCOMPARE(event.found, event.key != inserted);
            if (event.key == kUser) QVERIFY((event.value == Value{10, kInitialVersion + 1}));
            if (event.key == kProduct) QVERIFY((event.value == Value{0, kInitialVersion}));
        }
        QVERIFY(told[0].key < told[1].key && told[1].key < told[2].key);
    }

    void noVersionIsHandedOutTwice() {
        openRisky();
        const Version lost = w->update(kUser, 10).value.version;
        cut();
        healed();
        QCOMPARE(w->select(kUser).value.write, 0u);
        QCOMPARE(w->update(kUser, 11).value.version, lost + 1);
        cut();
        healed();
        QCOMPARE(w->update(kUser, 12).value.version, lost + 2);
        QVERIFY(w->seen().notices.empty());
    }

    void whatIsOnItsWayIsBrokenOff() {
        openRisky();
        const auto opened = begin(kUser, 10);
        const OperationId waiting = w->issue(change(Verb::db_update, kOther, 11));
        const OperationId read = w->issue(w->make(Verb::db_select, kOther));
        cut();
        QVERIFY(answered(waiting) && answered(read));
        QCOMPARE(w->seen().completion(waiting)->reply.outcome, Outcome::unavailable);
        QCOMPARE(w->seen().completion(read)->reply.outcome, Outcome::unavailable);
        healed();
        QCOMPARE(w->select(kUser).value.write, 0u);
        QCOMPARE(w->select(kOther).value.write, 0u);
        QCOMPARE(commit(kUser, opened.reply.token).reply.outcome, Outcome::refused);
        QVERIFY(w->update(kUser, 12).ok());
        QVERIFY(w->seen().notices.empty());
    }

    void aCutUnderLoadLosesOnlyWhatItTellsOf() {
        openRisky();
        std::map<Key, WriteId> committed;
        for (WriteId id = 1; id <= 3'000; ++id) {
            const Key key{Kind::user_profile, 1 + id % 700};
            w->issue(change(Verb::db_update, key, id));
            if (id % 50 == 0) w->select(kProduct);
            if (id == 1'500) pass(milliseconds(1'500));
        }
        cut();
        healed();
        for (const auto& effect : w->seen().effects) {
            if (effect.reply.applied) committed[effect.operation.key] = effect.reply.value.write;
        }
        for (const Event& event : reverted()) committed[event.key] = event.value.write;
        for (const auto& [key, id] : committed) QCOMPARE(w->select(key).value.write, id);
    }

    void theDataSetIsBackAfterAReset_data() {
        QTest::addColumn<bool>("cut_before");
        QTest::newRow("cut after") << false;
        QTest::newRow("cut before") << true;
    }
    void theDataSetIsBackAfterAReset() {
        QFETCH(bool, cut_before);
        openRisky();
        QVERIFY(w->update(kUser, 10).ok());
        pass(seconds(2));
        QVERIFY(w->update(kUser, 11).ok());
        if (cut_before) cut();
        pass(milliseconds(50));
        const auto done = w->world().reset();
        QVERIFY2(done.has_value(), done ? "" : done.error().c_str());
        w->world().observe(w->seen());
        cut();
        healed();
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        QCOMPARE(w->update(kUser, 12).value.version, kInitialVersion + 1);
        QVERIFY(reverted().empty());
    }

    void withoutTheRiskNothingIsLost() {
        open();
        QVERIFY(w->update(kUser, 10).ok());
        cut();
        QCOMPARE(w->select(kUser).outcome, Outcome::unavailable);
        healed();
        QCOMPARE(w->select(kUser).value.write, 10u);
        QVERIFY(reverted().empty());
    }
};

QTEST_GUILESS_MAIN(TestContractPowerCut)
#include "tst_contract_power_cut.moc"
