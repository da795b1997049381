// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/lab/lab.h"
#include "core/lab/run_recorder.h"
#include "tests/contract/live_under_test.h"
#include "tests/core/strategies/write_behind/writing_clients.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

class Kept final : public EventSink {
   public:
    void record(const Event& event) override {
        journal.append(event);
        consistency.apply(event);
    }
    Journal journal;
    Consistency consistency;
};

RunConfig hurried(const char* strategy) {
    RunConfig config;
    config.strategy = strategy;
    config.options = {{"interval", 0.02}};
    if (config.strategy == "write-behind-stream") config.options.emplace_back("idle", 0.2);
    config.latency.cache = config.latency.database = Duration{0};
    return config;
}

/// A write-behind on the real stores whose application is killed ten times while clients write.
struct LiveKilling {
    explicit LiveKilling(const char* strategy)
        : config(hurried(strategy)), stores(open(config)), lab(config, stores->scheduler(), stores->world(), kept) {
        lab.set_mode(Mode::run);
    }
    static std::unique_ptr<LiveUnderTest> open(const RunConfig& config) {
        LiveOptions options;
        options.config = config;
        return open_for_test(std::move(options));
    }

    bool kill_at(std::size_t position) {
        const bool reached = stores->run_until([&] {
            clients.send();
            return kept.journal.size() >= position;
        });
        if (!reached) return false;
        lab.inject(Fault{FaultKind::app_crash});
        stores->let_wall_time_pass(std::chrono::milliseconds(random.below(20)));
        lab.heal_all();
        return true;
    }
    bool close() {
        if (!stores->run_until([&] { return clients.in_flight() == 0; })) return false;
        bool closed = false;
        lab.close([&closed] { closed = true; });
        return stores->run_until([&closed] { return closed; });
    }
    /// What the database says, once the cache has forgotten everything. Of a row that is not there, write 0.
    WriteId row(Key key) {
        WriteId write = 0;
        bool answered = false;
        const Ended ended = [&](RequestId, const Answer& answer) {
            answered = answer.outcome == Outcome::ok && answer.source == Source::database;
            write = answer.found ? answer.value.write : 0;
        };
        ClientRequest request;
        request.key = key;
        request.ended = &ended;
        lab.send(request);
        stores->run_until([this] { return lab.in_flight() == 0; });
        return answered ? write : ~WriteId{0};
    }

    RunConfig config;
    Kept kept;
    std::unique_ptr<LiveUnderTest> stores;
    Lab lab;
    RandomSource random{20};
    WritingClients clients{lab, kept.journal, random};
};

}  // namespace

class TestLiveWriteBehind : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aStreamLosesNothingAndCommitsNothingTwiceInTenKills() {
        LiveKilling it("write-behind-stream");
        // 2,000 writes make some 20,000 entries.
        for (int kill = 0; kill < 10; ++kill) QVERIFY(it.kill_at(it.kept.journal.size() + 500 + it.random.below(2000)));
        const bool enough = it.stores->run_until([&] {
            it.clients.send();
            return it.clients.acknowledged() >= 2000;
        });
        QVERIFY(enough);
        QVERIFY(it.close());
        QCOMPARE(it.clients.lost(), std::size_t{0});
        QCOMPARE(it.clients.committed_twice(), std::size_t{0});
        QCOMPARE(it.kept.consistency.verdict().lost_writes, std::uint64_t{0});
        QCOMPARE(it.kept.consistency.verdict().applied_twice, std::uint64_t{0});

        const auto expected = it.clients.expected_rows();
        QVERIFY(it.clients.committed_rows() == expected);
        it.lab.inject(Fault{FaultKind::expire_all});
        for (const auto& [key, write] : expected) QCOMPARE(it.row(key), write);
    }

    // So that the test above is known to be able to fail.
    void aQueueInTheApplicationLosesWritesByTheSameMeasure() {
        LiveKilling it("write-behind");
        for (int kill = 0; kill < 10; ++kill) QVERIFY(it.kill_at(it.kept.journal.size() + 500 + it.random.below(2000)));
        QVERIFY(it.close());
        QVERIFY(it.clients.lost() > 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveWriteBehind)
#include "tst_live_write_behind.moc"
