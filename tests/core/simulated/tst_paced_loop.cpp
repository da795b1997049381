// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <future>
#include <thread>

#include "core/lab/event_buffer.h"
#include "core/lab/lab.h"
#include "core/simulated/paced_loop.h"
#include "core/simulated/simulated_world.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

/// A loop on a thread of its own.
struct Running {
    Running() : thread([this] { loop.run(); }) {}
    ~Running() {
        loop.stop();
        thread.join();
    }
    /// Runs the call on the loop's thread and waits for its result.
    template <class F>
    auto ask(F call) {
        std::promise<decltype(call())> answer;
        auto future = answer.get_future();
        loop.post([&] { answer.set_value(call()); });
        return future.get();
    }
    PacedLoop loop;
    std::thread thread;
};

}  // namespace

class TestPacedLoop : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void postedCallsRunInOrderOnTheLoopsThread() {
        Running running;
        std::vector<int> order;
        for (int i = 0; i < 100; ++i) running.loop.post([&order, i] { order.push_back(i); });
        const auto where = running.ask([] { return std::this_thread::get_id(); });
        QVERIFY(where == running.thread.get_id());
        QCOMPARE(order.size(), std::size_t{100});
        for (int i = 0; i < 100; ++i) QCOMPARE(order[static_cast<std::size_t>(i)], i);
    }

    void frozenTimeStandsStillAndDueTimersStillRun() {
        Running running;
        const Instant frozen = running.ask([&] {
            running.loop.freeze();
            return running.loop.now();
        });
        std::promise<Instant> fired;
        auto future = fired.get_future();
        running.loop.post([&] {
            running.loop.at(
                running.loop.now(),
                Timer{[](void* promise, std::uint64_t) { static_cast<std::promise<Instant>*>(promise)->set_value({}); }, &fired, 0});
        });
        future.get();
        QCOMPARE(running.ask([&] { return running.loop.now(); }), frozen);
        QCOMPARE(running.ask([&] {
            running.loop.advance(3s);
            return running.loop.now();
        }),
                 frozen + 3s);
    }

    void eventsCrossToAnotherThreadCompleteAndInOrder() {
        constexpr RequestId kEvents = 200'000;
        EventBuffer buffer;
        std::thread writer([&buffer] {
            for (RequestId id = 1; id <= kEvents; ++id) {
                Event event;
                event.request = id;
                buffer.record(event);
            }
        });
        RequestId last = 0;
        Arrival batch;
        while (last < kEvents) {
            buffer.take(batch);
            for (const Event& event : batch.events) QCOMPARE(event.request, ++last);
        }
        writer.join();
    }

    void aSteppedLabComesToRestAfterEachOperation() {
        Running running;
        RunConfig config;
        config.latency = {2ms, 4ms};
        EventBuffer buffer;
        std::unique_ptr<SimulatedWorld> world;
        std::unique_ptr<Lab> lab;
        running.ask([&] {
            world = std::make_unique<SimulatedWorld>(config, running.loop, running.loop);
            lab = std::make_unique<Lab>(config, running.loop, *world, buffer);
            lab->send(RequestKind::read, Key{Kind::user_profile, 42});
            return lab->step();
        });
        std::vector<Event> events;
        Arrival batch;
        const auto replied = [&] {
            buffer.take(batch);
            events.insert(events.end(), batch.events.begin(), batch.events.end());
            return std::any_of(events.begin(), events.end(), [](const Event& event) { return event.type == EventType::replied; });
        };
        QTRY_VERIFY(replied());
        const Instant after = running.ask([&] { return running.loop.now(); });
        QVERIFY(after >= config.latency.cache);
        QCOMPARE(running.ask([&] { return running.loop.now(); }), after);
        running.ask([&] {
            lab.reset();
            world.reset();
            return 0;
        });
    }
};

QTEST_GUILESS_MAIN(TestPacedLoop)
#include "tst_paced_loop.moc"
