// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/faults/fault_parameters.h"
#include "core/ports/random_source.h"
#include "tests/contract/cache_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// What every fault of the network does to an operation of the cache, and that it is over when it is healed. Each case runs on Redis behind
/// the proxy and on the fakes.
class TestContractNetwork : public QObject {
    Q_OBJECT

    static CacheCase open() {
        QFETCH_GLOBAL(bool, live);
        return CacheCase(live);
    }
    static Fault fault(FaultKind kind, InstanceId instance = kEveryInstance) {
        Fault made = make_fault(kind);
        made.instance = instance;
        return made;
    }
    static Fault about(FaultKind kind, Verb verb, std::uint32_t nth = 0) {
        Fault made = fault(kind);
        made.verb = verb;
        made.amount = nth;
        return made;
    }
    static Operation set_of(Value value, Duration deadline = seconds(5)) {
        return WorldUnderTest::make(Verb::cache_set, kUser, value, deadline);
    }
    static bool well(CacheCase& w) {
        const Reply set = w->set(kUser, Value{90, 90});
        const Reply got = w->get(kUser);
        return set.ok() && got.hit() && got.value == (Value{90, 90});
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }

    void aSlowNetworkAddsTimeToTheFaultsShare() {
        CacheCase w = open();
        w->set(kUser, Value{1, 1});
        Fault slow = fault(FaultKind::net_latency);
        slow.added = milliseconds(60);
        w->world().inject(slow);
        const auto done = w->perform(w.op(Verb::cache_get, kUser));
        QVERIFY(done.reply.hit());
        QVERIFY(done.timing.fault >= milliseconds(55));
        QVERIFY(done.timing.measured < done.timing.fault);
        w->world().heal(slow);
        QVERIFY(w->perform(w.op(Verb::cache_get, kUser)).timing.fault < milliseconds(20));
        QVERIFY(well(w));
    }

