// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/explore/random_schedules.h"
#include "core/explore/stage.h"
#include "core/oracle/consistency.h"
#include "core/ports/random_source.h"
#include "tests/core/explore/linearizability.h"

using namespace stampede;
using namespace stampede::test;

namespace {

constexpr int kHistories = 5'000;  // of each source

class Kept final : public EventSink {
   public:
    void record(const Event& event) override { events.push_back(event); }
    std::vector<Event> events;
};

struct Tally {
    int linearizable = 0;
    int not_linearizable = 0;
    int only_in_another_order = 0;  // of writes than the database's
};

// Empty when the oracle and the search say the same of the history.
std::string disagreement(const std::vector<Event>& events, Tally& tally) {
    Consistency oracle;
    for (const Event& event : events) oracle.apply(event);
    const std::vector<Call> calls = calls_of(events);
    const bool clean = oracle.verdict().stale_reads == 0;
    const bool linearizable = Linearizability(calls, WriteOrder::of_versions).holds();
    const bool in_any_order = Linearizability(calls, WriteOrder::any).holds();
    ++(linearizable ? tally.linearizable : tally.not_linearizable);
    tally.only_in_another_order += in_any_order && !linearizable ? 1 : 0;
    if (clean != linearizable) return std::string("the oracle says ") + (clean ? "clean" : "stale") + ", the search the opposite";
    if (linearizable && !in_any_order) return "the search contradicts itself";
    return {};
}

Scenario scenario_of(const char* strategy, RandomSource& random) {
    Scenario scenario;
    scenario.config.strategy = strategy;
    scenario.readers = 1 + static_cast<std::uint32_t>(random.below(4));
    scenario.writers = 1 + static_cast<std::uint32_t>(random.below(3));
    if (random.below(2) == 0) scenario.sessions = {"WR"};
    scenario.warm = random.below(2) == 0;
    scenario.crashes = static_cast<std::uint32_t>(random.below(2));
    return scenario;
}

/// A history that no program made: writes commit and end, reads return something that had been committed, when chance says so.
class Invented {
   public:
    explicit Invented(RandomSource& random) : random_(&random) {}

    std::vector<Event> events() {
        for (int turns = 0; turns < 30; ++turns) {
            switch (random_->below(4)) {
                case 0: begin(); break;
                case 1: commit(); break;
                default: end(); break;
            }
        }
        return std::move(events_);
    }

   private:
    struct Open {
        RequestId request;
        bool write;
        bool committed = false;
        Value value{};
    };
    static constexpr Key kRow{Kind::user_profile, 1};

    Event& add(EventType type, RequestId request) {
        Event event;
        event.type = type;
        event.at = Instant(static_cast<std::int64_t>(events_.size()) * 1'000'000);
        event.request = request;
        event.key = kRow;
        events_.push_back(event);
        return events_.back();
    }
    void begin() {
        if (open_.size() >= 5) return;
        open_.push_back({++requests_, random_->below(3) == 0});
        add(EventType::request_begun, requests_).kind = open_.back().write ? RequestKind::write : RequestKind::read;
    }
    void commit() {
        for (Open& open : open_) {
            if (!open.write || open.committed) continue;
            open.committed = true;
            open.value = Value{open.request, static_cast<Version>(committed_.size() + 1)};
            committed_.push_back(open.value);
            Event& event = add(EventType::effect, open.request);
            event.verb = Verb::db_update;
            event.applied = event.found = true;
            event.value = open.value;
            return;
        }
    }
    void end() {
        if (open_.empty()) return;
        const std::size_t index = random_->below(open_.size());
        const Open open = open_[index];
        if (open.write && !open.committed) return;
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
        // Mostly what is newest, so that some of the histories are right.
        const std::size_t back = random_->below(3) == 0 ? random_->below(committed_.size()) : 0;
        Event& event = add(EventType::request_ended, open.request);
        event.kind = open.write ? RequestKind::write : RequestKind::read;
        event.found = true;
        event.value = open.write ? open.value : committed_[committed_.size() - 1 - back];
        event.source = Source::cache;
    }

