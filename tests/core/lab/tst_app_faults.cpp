// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/faults/fault_parameters.h"
#include "core/lab/load.h"
#include "core/lab/story.h"
#include "core/oracle/consistency.h"
#include "core/workload/presets.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

RunConfig config_of(const char* strategy, std::uint32_t instances = 1) {
    RunConfig config;
    config.strategy = strategy;
    config.instances = instances;
    return config;
}

Fault fault_of(FaultKind kind, std::uint32_t amount = 0, Duration added = 0ms) {
    Fault fault{kind};
    fault.amount = amount;
    fault.added = added;
    return fault;
}

struct Running : SimulatedLab {
    explicit Running(const RunConfig& configuration) : SimulatedLab(configuration) { lab.set_mode(Mode::run); }
    Event last_ended() const { return events(EventType::request_ended).back(); }
    std::size_t ended() const { return events(EventType::request_ended).size(); }
    std::size_t issued(Verb verb) const {
        std::size_t count = 0;
        for (const Event& event : events(EventType::issued)) count += event.verb == verb ? 1 : 0;
        return count;
    }
    Verdict verdict() const {
        Consistency consistency;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) consistency.apply(sink.journal[i]);
        return consistency.verdict();
    }
    /// Heals, closes, and waits for the end.
    bool close() {
        bool closed = false;
        lab.heal_all();
        lab.close([&closed] { closed = true; });
        run_for(60s);
        return closed;
    }
};

}  // namespace

