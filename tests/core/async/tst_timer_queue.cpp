// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <random>
#include <vector>

#include "core/async/virtual_time_loop.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

struct Seen {
    VirtualTimeLoop loop;
    std::vector<std::pair<std::chrono::nanoseconds, std::uint64_t>> fired;

    void at(std::chrono::nanoseconds when, std::uint64_t tag) {
        loop.at(when, Timer{[](void* self, std::uint64_t argument) {
                                auto& seen = *static_cast<Seen*>(self);
                                seen.fired.emplace_back(seen.loop.now(), argument);
                            },
                            this, tag});
    }
};

}  // namespace

class TestTimerQueue : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void equalDeadlinesRunInOrderOfInsertion() {
        Seen seen;
        for (std::uint64_t tag = 0; tag < 100; ++tag) seen.at(5ms, tag);
        seen.loop.run_until(5ms);
        QCOMPARE(seen.fired.size(), std::size_t{100});
        for (std::uint64_t tag = 0; tag < 100; ++tag) QCOMPARE(seen.fired[tag].second, tag);
    }

    void anyOrderOfInsertionRunsByDeadlineThenInsertion() {
        std::mt19937_64 random(7);
        Seen seen;
        std::vector<std::pair<std::chrono::nanoseconds, std::uint64_t>> expected;
        for (std::uint64_t tag = 0; tag < 5000; ++tag) {
            const std::chrono::nanoseconds when{random() % 300};
            expected.emplace_back(when, tag);
            seen.at(when, tag);
        }
        std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        while (seen.loop.run_one()) {
        }
        QVERIFY(seen.fired == expected);
    }

    void aDeadlineInThePastRunsNowAndNeverInsideTheCall() {
        Seen seen;
        seen.loop.run_until(10ms);
        seen.at(1ms, 1);
        QVERIFY(seen.fired.empty());
        QVERIFY(seen.loop.run_one());
        QCOMPARE(seen.fired.front().first, std::chrono::nanoseconds(10ms));
    }

    void timeStandsStillUnlessSomebodyRunsIt() {
        Seen seen;
        seen.at(1s, 1);
        QCOMPARE(seen.loop.now(), 0ns);
        seen.loop.run_until(500ms);
        QCOMPARE(seen.loop.now(), std::chrono::nanoseconds(500ms));
        QVERIFY(seen.fired.empty());
    }
};

QTEST_APPLESS_MAIN(TestTimerQueue)
#include "tst_timer_queue.moc"