    void aSlowRequestHasItsEffectAfterItsDeadline() {
        CacheCase w = open();
        Fault slow = fault(FaultKind::net_latency);
        slow.choice = static_cast<std::uint8_t>(Stream::upstream);
        slow.added = milliseconds(150);
        w->world().inject(slow);
        const auto done = w->perform(set_of(Value{1, 1}, milliseconds(50)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QVERIFY(done.timing.fault > Duration{0});
        const OperationId id = done.operation.id;
        QVERIFY(w.seen().effects_of(id).empty());
        QVERIFY(w->run_until([&] { return w.seen().effects_of(id).size() == 1; }));
        w->world().heal(slow);
        QVERIFY((w->get(kUser).value == Value{1, 1}));
    }

    void aSlowReplyIsLateAndItsEffectIsNot() {
        CacheCase w = open();
        Fault slow = fault(FaultKind::net_latency);
        slow.added = milliseconds(150);
        w->world().inject(slow);
        const auto done = w->perform(set_of(Value{1, 1}, milliseconds(50)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QCOMPARE(w.seen().effects_of(done.operation.id).size(), std::size_t{1});
        w->world().heal(slow);
        QVERIFY(well(w));
    }

    void aCutNetworkAnswersAtOnceThatNobodyIsThere() {
        CacheCase w = open();
        w->set(kUser, Value{1, 1});
        w->world().inject(fault(FaultKind::net_down));
        w->world().inject(fault(FaultKind::net_down));
        QCOMPARE(w->set(kUser, Value{2, 2}).outcome, Outcome::unavailable);
        QCOMPARE(w->get(kUser).outcome, Outcome::unavailable);
        QCOMPARE(w.seen().effects.size(), std::size_t{1});
        w->world().heal(fault(FaultKind::net_down));
        w->world().heal(fault(FaultKind::net_down));
        QVERIFY((w->get(kUser).value == Value{1, 1}));
        QVERIFY(well(w));
    }

    void onlyTheInstanceInItsScopeIsCutOff() {
        CacheCase w = open();
        w->world().inject(fault(FaultKind::net_down, 1));
        QVERIFY(w->set(kUser, Value{1, 1}).ok());
        Operation other = w.op(Verb::cache_get, kUser);
        other.instance = 1;
        QCOMPARE(w.perform(other).outcome, Outcome::unavailable);
        w->world().heal(fault(FaultKind::net_down, 1));
        QVERIFY(w.perform(other).hit());
    }

    void aHeldRequestGetsThroughWhenItIsHealed() {
        CacheCase w = open();
        Fault hold = fault(FaultKind::net_timeout);
        hold.choice = static_cast<std::uint8_t>(Stream::upstream);
        w->world().inject(hold);
        const auto done = w->perform(set_of(Value{1, 1}, milliseconds(50)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QVERIFY(w.seen().effects.empty());
        w->world().heal(hold);
        QVERIFY(w->run_until([&] { return w.seen().effects_of(done.operation.id).size() == 1; }));
        QVERIFY((w->get(kUser).value == Value{1, 1}));
        QVERIFY(well(w));
    }

    void aHeldReplyArrivesWhenItIsHealed() {
        CacheCase w = open();
        w->world().inject(fault(FaultKind::net_timeout));
        const OperationId id = w->issue(set_of(Value{1, 1}));
        QVERIFY(w->run_until([&] { return !w.seen().effects_of(id).empty(); }));
        QVERIFY(w.seen().completion(id) == nullptr);
        w->world().heal(fault(FaultKind::net_timeout));
        QVERIFY(w->run_until([&] { return w.seen().completion(id) != nullptr; }));
        QVERIFY(w.seen().completion(id)->reply.applied);
        QVERIFY(well(w));
    }

    void aResetLosesWhatIsOnItsWayAndTheNextConnectsAgain() {
        CacheCase w = open();
        w->world().inject(fault(FaultKind::net_timeout));
        const OperationId id = w->issue(set_of(Value{1, 1}));
        QVERIFY(w->run_until([&] { return !w.seen().effects_of(id).empty(); }));
        w->world().inject(fault(FaultKind::net_reset_peer));
        QVERIFY(w->run_until([&] { return w.seen().completion(id) != nullptr; }));
        QCOMPARE(w.seen().completion(id)->reply.outcome, Outcome::unavailable);
        w->world().heal(fault(FaultKind::net_timeout));
        QVERIFY((w->get(kUser).value == Value{1, 1}));
        QVERIFY(well(w));
    }

    void aNarrowNetworkTakesItsTime() {
        CacheCase w = open();
        w->set(kUser, Value{1, 1});
        Fault narrow = fault(FaultKind::net_bandwidth);
        narrow.amount = 1;  // a kilobyte a second
        w->world().inject(narrow);
        const auto done = w->perform(w.op(Verb::cache_get, kUser));
        QVERIFY(done.reply.hit());
        QVERIFY(done.timing.fault >= milliseconds(50) && done.timing.fault < seconds(2));
        w->world().heal(narrow);
        QVERIFY(well(w));
    }

    void slicesArriveWhole() {
        CacheCase w = open();
        w->set(kUser, Value{1, 1});
        Fault slicer = fault(FaultKind::net_slicer);
        slicer.choice = static_cast<std::uint8_t>(Stream::both);
        w->world().inject(slicer);
        const auto done = w->perform(w.op(Verb::cache_get, kUser));
        QVERIFY(done.reply.hit() && done.reply.value == (Value{1, 1}));
        QVERIFY(done.timing.fault >= milliseconds(2));
        w->world().heal(slicer);
        QVERIFY(well(w));
    }

    void aConnectionEndsAtItsLimit() {
        CacheCase w = open();
        w->set(kUser, Value{1, 1});
        Fault limit = fault(FaultKind::net_limit_data);
        limit.amount = 20;  // less than an entry
        w->world().inject(limit);
        QCOMPARE(w->get(kUser).outcome, Outcome::unavailable);
        w->world().heal(limit);
        QVERIFY(well(w));
    }

    void aLostRequestHasNoEffect() {
        CacheCase w = open();
        const Fault lose = about(FaultKind::lose_request, Verb::cache_set);
        w->world().inject(lose);
        const OperationId id = w->issue(set_of(Value{1, 1}));
        QVERIFY(w->run_until([&] { return w.seen().completion(id) != nullptr; }));
        QCOMPARE(w.seen().completion(id)->reply.outcome, Outcome::unavailable);
        const Reply got = w->get(kUser);
        QVERIFY(got.ok() && !got.found);
        QVERIFY(w.seen().effects_of(id).empty());
        w->world().heal(lose);
        QVERIFY(well(w));
    }

    void aLostReplyHasItsEffect() {
        CacheCase w = open();
        const Fault lose = about(FaultKind::lose_reply, Verb::cache_set);
        w->world().inject(lose);
        const auto done = w->perform(set_of(Value{1, 1}));
        QCOMPARE(done.reply.outcome, Outcome::unavailable);
        QCOMPARE(w.seen().effects_of(done.operation.id).size(), std::size_t{1});
        QVERIFY((w->get(kUser).value == Value{1, 1}));
        w->world().heal(lose);
        QVERIFY(well(w));
    }

    void onlyTheNthIsConcerned() {
        CacheCase w = open();
        Fault lose = about(FaultKind::lose_reply, Verb::cache_set, 2);
        lose.key = kUser;
        w->world().inject(lose);
        QVERIFY(w->set(kUser, Value{1, 1}).ok());
        QVERIFY(w->set(kProduct, Value{1, 1}).ok());
        QCOMPARE(w->set(kUser, Value{2, 2}).outcome, Outcome::unavailable);
        QVERIFY(w->set(kUser, Value{3, 3}).ok());
    }

    void aDuplicateIsPerformedTwiceAndAnsweredOnce() {
        CacheCase w = open();
        const Fault twice = about(FaultKind::duplicate, Verb::cache_incr);
        w->world().inject(twice);
        const auto done = w->perform(w.op(Verb::cache_incr, kUser.as(Role::counter)));
        QCOMPARE(done.reply.token, std::uint64_t{1});
        QVERIFY(w->run_until([&] { return w.seen().effects_of(done.operation.id).size() == 2; }));
        w->world().heal(twice);
        QCOMPARE(w.perform(w.op(Verb::cache_incr, kUser.as(Role::counter))).token, std::uint64_t{3});
    }

    void aDuplicatedAddIsAppliedOnce() {
        CacheCase w = open();
        w->world().inject(about(FaultKind::duplicate, Verb::cache_add));
        const auto done = w->perform(w.op(Verb::cache_add, kUser, Value{1, 1}));
        QVERIFY(done.reply.applied);
        QVERIFY(w->run_until([&] { return w.seen().effects_of(done.operation.id).size() == 2; }));
        QVERIFY((w->get(kUser).value == Value{1, 1}));
    }

    void aLateDeliveryIsOvertaken() {
        CacheCase w = open();
        Fault late = about(FaultKind::deliver_late, Verb::cache_set, 1);
        late.added = milliseconds(120);
        w->world().inject(late);
        const OperationId slow = w->issue(set_of(Value{1, 1}));
        const OperationId quick = w->issue(set_of(Value{2, 2}));
        QVERIFY(w->run_until([&] { return w.seen().completion(quick) != nullptr; }));
        QVERIFY(w.seen().completion(slow) == nullptr);
        QVERIFY((w->get(kUser).value == Value{2, 2}));
        QVERIFY(w->run_until([&] { return w.seen().completion(slow) != nullptr; }));
        QVERIFY(w.seen().completion(slow)->reply.applied);
        QVERIFY((w->get(kUser).value == Value{1, 1}));
    }

    void aLateDeliveryComesWhenNobodyWaitsAnyMore() {
        CacheCase w = open();
        Fault late = about(FaultKind::deliver_late, Verb::cache_set);
        late.added = milliseconds(120);
        w->world().inject(late);
        const auto done = w->perform(set_of(Value{1, 1}, milliseconds(40)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QVERIFY(w.seen().effects_of(done.operation.id).empty());
        w->world().heal(late);
        QVERIFY(w->run_until([&] { return w.seen().effects_of(done.operation.id).size() == 1; }));
        QVERIFY((w->get(kUser).value == Value{1, 1}));
    }

    void whoWasCutOffHearsThatItMayHaveMissedSomething() {
        CacheCase w = open();
        w->world().subscribe(1, Channel::local);
        QVERIFY(w->set(kUser, Value{1, 1}).ok());
        w->world().inject(fault(FaultKind::net_down, 1));
        const auto told = [&] {
            return std::count_if(w.seen().messages.begin(), w.seen().messages.end(),
                                 [](const auto& each) { return each.first == 1 && each.second.anything; });
        };
        QVERIFY(w->run_until([&] { return told() == 1; }));
        Operation publish = w.op(Verb::cache_publish, kUser);
        publish.channel = Channel::local;
        QVERIFY(w.perform(publish).ok());
        w->world().heal(fault(FaultKind::net_down, 1));
        QVERIFY(w->run_until([&] { return told() == 2; }));
        QCOMPARE(w.seen().messages.size(), std::size_t{2});
        w.perform(publish);
        QVERIFY(w->run_until([&] { return w.seen().messages.size() == 3; }));
    }

    void trackingGoesThroughTheNetworkToo() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::tracking);
        w->set(kUser, Value{1, 1});
        Fault slow = fault(FaultKind::net_latency);
        slow.added = milliseconds(60);
        w->world().inject(slow);
        const auto done = w->perform(w.op(Verb::cache_get, kUser));
        QVERIFY(done.reply.hit() && done.timing.fault >= milliseconds(55));
        Operation other = w.op(Verb::cache_del, kUser);
        other.instance = 1;
        QVERIFY(w.perform(other).ok());
        QVERIFY(w->run_until([&] { return !w.seen().messages.empty(); }));
        w->world().heal(slow);
        QVERIFY(well(w));
    }

    // Whatever is broken and healed in whatever order, the server's death among it: every operation is answered once and in time.
    void nothingHangsHoweverFaultsComeAndGo() {
        CacheCase w = open();
        w->world().subscribe(1, Channel::tracking);
        RandomSource random(5);
        std::vector<Fault> kinds;
        for (const FaultKind kind : kFaultKinds) {
            if (of_the_network(kind)) kinds.push_back(fault(kind, static_cast<InstanceId>(random.below(2))));
        }
        kinds.push_back(Fault{FaultKind::redis_kill});
        std::vector<OperationId> ids;
        for (int round = 0; round < 150; ++round) {
            Fault each = kinds[random.below(kinds.size())];
            each.probability = 0.5;
            if (each.kind == FaultKind::net_slicer) each.amount = 100;
            random.below(2) == 0 ? w->world().inject(each) : w->world().heal(each);
            for (int i = 0; i < 4; ++i) {
                Operation operation = set_of(Value{1, 1}, milliseconds(60));
                if (i % 2 == 0) operation.verb = Verb::cache_get;
                operation.instance = static_cast<InstanceId>(i / 2);
                ids.push_back(w->issue(operation));
            }
            const OperationId awaited = ids[ids.size() - 1 - random.below(4)];
            w->run_until([&] { return w.seen().completion(awaited) != nullptr; });
        }
        QVERIFY(w->run_until([&] { return w.seen().completions.size() >= ids.size(); }));
        QCOMPARE(w.seen().completions.size(), ids.size());
        for (const auto& done : w.seen().completions) QVERIFY(done.timing.total() < seconds(2));
        for (const Fault& each : kinds) w->world().heal(each);
        bool all_well = false;
        for (int i = 0; i < 200 && !all_well; ++i) {
            w->let_wall_time_pass(milliseconds(10));
            all_well = well(w);
        }
        QVERIFY(all_well);
        QVERIFY(!w.seen().completed_inside_issue);
    }

    void aResetHealsEverything() {
        CacheCase w = open();
        for (const FaultKind kind : kFaultKinds) {
            if (of_the_network(kind)) w->world().inject(fault(kind));
        }
        w->perform(set_of(Value{1, 1}, milliseconds(50)));
        QVERIFY(w->world().reset().has_value());
        w->world().observe(w.seen());
        QVERIFY(well(w));
    }
};

QTEST_GUILESS_MAIN(TestContractNetwork)
#include "tst_contract_network.moc"
