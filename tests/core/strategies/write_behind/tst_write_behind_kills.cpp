// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/write_behind/write_behind_lab.h"
#include "tests/core/strategies/write_behind/writing_clients.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kAcknowledged = 2000;
constexpr std::size_t kKills = 100;

RunConfig hurried(const char* strategy, std::uint64_t seed, std::uint32_t instances) {
    RunConfig config = WriteBehindLab::with(strategy, {{"interval", 0.02}});
    if (config.strategy == "write-behind-stream") config.options.emplace_back("idle", 0.2);
    config.latency.spread = Spread::log_normal;
    config.latency.database = 5ms;
    config.instances = instances;
    config.seed = seed;
    return config;
}

/// An application that is killed between any two events, a hundred times, while clients write until enough has been acknowledged.
class Killing {
   public:
    explicit Killing(const RunConfig& config) : it_(config), random_(config.seed), clients_(it_.lab, it_.sink.journal, random_) {}

    void play() {
        std::size_t kills = 0;
        std::size_t next = it_.sink.journal.size() + random_.below(2 * kEventsBetween);
        while (clients_.acknowledged() < kAcknowledged || kills < kKills) {
            clients_.send();
            it_.loop.run_one();
            if (it_.sink.journal.size() < next || kills == kKills) continue;
            ++kills;
            const auto victim = static_cast<InstanceId>(random_.below(it_.config.instances));
            it_.lab.inject(Fault{FaultKind::app_crash, victim});
            it_.run_for(std::chrono::microseconds(random_.below(20'000)));
            it_.lab.heal_all();
            next = it_.sink.journal.size() + random_.below(2 * kEventsBetween);
        }
        it_.run_for(1s);
        it_.close_within(1min);
    }

    const WritingClients& clients() const { return clients_; }
    std::size_t crashes() const { return it_.events(EventType::crashed).size(); }
    bool closed() const { return it_.closed; }
    Verdict verdict() const { return it_.verdict(); }

   private:
    static constexpr std::uint64_t kEventsBetween = 150;

    WriteBehindLab it_;
    RandomSource random_;
    WritingClients clients_;
};

}  // namespace

class TestWriteBehindKills : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aStreamLosesNothingAndCommitsNothingTwice_data() {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<quint32>("instances");
        for (quint64 seed = 1; seed <= 10; ++seed) {
            QTest::addRow("one instance, seed %llu", seed) << seed << quint32{1};
            QTest::addRow("three instances, seed %llu", seed) << seed << quint32{3};
        }
    }
    void aStreamLosesNothingAndCommitsNothingTwice() {
        QFETCH(quint64, seed);
        QFETCH(quint32, instances);
        Killing it(hurried("write-behind-stream", seed, instances));
        it.play();
        QVERIFY(it.closed());
        QCOMPARE(it.crashes(), kKills);
        QVERIFY(it.clients().acknowledged() >= kAcknowledged);
        QVERIFY(it.clients().redeliveries() > 0);  // kills between commit and acknowledgement did happen
        QCOMPARE(it.clients().lost(), std::size_t{0});
        QCOMPARE(it.clients().committed_twice(), std::size_t{0});
        QVERIFY(it.clients().committed_rows() == it.clients().expected_rows());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        QCOMPARE(it.verdict().applied_twice, std::uint64_t{0});
    }

    // So that the test above is known to be able to fail.
    void aQueueInTheApplicationLosesWritesByTheSameMeasure() {
        Killing it(hurried("write-behind", 1, 1));
        it.play();
        QVERIFY(it.clients().lost() > 0);
        QCOMPARE(it.verdict().lost_writes, static_cast<std::uint64_t>(it.clients().lost()));
    }
    void aListLosesNothingButCommitsTwiceByTheSameMeasure() {
        Killing it(hurried("write-behind-list", 1, 1));
        it.play();
        QCOMPARE(it.clients().lost(), std::size_t{0});
        QVERIFY(it.clients().committed_twice() > 0);
        QVERIFY(it.verdict().applied_twice > 0);
    }
};

QTEST_APPLESS_MAIN(TestWriteBehindKills)
#include "tst_write_behind_kills.moc"
