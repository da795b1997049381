// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/lab/event_buffer.h"
#include "core/lab/hand.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// A hand on simulated stores, and the journal that a window would have.
struct Bench {
    explicit Bench(RunConfig configuration = SimulatedLab::with("cache-aside"))
        : config(std::move(configuration)),
          world(config, loop, loop),
          hand(config, loop, world, buffer, until_of(loop), [this](std::size_t events) { buffer.cut(events); }) {}

    Journal& journal() {
        Arrival arrival;
        buffer.take(arrival);
        if (arrival.keep) journal_.cut(*arrival.keep);
        journal_.append(arrival.events);
        return journal_;
    }
    Words replies() {
        Words words;
        const Journal& all = journal();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].type == EventType::replied && !rests(all[i].verb)) words.push_back(name_of(all[i].verb));
        }
        return words;
    }
    void send(RequestKind kind, std::uint32_t id = 42) { QVERIFY(hand.perform(StoryStep::send({kind, user(id), kSessionByHand}))); }
    void let_go(RequestId request) {
        for (const Waiting& waiting : hand.lab().waiting()) {
            if (waiting.request != request) continue;
            QVERIFY(hand.let_go(waiting.operation));
            return;
        }
        QFAIL("the request does not wait");
    }

    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld world;
    EventBuffer buffer;
    Hand hand;

   private:
    Journal journal_;
};

}  // namespace

