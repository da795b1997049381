// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>
#include <random>

#include "core/async/virtual_time_loop.h"
#include "core/lab/lab.h"
#include "core/oracle/consistency.h"
#include "core/oracle/in_words.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/catalogue.h"
#include "tests/core/support/naive_checker.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

class Kept final : public EventSink {
   public:
    void record(const Event& event) override {
        events.push_back(event);
        consistency.apply(event);
    }
    std::vector<Event> events;
    Consistency consistency;
};

RunConfig rough(const std::string& strategy, std::uint64_t seed) {
    RunConfig config;
    config.strategy = strategy;
    config.seed = seed;
    config.instances = 1 + static_cast<std::uint32_t>(seed % 3);
    config.ttl.set_all(seed % 2 == 0 ? Duration(100ms) : Duration(1h));
    config.latency = {.cache = 5ms, .database = 10ms, .spread = Spread::log_normal, .sigma = 1.0, .tail_share = 0.05, .tail_factor = 10};
    config.write_behind.interval = 400ms;
    return config;
}

/// Few rows, two of which do not exist at first; a dozen sessions that read, write, delete, read and then write; uneven pauses. As many
/// races as can be had.
class Crowd {
   public:
    Crowd(const RunConfig& config, EventSink& sink)
        : world_(config, loop_, loop_), lab_(config, loop_, world_, sink), random_(config.seed) {
        lab_.set_mode(Mode::run);
        sessions_.resize(12);
        for (std::size_t i = 0; i < sessions_.size(); ++i) {
            sessions_[i].ended = [this, i](RequestId, const Answer& answer) { ended(i, answer); };
            think(i);
        }
    }
    /// True when everything ended.
    bool run(std::optional<FaultKind> fault) {
        loop_.run_until(loop_.now() + 150ms);
        if (fault) lab_.inject(Fault{*fault});
        loop_.run_until(loop_.now() + 200ms);
        lab_.heal_all();
        loop_.run_until(loop_.now() + 250ms);
        over_ = true;
        // Now what is lost is not written again.
        if (fault) lab_.inject(Fault{*fault});
        loop_.run_until(loop_.now() + 200ms);
        lab_.heal_all();
        loop_.run_until(loop_.now() + 10s);
        bool closed = false;
        lab_.close([&closed] { closed = true; });
        for (int i = 0; i < 1'000'000 && !closed && loop_.run_one(); ++i) {
        }
        return closed;
    }

   private:
    struct Session {
        Ended ended;
        Key last{};
        Value read{};
    };
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    void think(std::size_t session) {
        const auto call = [](void* self, std::uint64_t i) { static_cast<Crowd*>(self)->send(static_cast<std::size_t>(i)); };
        loop_.at(loop_.now() + std::chrono::microseconds(below(20'000)), Timer{call, this, session});
    }
    void send(std::size_t i) {
        if (over_) return;
        Session& session = sessions_[i];
        const std::uint32_t ids[] = {1, 2, 3, kUsers + 1, kUsers + 2};
        const std::uint64_t dice = below(100);
        ClientRequest request{RequestKind::read, Key{Kind::user_profile, ids[below(5)]}, static_cast<SessionId>(i)};
        if (dice < 25) request.kind = RequestKind::write;
        if (dice >= 25 && dice < 32) request.kind = RequestKind::erase;
        if (dice >= 32 && dice < 45 && session.read != Value{}) {
            request.kind = RequestKind::write;
            request.key = session.last;
            request.based_on = session.read;
        }
        session.last = request.key;
        request.ended = &session.ended;
        lab_.send(request);
    }
    void ended(std::size_t i, const Answer& answer) {
        sessions_[i].read = answer.outcome == Outcome::ok && answer.found ? answer.value : Value{};
        think(i);
    }

    VirtualTimeLoop loop_;
    SimulatedWorld world_;
    Lab lab_;
    std::mt19937_64 random_;
    std::vector<Session> sessions_;
    bool over_ = false;
};

}  // namespace

class TestOracleCrossCheck : public QObject {
    Q_OBJECT

    Verdict all_;  // what all runs together broke: a check that never met a case checks nothing

   private Q_SLOTS:
    void theFoldAgreesWithTheDefinitions_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("fault");
        const int faults[] = {-1, static_cast<int>(FaultKind::app_crash), static_cast<int>(FaultKind::redis_freeze),
                              static_cast<int>(FaultKind::redis_kill), static_cast<int>(FaultKind::db_lock)};
        for (const StrategyInfo& info : strategies()) {
            // Entries under versioned keys have a test of their own.
            if (info.id.starts_with("versioned-keys")) continue;
            const QString id = QString::fromUtf8(info.id.data(), static_cast<int>(info.id.size()));
            for (int seed = 0; seed < 5; ++seed) QTest::addRow("%s, seed %d", qPrintable(id), seed) << id << seed << faults[seed % 5];
        }
    }
    void theFoldAgreesWithTheDefinitions() {
        QFETCH(QString, strategy);
        QFETCH(int, seed);
        QFETCH(int, fault);
        Kept sink;
        Crowd crowd(rough(strategy.toStdString(), static_cast<std::uint64_t>(seed)), sink);
        QVERIFY(crowd.run(fault < 0 ? std::nullopt : std::optional(static_cast<FaultKind>(fault))));
        const Verdict folded = sink.consistency.verdict();
        const NaiveChecker checker(sink.events);
        const Verdict naive = checker.verdict();
        for (const Finding& finding : sink.consistency.findings()) {
            if (finding.property > Property::read_your_writes || checker.cases.erase({finding.property, finding.request}) != 0) continue;
            qInfo("only the fold: %s", in_words(finding).c_str());
        }
        for (const auto& [property, request] : checker.cases) qInfo("only the definition: %s of R%u", id_of(property).data(), request);
        for (const Property property : kProperties) {
            const std::string text = std::string(id_of(property)) + ": " + std::to_string(folded.count(property)) + ", by definition " +
                                     std::to_string(naive.count(property));
            QVERIFY2(folded.count(property) == naive.count(property), text.c_str());
        }
        all_.stale_reads += naive.stale_reads;
        all_.monotonic_reads += naive.monotonic_reads;
        all_.read_your_writes += naive.read_your_writes;
        all_.dirty_reads += naive.dirty_reads;
        all_.read_before_commit += naive.read_before_commit;
        all_.lost_writes += naive.lost_writes;
        all_.lost_updates += naive.lost_updates;
        all_.permanent_inconsistencies += naive.permanent_inconsistencies;
    }
    void cleanupTestCase() {
        for (const Property property : kProperties) {
            qInfo("%-24s %llu", std::string(id_of(property)).c_str(), static_cast<unsigned long long>(all_.count(property)));
            // No sound store applies a write twice of itself: that has its own test.
            if (property != Property::applied_twice) QVERIFY2(all_.count(property) > 0, std::string(id_of(property)).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestOracleCrossCheck)
#include "tst_oracle_cross_check.moc"