class TestAppFaults : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aCrashBeforeTheNthOperationLeavesThatOperationUndone() {
        Running it(config_of("cache-aside"));
        it.lab.inject(fault_of(FaultKind::app_crash, 3));
        it.lab.send(RequestKind::read, user(1));  // GET, SELECT, SET
        it.run_for(1s);
        QCOMPARE(it.last_ended().outcome, Outcome::crashed);
        QCOMPARE(it.issued(Verb::cache_get), std::size_t{1});
        QCOMPARE(it.issued(Verb::db_select), std::size_t{1});
        QCOMPARE(it.issued(Verb::cache_set), std::size_t{0});
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.last_ended().outcome, Outcome::unavailable);
        it.lab.heal(FaultKind::app_crash);
        for (int i = 0; i < 3; ++i) it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.last_ended().outcome, Outcome::ok);
        QCOMPARE(it.events(EventType::crashed).size(), std::size_t{1});
    }

    void aCrashThatIsHealedInTimeDoesNotHappen() {
        Running it(config_of("cache-aside"));
        it.lab.inject(fault_of(FaultKind::app_crash, 2));
        it.lab.heal(FaultKind::app_crash);
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.last_ended().outcome, Outcome::ok);
    }

    void aFrozenInstanceLearnsInOrderWhatHappenedMeanwhile() {
        Running it(config_of("cache-aside"));
        it.lab.send(RequestKind::read, user(1));
        it.lab.send(RequestKind::read, user(2));
        it.lab.inject(fault_of(FaultKind::app_freeze));
        it.lab.inject(fault_of(FaultKind::app_freeze));
        it.lab.send(RequestKind::read, user(3));
        it.run_for(2s);
        QCOMPARE(it.ended(), std::size_t{0});
        QCOMPARE(it.events(EventType::effect).size(), std::size_t{2});
        QVERIFY(it.events(EventType::replied).empty());
        QCOMPARE(it.events(EventType::request_begun).size(), std::size_t{3});
        QCOMPARE(it.issued(Verb::cache_get), std::size_t{2});
        it.lab.heal(FaultKind::app_freeze);
        const auto replied = it.events(EventType::replied);
        QCOMPARE(replied.size(), std::size_t{2});
        QVERIFY(replied[0].key == user(1) && replied[1].key == user(2));
        QVERIFY(replied[0].at >= Instant(2s));
        it.run_for(1s);
        QCOMPARE(it.ended(), std::size_t{3});
        QCOMPARE(it.last_ended().outcome, Outcome::ok);
    }

    void theLocksOfAFrozenInstanceRunOutAndItsSleepersSleepOn() {
        RunConfig config = config_of("cache-aside", 2);
        config.guards = {Choice{"mutex", {{"ttl", 1}}}};
        Running it(config);
        ClientRequest first{RequestKind::read, user(1)};
        first.instance = 0;
        it.lab.send(first);
        it.run_for(10ms);  // it has the lock and asks the database
        it.lab.inject(fault_of(FaultKind::app_freeze));
        it.run_for(2s);
        ClientRequest second = first;
        second.instance = 1;
        it.lab.send(second);
        it.run_for(5s);
        QCOMPARE(it.ended(), std::size_t{1});
        QCOMPARE(it.last_ended().instance, InstanceId{1});
        QCOMPARE(it.issued(Verb::db_select), std::size_t{2});
        it.lab.heal_all();
        it.run_for(1s);
        QCOMPARE(it.ended(), std::size_t{2});
    }

    void aFrozenInstanceInStepModeHasNothingToOfferAndTheLabSettles() {
        SimulatedLab it(config_of("cache-aside"));
        it.lab.send(RequestKind::read, user(1));
        QCOMPARE(it.lab.waiting().size(), std::size_t{1});
        it.lab.inject(fault_of(FaultKind::app_freeze));
        QVERIFY(it.lab.waiting().empty());
        QVERIFY(!it.lab.step());
        QVERIFY(it.lab.settled());
        it.lab.heal_all();
        it.step_all();
        QCOMPARE(it.events(EventType::request_ended).back().outcome, Outcome::ok);
    }

    void aFaultOfEveryInstanceIsOneOfEach() {
        Running it(config_of("cache-aside", 3));
        Fault freeze = fault_of(FaultKind::app_freeze);
        freeze.instance = kEveryInstance;
        it.lab.inject(freeze);
        QCOMPARE(it.lab.active_faults().size(), std::size_t{3});
        for (std::uint32_t id = 1; id <= 3; ++id) it.lab.send(RequestKind::read, user(id));
        it.run_for(1s);
        QCOMPARE(it.ended(), std::size_t{0});
        it.lab.heal(freeze);
        it.run_for(1s);
        QCOMPARE(it.ended(), std::size_t{3});
        QVERIFY(it.lab.active_faults().empty());
    }

    void aCrashEndsAFreezeAndWhatWasKeptIsGone() {
        Running it(config_of("cache-aside"));
        it.lab.inject(fault_of(FaultKind::app_freeze));
        it.lab.send(RequestKind::read, user(1));
        it.lab.inject(fault_of(FaultKind::app_crash));
        QCOMPARE(it.last_ended().outcome, Outcome::crashed);
        QCOMPARE(it.lab.active_faults().size(), std::size_t{1});
        it.lab.heal_all();
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.last_ended().outcome, Outcome::ok);
    }

    void aClockThatIsAheadTakesAFreshEntryForAnOldOne() {
        RunConfig config = config_of("cache-aside");
        config.guards = {Choice{"swr", {}}};
        config.ttl.set_all(60s);
        Running it(config);
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        it.lab.inject(fault_of(FaultKind::app_clock, 0, 3600s));
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.events(EventType::guarded).size(), std::size_t{1});
        QVERIFY(it.events(EventType::guarded).front().at < Instant(2s));  // lab time is untouched
        it.lab.heal_all();
        it.lab.inject(fault_of(FaultKind::app_clock, 0, -3600s));
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.events(EventType::guarded).size(), std::size_t{1});
    }

    void aDeadFlusherLeavesTheQueueAndTheNextOneBringsItToTheDatabase_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<int>("after");
        for (const char* strategy : {"write-behind", "write-behind-list", "write-behind-stream"}) {
            for (const int after : {1, 5'001, 5'003, 5'020, 5'051}) QTest::addRow("%s %d", strategy, after) << strategy << after;
        }
    }
    void aDeadFlusherLeavesTheQueueAndTheNextOneBringsItToTheDatabase() {
        QFETCH(QString, strategy);
        QFETCH(int, after);
        Running it(config_of(qPrintable(strategy)));
        for (std::uint32_t id = 1; id <= 10; ++id) it.lab.send(RequestKind::write, user(id));
        it.run_for(std::chrono::milliseconds(after));
        it.lab.inject(fault_of(FaultKind::flusher_kill));
        it.lab.inject(fault_of(FaultKind::flusher_kill));
        const std::size_t batches = it.issued(Verb::db_apply_batch);
        it.run_for(30s);
        QCOMPARE(it.issued(Verb::db_apply_batch), batches);
        QVERIFY(it.close());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        QVERIFY(!it.verdict().broke(Property::permanent_inconsistency));
    }

    void whoWaitsForADeadFlusherGoesOnWithoutIt() {
        Running it(config_of("write-behind"));
        it.lab.send(RequestKind::write, user(1));
        it.run_for(5'010ms);  // it is committing
        it.lab.inject(fault_of(FaultKind::redis_kill));
        it.lab.send(RequestKind::write, user(2));  // flushes itself, after the flush that is on its way
        it.run_for(5ms);
        it.lab.inject(fault_of(FaultKind::flusher_kill));
        it.run_for(10s);
        QCOMPARE(it.ended(), std::size_t{2});
        QVERIFY(it.close());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
    }

    void aDroppedChangeIsALostWrite() {
        Running it(config_of("write-behind"));
        it.lab.inject(fault_of(FaultKind::flusher_drop));
        for (std::uint32_t id = 1; id <= 3; ++id) it.lab.send(RequestKind::write, user(id));
        QVERIFY(it.close());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});  // healed in time

        Running broken(config_of("write-behind"));
        broken.lab.inject(fault_of(FaultKind::flusher_drop));
        for (std::uint32_t id = 1; id <= 3; ++id) broken.lab.send(RequestKind::write, user(id));
        broken.run_for(10s);
        QVERIFY(broken.close());
        QCOMPARE(broken.verdict().lost_writes, std::uint64_t{1});
    }

    void aDuplicatedBatchIsSeenUnlessItsChangesHaveTickets() {
        for (const char* strategy : {"write-behind", "write-behind-list"}) {
            Running it(config_of(strategy));
            it.lab.inject(fault_of(FaultKind::flusher_duplicate));
            for (std::uint32_t id = 1; id <= 3; ++id) it.lab.send(RequestKind::write, user(id));
            it.run_for(10s);
            QVERIFY(it.close());
            QCOMPARE(it.verdict().applied_twice, std::uint64_t{strategy == std::string("write-behind") ? 0u : 3u});
            QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        }
    }

    void inAReorderedBatchTheOlderValueWinsUnlessChangesHaveTickets() {
        for (const char* strategy : {"write-behind", "write-behind-list"}) {
            RunConfig config = config_of(strategy);
            if (config.strategy == "write-behind") config.options = {{"coalesce", 0}};
            Running it(config);
            it.lab.inject(fault_of(FaultKind::flusher_reorder));
            it.lab.send(RequestKind::write, user(1));
            it.lab.send(RequestKind::write, user(1));
            it.run_for(10s);
            QVERIFY(it.close());
            QCOMPARE(it.verdict().broke(Property::permanent_inconsistency), strategy != std::string("write-behind"));
        }
    }

    void inAnyOrderFaultsLeaveNothingHanging_data() {
        QTest::addColumn<QString>("strategy");
        for (const char* strategy : {"cache-aside", "refresh-ahead", "write-behind", "write-behind-list", "write-behind-stream",
                                     "write-behind-as-published-a", "write-behind-as-published-b"}) {
            QTest::newRow(strategy) << strategy;
        }
    }
    void inAnyOrderFaultsLeaveNothingHanging() {
        QFETCH(QString, strategy);
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            RunConfig config = config_of(qPrintable(strategy), 3);
            config.invalidation.id = strategy == QStringLiteral("cache-aside") ? (seed % 2 == 0 ? "outbox" : "pub-sub") : "";
            config.write_behind.interval = 300ms;
            Running it(config);
            Workload workload = *find_preset("ycsb-a");
            workload.rate = 300;
            workload.keys = 50;
            workload.clients = 30;
            Load load(workload, seed, it.lab, it.loop);
            load.start();
            RandomSource random(seed);
            for (int i = 0; i < 200; ++i) {
                const auto first = static_cast<std::uint64_t>(FaultKind::app_crash);
                Fault fault = make_fault(static_cast<FaultKind>(first + random.below(kFaultCount - first)));
                fault.instance = static_cast<InstanceId>(random.below(3));
                fault.key = user(1 + static_cast<std::uint32_t>(random.below(50)));
                if (fault.kind == FaultKind::app_crash) fault.amount = static_cast<std::uint32_t>(random.below(20));
                if (fault.kind == FaultKind::traffic_spike) fault.amount = 2;
                if (fault.kind == FaultKind::stampede) fault.amount = 10;
                random.below(3) > 0 ? it.lab.inject(fault) : it.lab.heal(fault);
                it.run_for(std::chrono::milliseconds(random.below(60)));
            }
            it.lab.heal_all();
            it.run_for(2s);
            load.stop();
            it.run_for(30s);
            QVERIFY(!load.running());
            QCOMPARE(it.lab.in_flight(), std::size_t{0});
            for (int i = 0; i < 1'000 && !it.lab.settled(); ++i) it.loop.run_one();  // a flusher may be at work
            QVERIFY(it.lab.settled());
            QVERIFY2(it.close(), qPrintable(QString::number(seed)));
        }
    }

    void aFaultOfNoInstanceIsRefusedAndNotRecorded() {
        SimulatedLab it(config_of("cache-aside"));
        for (const FaultKind kind : kFaultKinds) {
            if (kind < FaultKind::app_crash || kind > FaultKind::flusher_reorder) continue;
            Fault fault{kind};
            fault.instance = 3;
            it.lab.inject(fault);
        }
        QVERIFY(it.events(EventType::fault_injected).empty());
        QVERIFY(it.lab.active_faults().empty());
    }

    void anOutsideWriteGetsAnIdOfItsOwn() {
        SimulatedLab it(config_of("cache-aside"));
        Fault write{FaultKind::db_write};
        write.key = user(1);
        it.lab.inject(write);
        it.lab.send(RequestKind::read, user(1));
        it.lab.inject(write);
        const auto injected = it.events(EventType::fault_injected);
        QCOMPARE(injected[0].operation, OperationId{1});
        QCOMPARE(it.events(EventType::request_begun).front().request, RequestId{2});
        QCOMPARE(injected[1].operation, OperationId{3});
    }

    void aStoryWithFaultsOfTheApplicationGoesBack() {
        RunConfig config = config_of("write-behind-list", 2);
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        JournalSink sink;
        Story story(config, loop, world, sink, until_of(loop));
        const auto perform = [&](const StoryStep& step) {
            const auto done = story.perform(step);
            QVERIFY2(done, done ? "" : done.error().c_str());
        };
        const auto step = [&] {
            const auto waiting = story.lab().waiting();
            perform(waiting.empty() ? StoryStep::wait(1s) : StoryStep::let_go(waiting.front().operation));
        };
        Fault duplicate = fault_of(FaultKind::flusher_duplicate);
        duplicate.probability = 0.5;
        perform(StoryStep::inject(duplicate));
        ClientRequest write{RequestKind::write, user(1), kSessionByHand};
        write.instance = 1;
        perform(StoryStep::send(write, 3));
        for (int i = 0; i < 10; ++i) step();
        perform(StoryStep::inject(fault_of(FaultKind::app_freeze)));
        for (int i = 0; i < 5; ++i) step();
        perform(StoryStep::heal(FaultKind::app_freeze));
        perform(StoryStep::inject(fault_of(FaultKind::flusher_kill)));
        for (int i = 0; i < 3; ++i) step();
        perform(StoryStep::heal(FaultKind::flusher_kill));
        perform(StoryStep::inject(fault_of(FaultKind::app_crash, 2)));
        for (int i = 0; i < 12; ++i) step();
        perform(StoryStep::inject(fault_of(FaultKind::cold_start)));
        for (int i = 0; i < 4; ++i) step();
        const auto back = story.back(story.size() / 2);
        QVERIFY2(back, back ? "" : back.error().c_str());
        const auto again = story.back(2);
        QVERIFY2(again, again ? "" : again.error().c_str());
    }
};

QTEST_APPLESS_MAIN(TestAppFaults)
#include "tst_app_faults.moc"
