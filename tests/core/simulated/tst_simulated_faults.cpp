// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/simulated/simulated_world.h"
#include "tests/contract/recorder.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

const Key kKey{Kind::user_profile, 1};

/// A simulated world with somebody who watches it.
struct Watched {
    static RunConfig configuration() {
        RunConfig config;
        config.latency.cache = 10ms;
        config.latency.database = 20ms;
        return config;
    }

    Watched() : world(configuration(), loop, loop), seen(loop) { world.observe(seen); }

    OperationId issue(Verb verb, Duration deadline = 100ms) {
        Operation operation;
        operation.verb = verb;
        operation.id = ++last;
        operation.key = kKey;
        operation.value.write = 1;
        operation.deadline = deadline;
        operation.token = token;
        operation.count = 10;
        if (verb == Verb::cache_lease_get) operation.ttl = 1s;
        world.issue(operation);
        return last;
    }
    void run_for(Duration span) { loop.run_until(loop.now() + span); }
    void inject(FaultKind kind, Duration added = 0s) {
        Fault fault{kind};
        fault.added = added;
        world.inject(fault);
    }
    std::size_t effects(OperationId id) const { return seen.effects_of(id).size(); }
    Outcome outcome(OperationId id) const { return seen.completion(id)->reply.outcome; }

    VirtualTimeLoop loop;
    SimulatedWorld world;
    Recorder seen;
    OperationId last = 0;
    std::uint64_t token = 1;
};

constexpr bool any(Verb) { return true; }

void verbs_of(Component component, bool (*which)(Verb) = any) {
    QTest::addColumn<int>("verb");
    for (int i = 1; i <= static_cast<int>(kLastVerb); ++i) {
        const auto verb = static_cast<Verb>(i);
        if (component_of(verb) == component && which(verb)) QTest::addRow("%d %s", i, name_of(verb)) << i;
    }
}

}  // namespace