    RandomSource* random_;
    std::vector<Event> events_;
    std::vector<Open> open_;
    std::vector<Value> committed_{Value{0, kInitialVersion}};
    RequestId requests_ = 0;
};

}  // namespace

/// The oracle, which takes a step an event, and a search for an order that explains everything, agree.
class TestLinearizability : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void theSearchKnowsRightFromWrong_data() {
        QTest::addColumn<std::vector<Call>>("calls");
        QTest::addColumn<bool>("ordered");
        QTest::addColumn<bool>("any");
        using Calls = std::vector<Call>;
        QTest::newRow("one after the other") << Calls{{true, 2, 0, 1}, {false, 2, 2, 3}} << true << true;
        QTest::newRow("old after an acknowledgement") << Calls{{true, 2, 0, 1}, {false, 1, 2, 3}} << false << false;
        QTest::newRow("old during a write") << Calls{{true, 2, 0, 3}, {false, 1, 1, 2}} << true << true;
        QTest::newRow("new, then old") << Calls{{true, 2, 0, 9}, {false, 2, 1, 2}, {false, 1, 3, 4}} << false << false;
        QTest::newRow("before it was written") << Calls{{false, 2, 0, 1}, {true, 2, 2, 3}} << false << false;
        QTest::newRow("of a write without an end") << Calls{{true, 2, 0}, {false, 1, 1, 2}, {false, 2, 3, 4}} << true << true;
        QTest::newRow("two writes at once") << Calls{{true, 2, 0, 9}, {true, 3, 1, 8}, {false, 3, 2, 3}, {false, 2, 4, 5}} << false << true;
    }
    void theSearchKnowsRightFromWrong() {
        QFETCH(std::vector<Call>, calls);
        QFETCH(bool, ordered);
        QFETCH(bool, any);
        QCOMPARE(Linearizability(calls, WriteOrder::of_versions).holds(), ordered);
        QCOMPARE(Linearizability(calls, WriteOrder::any).holds(), any);
    }

    void theOracleAgreesOnSchedulesOfStrategies() {
        const char* strategies[] = {"no-cache",      "cache-aside",   "cache-aside-delete-first", "write-around",
                                    "write-through", "versioned-cas", "versioned-keys-early",     "write-through-reselect"};
        RandomSource random(11);
        Tally tally;
        for (int i = 0; i < kHistories;) {
            const char* strategy = strategies[random.below(std::size(strategies))];
            const Scenario scenario = scenario_of(strategy, random);
            Kept kept;
            Stage stage(scenario, &kept);
            RandomSchedules schedules(stage, random.next());
            for (int run = 0; run < 50; ++run, ++i) {
                kept.events.clear();
                const std::vector<ExploreChoice> script = schedules.run();
                const std::string wrong = disagreement(kept.events, tally);
                QVERIFY2(wrong.empty(), (std::string(strategy) + " " + to_text(script, scenario.cast()) + ": " + wrong).c_str());
            }
        }
        qInfo("schedules: %d linearizable, %d not, %d of these in another order of writes", tally.linearizable, tally.not_linearizable,
              tally.only_in_another_order);
        QVERIFY(tally.linearizable > kHistories / 4 && tally.not_linearizable > kHistories / 20);
    }

    void theOracleAgreesOnInventedHistories() {
        RandomSource random(13);
        Tally tally;
        for (int i = 0; i < kHistories; ++i) {
            const std::string wrong = disagreement(Invented(random).events(), tally);
            QVERIFY2(wrong.empty(), (std::to_string(i) + ": " + wrong).c_str());
        }
        qInfo("invented: %d linearizable, %d not, %d of these in another order of writes", tally.linearizable, tally.not_linearizable,
              tally.only_in_another_order);
        QVERIFY(tally.linearizable > kHistories / 20 && tally.not_linearizable > kHistories / 10);
        QVERIFY(tally.only_in_another_order > 0);
    }
};

QTEST_GUILESS_MAIN(TestLinearizability)
#include "tst_linearizability.moc"