class TestHand : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void theJournalIsThatOfThePresentPath() {
        Bench bench;
        bench.send(RequestKind::read);
        for (int i = 0; i < 3; ++i) QVERIFY(bench.hand.step());
        QCOMPARE(bench.replies(), Words({"GET", "SELECT", "SET"}));
        QVERIFY(bench.hand.back());
        QVERIFY(bench.hand.back());
        QCOMPARE(bench.replies(), Words({"GET"}));
        QVERIFY(bench.hand.forward());
        QCOMPARE(bench.replies(), Words({"GET", "SELECT"}));
    }

    void anotherChoiceIsABranchAndTheSameChoiceIsNot() {
        Bench bench;
        bench.send(RequestKind::read);
        bench.send(RequestKind::write);
        bench.let_go(1);
        QCOMPARE(bench.hand.branches().nodes.size(), std::size_t{4});
        QVERIFY(bench.hand.back());
        bench.let_go(1);
        QCOMPARE(bench.hand.branches().nodes.size(), std::size_t{4});
        QVERIFY(bench.hand.back());
        bench.let_go(2);
        QCOMPARE(bench.hand.branches().nodes.size(), std::size_t{5});
        QCOMPARE(bench.hand.branches().nodes[4].parent, 2u);
        QCOMPARE(bench.replies(), Words({"UPDATE"}));
        bench.hand.rename(4, "write first");
        QVERIFY(bench.hand.go_to(3));
        QCOMPARE(bench.replies(), Words({"GET"}));
        QCOMPARE(bench.hand.branches().nodes[4].name, std::string("write first"));
    }

    void everyNodeKeepsWhatCameOfIt() {
        Bench bench;
        bench.send(RequestKind::read);
        QVERIFY(bench.hand.step());
        std::vector<Event> events;
        for (const BranchNode& node : bench.hand.branches().nodes) events.insert(events.end(), node.events->begin(), node.events->end());
        const Journal& journal = bench.journal();
        QCOMPARE(events.size(), journal.size());
        for (std::size_t i = 0; i < events.size(); ++i) QCOMPARE(int(events[i].type), int(journal[i].type));
        QCOMPARE(bench.hand.branches().at(journal.size()), 2u);
        QCOMPARE(bench.hand.branches().at(bench.hand.branches().nodes[2].events_before), 1u);
    }

    void labTimeGoesBackWithTheSteps() {
        Bench bench;
        bench.send(RequestKind::read);
        for (int i = 0; i < 3; ++i) QVERIFY(bench.hand.step());
        bench.send(RequestKind::read);
        const Instant before = bench.journal().back().at;
        for (int i = 0; i < 5; ++i) QVERIFY(bench.hand.perform(StoryStep::wait(1s)));
        bench.send(RequestKind::read, 43);
        QVERIFY(bench.journal().back().at >= before + 5s);
        for (int i = 0; i < 6; ++i) QVERIFY(bench.hand.back());
        bench.send(RequestKind::read, 44);
        QVERIFY(bench.journal().back().at >= before);
        QVERIFY(bench.journal().back().at < before + 1s);
    }

    // Entries expire in a repetition when they expired the first time, although nothing takes any time there.
    void expiriesComeAgainWhereTheyCameBefore() {
        RunConfig config = SimulatedLab::with("cache-aside");
        config.ttl.user_profile = 3s;
        Bench bench(config);
        bench.send(RequestKind::read);
        for (int i = 0; i < 3; ++i) QVERIFY(bench.hand.step());
        for (int i = 0; i < 4; ++i) QVERIFY(bench.hand.perform(StoryStep::wait(1s)));
        bench.send(RequestKind::read);
        QVERIFY(bench.hand.step());
        QVERIFY(!bench.journal().empty());
        for (int i = 0; i < 2; ++i) QVERIFY2(bench.hand.back(), "an expiry came at another step");
        bench.send(RequestKind::read);
        QVERIFY(bench.hand.step());
        const auto& events = *bench.hand.branches().nodes[bench.hand.branches().current].events;
        const auto got = std::find_if(events.begin(), events.end(), [](const Event& event) { return event.type == EventType::replied; });
        QVERIFY(got != events.end() && got->verb == Verb::cache_get && !got->found);
    }

    void latencyThatVariesIsDrawnAgain() {
        RunConfig config = SimulatedLab::with("cache-aside");
        config.latency.spread = Spread::log_normal;
        config.latency.sigma = 1;
        config.latency.tail_share = 0.3;
        config.latency.tail_factor = 300;  // some miss the deadline
        Bench bench(config);
        int late = 0;
        for (int i = 0; i < 40; ++i) {
            bench.send(i % 4 == 0 ? RequestKind::write : RequestKind::read, 1 + i % 3);
            while (!bench.hand.lab().waiting().empty()) QVERIFY(bench.hand.step());
        }
        const Journal& journal = bench.journal();
        for (std::size_t i = 0; i < journal.size(); ++i) late += journal[i].outcome == Outcome::timed_out ? 1 : 0;
        QVERIFY(late > 5);
        while (bench.hand.branches().current != 0) {
            const auto done = bench.hand.back();
            QVERIFY2(done, done ? "" : done.error().c_str());
        }
    }

    // A locked database keeps a writer waiting for seconds; whoever unlocks it does not wait for that.
    void aFaultIsHealedWhileAnOperationIsUnderWayAndTheSameAgain() {
        Bench bench;
        bool interrupted = false;
        bench.hand.on_interrupt([&interrupted] { return interrupted; });
        bench.send(RequestKind::write);
        QVERIFY(bench.hand.perform(StoryStep::inject(Fault{FaultKind::db_lock})));
        interrupted = true;
        bench.let_go(1);
        QVERIFY(!bench.hand.lab().settled());
        QCOMPARE(bench.replies(), Words{});
        interrupted = false;
        QVERIFY(bench.hand.heal_all());
        QCOMPARE(bench.replies(), Words({"UPDATE"}));
        QVERIFY(bench.hand.branches().nodes[4].step.at_once);
        QVERIFY(bench.hand.go_to(2));
        QCOMPARE(bench.replies(), Words{});
        QVERIFY(bench.hand.go_to(4));
        QCOMPARE(bench.replies(), Words({"UPDATE"}));
        QVERIFY(bench.hand.lab().settled());
        QCOMPARE(bench.hand.branches().nodes.size(), std::size_t{5});
    }

    void goesOnUntilAMissAndUntilAStaleRead() {
        Bench bench;
        bench.send(RequestKind::read);
        bench.send(RequestKind::read);
        const auto stopped = bench.hand.step_until(Stop::next_miss, {});
        QVERIFY(stopped && stopped->empty());
        QCOMPARE(bench.replies(), Words({"GET"}));
        const auto key = bench.hand.step_until(Stop::next_on_key, user(42));
        QVERIFY(key && key->empty());
        const auto never = bench.hand.step_until(Stop::next_stale_read, {});
        QVERIFY(never && !never->empty());
        QVERIFY(bench.hand.lab().waiting().empty());
    }

    void findsTheStaleReadThatAnotherOrderMade() {
        Bench bench;
        bench.send(RequestKind::read);
        bench.send(RequestKind::write);
        for (const RequestId request : {1u, 1u, 2u, 2u, 1u}) bench.let_go(request);
        bench.send(RequestKind::read);
        const auto stopped = bench.hand.step_until(Stop::next_stale_read, {});
        QVERIFY(stopped && stopped->empty());
        QCOMPARE(bench.replies().back(), std::string("GET"));
    }

    void afterARunNothingLeadsBackAndStepsAreStillKept() {
        Bench bench;
        bench.send(RequestKind::read);
        bench.hand.set_mode(Mode::run);
        bench.loop.run_until(bench.loop.now() + 1s);
        QVERIFY(!bench.hand.branches().can_go_back);
        QVERIFY(!bench.hand.back());
        bench.hand.set_mode(Mode::step);
        bench.send(RequestKind::read);
        QVERIFY(bench.hand.step());
        QCOMPARE(bench.hand.branches().nodes.size(), std::size_t{3});
        const auto back = bench.hand.back();
        QVERIFY(!back && QString::fromStdString(back.error()).contains(QStringLiteral("new lab")));
    }

    void aFlusherThatSleepsThroughStepsWakesInRunMode() {
        Bench bench(SimulatedLab::with("write-behind"));
        bench.send(RequestKind::write);
        while (!bench.hand.lab().waiting().empty()) QVERIFY(bench.hand.step());
        bench.loop.run_until(bench.loop.now() + 60s);  // its timer goes off and is passed over
        bench.hand.set_mode(Mode::run);
        bench.loop.run_until(bench.loop.now() + 60s);
        const Journal& journal = bench.journal();
        int flushed = 0;
        for (std::size_t i = 0; i < journal.size(); ++i) flushed += journal[i].type == EventType::flushed ? 1 : 0;
        QCOMPARE(flushed, 1);
    }
};

QTEST_GUILESS_MAIN(TestHand)
#include "tst_hand.moc"