/// Every verb under every fault of the stores. What the fake stores do when nothing is wrong is tests/contract's.
class TestSimulatedFaults : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aFrozenCacheAnswersNobodyInTimeAndHasItsEffectsLater_data() { verbs_of(Component::cache); }
    void aFrozenCacheAnswersNobodyInTimeAndHasItsEffectsLater() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::redis_freeze);
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(99ms);
        QVERIFY(it.seen.completion(id) == nullptr);
        it.run_for(10s);
        QCOMPARE(it.outcome(id), Outcome::timed_out);
        QCOMPARE(it.seen.completion(id)->at, Instant(100ms));
        QCOMPARE(it.seen.completion(id)->timing.total(), Duration(100ms));
        QCOMPARE(it.effects(id), std::size_t{0});
        it.world.heal(Fault{FaultKind::redis_freeze});
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{1});
        QCOMPARE(it.seen.completions.size(), std::size_t{1});
        QVERIFY(it.seen.batches.empty());
    }

    void aCacheThatThawsInTimeAnswersLateAndTheFaultIsCharged_data() { verbs_of(Component::cache); }
    void aCacheThatThawsInTimeAnswersLateAndTheFaultIsCharged() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::redis_freeze);
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(50ms);
        it.world.heal(Fault{FaultKind::redis_freeze});
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{1});
        const Recorder::Completion& done = *it.seen.completion(id);
        QCOMPARE(done.reply.outcome, Outcome::ok);
        QCOMPARE(done.at, Instant(55ms));
        QCOMPARE(done.timing.total(), Duration(55ms));
        QVERIFY(done.timing.fault >= 44ms);
    }

    void aCacheThatPausesWritesAnswersReadsAndHoldsAllElse_data() { verbs_of(Component::cache); }
    void aCacheThatPausesWritesAnswersReadsAndHoldsAllElse() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::redis_pause);
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(50ms);
        const bool reads = static_cast<Verb>(verb) == Verb::cache_get;
        QCOMPARE(it.effects(id), std::size_t{reads ? 1u : 0u});
        it.world.heal(Fault{FaultKind::redis_pause});
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{1});
        const Recorder::Completion& done = *it.seen.completion(id);
        QCOMPARE(done.reply.outcome, Outcome::ok);
        QVERIFY(reads ? done.timing.fault == Duration{0} : done.timing.fault >= 44ms);
    }

    void aServerThatIsFrozenAndPausesGoesOnWhenBothAreHealed() {
        Watched it;
        it.inject(FaultKind::redis_pause);
        it.inject(FaultKind::redis_freeze);
        const OperationId read = it.issue(Verb::cache_get, 10s);
        const OperationId write = it.issue(Verb::cache_set, 10s);
        it.run_for(50ms);
        QCOMPARE(it.effects(read), std::size_t{0});
        it.world.heal(Fault{FaultKind::redis_freeze});
        QCOMPARE(it.effects(read), std::size_t{1});
        QCOMPARE(it.effects(write), std::size_t{0});
        it.world.heal(Fault{FaultKind::redis_pause});
        QCOMPARE(it.effects(write), std::size_t{1});
    }

    void aKilledCacheIsUnavailableWithoutEffect_data() { verbs_of(Component::cache); }
    void aKilledCacheIsUnavailableWithoutEffect() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::redis_kill);
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(99ms);
        QCOMPARE(it.outcome(id), Outcome::unavailable);
        it.world.heal(Fault{FaultKind::redis_kill});
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{0});
        QCOMPARE(it.seen.completions.size(), std::size_t{1});
    }

    void aDatabaseThatIsDownIsUnavailableWithoutEffect_data() { verbs_of(Component::database); }
    void aDatabaseThatIsDownIsUnavailableWithoutEffect() {
        QFETCH(int, verb);
        for (const FaultKind kind : {FaultKind::db_down, FaultKind::db_power_cut}) {
            Watched it;
            it.inject(kind);
            const OperationId id = it.issue(static_cast<Verb>(verb));
            it.run_for(1ms);
            QCOMPARE(it.outcome(id), Outcome::unavailable);
            it.world.heal(Fault{kind});
            it.run_for(1s);
            QCOMPARE(it.effects(id), std::size_t{0});
            QCOMPARE(it.seen.completions.size(), std::size_t{1});
        }
    }

    // The connection is lost, even if the server is back before the request or the reply would have arrived.
    void aRestartLosesWhatIsOnTheWay_data() { verbs_of(Component::cache); }
    void aRestartLosesWhatIsOnTheWay() {
        QFETCH(int, verb);
        for (const Duration killed_after : {2ms, 7ms}) {
            Watched it;
            const OperationId id = it.issue(static_cast<Verb>(verb));
            it.run_for(killed_after);
            it.inject(FaultKind::redis_kill);
            it.world.heal(Fault{FaultKind::redis_kill});
            it.run_for(1s);
            QCOMPARE(it.outcome(id), Outcome::unavailable);
            QCOMPARE(it.effects(id), std::size_t{killed_after < 5ms ? 0u : 1u});
            QVERIFY(it.seen.batches.empty());
        }
    }

    void aFrozenServerThatIsKilledNeverPerformsWhatItHeld() {
        Watched it;
        it.inject(FaultKind::redis_freeze);
        const OperationId id = it.issue(Verb::cache_set);
        it.run_for(20ms);
        it.inject(FaultKind::redis_kill);
        it.run_for(20ms);
        QCOMPARE(it.outcome(id), Outcome::unavailable);
        it.world.heal(Fault{FaultKind::redis_kill});
        it.world.heal(Fault{FaultKind::redis_freeze});
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{0});
    }

    void whatACrashedInstanceHadAskedForGoesIntoNobodysMemory() {
        Watched it;
        it.issue(Verb::list_push);
        it.run_for(50ms);
        const OperationId id = it.issue(Verb::list_pop);
        it.run_for(2ms);
        it.world.forget(0);
        it.run_for(1s);
        QCOMPARE(it.effects(id), std::size_t{1});
        QVERIFY(it.seen.batches.empty());
    }

    void aSlowDatabaseTakesSoMuchLongerAndTheFaultIsCharged_data() { verbs_of(Component::database); }
    void aSlowDatabaseTakesSoMuchLongerAndTheFaultIsCharged() {
        QFETCH(int, verb);
        Watched it;
        if (static_cast<Verb>(verb) == Verb::db_commit) begin(it);
        it.inject(FaultKind::db_slow, 300ms);
        const Instant issued = it.loop.now();
        const OperationId id = it.issue(static_cast<Verb>(verb), 5s);
        it.run_for(1s);
        const Recorder::Completion& done = *it.seen.completion(id);
        QCOMPARE(done.reply.outcome, Outcome::ok);
        QCOMPARE(done.timing.fault, Duration(300ms));
        QCOMPARE(done.timing.total(), done.at - issued);
        QVERIFY(done.timing.total() >= 320ms);
    }

    void aSlowDatabaseIsGivenUpAtTheDeadlineAndHasItsEffect_data() { verbs_of(Component::database); }
    void aSlowDatabaseIsGivenUpAtTheDeadlineAndHasItsEffect() {
        QFETCH(int, verb);
        Watched it;
        if (static_cast<Verb>(verb) == Verb::db_commit) begin(it);
        it.inject(FaultKind::db_slow, 300ms);
        const Instant issued = it.loop.now();
        it.seen.pending = {PendingWrite{kKey, 1}};
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(1s);
        const Recorder::Completion& done = *it.seen.completion(id);
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QCOMPARE(done.at - issued, Duration(100ms));
        QCOMPARE(done.timing.total(), Duration(100ms));
        QCOMPARE(it.effects(id), std::size_t{1});
        QVERIFY(it.seen.batches.empty());
    }

    void aLockedDatabaseRefusesWritersAtTheirDeadlineAndServesReaders_data() { verbs_of(Component::database); }
    void aLockedDatabaseRefusesWritersAtTheirDeadlineAndServesReaders() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::db_lock);
        it.token = 0;  // no transaction can be open
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(1s);
        if (static_cast<Verb>(verb) == Verb::db_commit) {
            QCOMPARE(it.outcome(id), Outcome::refused);
            return;
        }
        const bool writes = takes_write_lock(static_cast<Verb>(verb));
        QCOMPARE(it.outcome(id), writes ? Outcome::refused : Outcome::ok);
        QCOMPARE(it.effects(id), std::size_t{writes ? 0u : 1u});
        if (writes) QCOMPARE(it.seen.completion(id)->at, Instant(100ms));
    }

    void whoWaitsForTheLockGoesOnWhenItIsGivenBackAndTheFaultIsCharged_data() { verbs_of(Component::database, takes_write_lock); }
    void whoWaitsForTheLockGoesOnWhenItIsGivenBackAndTheFaultIsCharged() {
        QFETCH(int, verb);
        Watched it;
        it.inject(FaultKind::db_lock);
        it.seen.pending = {PendingWrite{kKey, 1}};
        const OperationId id = it.issue(static_cast<Verb>(verb));
        it.run_for(50ms);
        QCOMPARE(it.effects(id), std::size_t{0});
        it.world.heal(Fault{FaultKind::db_lock});
        it.run_for(1s);
        const Recorder::Completion& done = *it.seen.completion(id);
        QCOMPARE(done.reply.outcome, Outcome::ok);
        QCOMPARE(it.effects(id), std::size_t{1});
        QVERIFY(done.timing.fault >= 49ms && done.timing.fault <= 50ms);
        QCOMPARE(done.timing.total(), done.at);
    }

    void aFullPoolMakesTheNinthWaitAndItsWaitIsNobodysTime() {
        Watched it;
        std::vector<OperationId> ids;
        for (int i = 0; i < 9; ++i) ids.push_back(it.issue(Verb::db_select, 5s));
        it.run_for(1s);
        QCOMPARE(it.seen.completion(ids[7])->at, it.seen.completion(ids[0])->at);
        QCOMPARE(it.seen.completion(ids[8])->at, 2 * it.seen.completion(ids[0])->at);
        QCOMPARE(it.seen.completion(ids[8])->timing.total(), it.seen.completion(ids[0])->timing.total());
    }

   private:
    static void begin(Watched& it) {
        const OperationId id = it.issue(Verb::db_begin, 5s);
        it.run_for(100ms);
        it.token = it.seen.completion(id)->reply.token;
    }
};

QTEST_APPLESS_MAIN(TestSimulatedFaults)
#include "tst_simulated_faults.moc"
