// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/guards/circuit_breaker.h"
#include "core/strategies/paths/cache_aside.h"
#include "core/strategies/paths/write_through.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

const char* const kBreaker = "circuit-breaker:window=10,threshold=50,open=5,probes=3";

std::vector<std::int64_t> transitions(const GuardLab& it) {
    std::vector<std::int64_t> states;
    for (const Event& event : it.all(EventType::breaker)) states.push_back(event.detail);
    return states;
}

using States = std::vector<std::int64_t>;

/// Stands for a connection that is cut: the cache lives on, and what is asked of it is lost.
class CutOff final : public Layer {
   public:
    explicit CutOff(const bool& cut) : cut_(&cut) {}

    Task<Reply> get(Key key) override { return *cut_ ? nobody() : below().get(key); }
    Task<Reply> put(Key key, Entry entry) override { return *cut_ ? nobody() : below().put(key, entry); }
    Task<Reply> drop(Key key, Reply committed) override { return *cut_ ? nobody() : below().drop(key, committed); }

   private:
    Task<Reply> nobody() {
        Reply reply;
        reply.outcome = Outcome::unavailable;
        co_return reply;
    }

    const bool* cut_;
};

template <class P>
MakeStrategy cut_off_by(const bool& cut, bool breaker) {
    return [&cut, breaker](const RunConfig&, const Environment& environment) {
        std::vector<std::unique_ptr<Layer>> layers;
        const Choice choice = *parse_choice(kBreaker);
        if (breaker) layers.push_back(std::make_unique<CircuitBreaker>(Options(CircuitBreaker::kOptions, choice.options), environment));
        layers.push_back(std::make_unique<CutOff>(cut));
        return std::make_unique<Combination>(std::make_unique<P>(environment), std::move(layers), environment.host);
    };
}

/// What is read after a write during the cut, once the cut and everything that follows it is over.
template <class P>
bool reads_the_write_after_a_cut(bool breaker) {
    bool cut = false;
    GuardLab it(guarded("cache-aside"), cut_off_by<P>(cut, breaker));
    it.answer(user(1));
    cut = true;
    for (std::uint32_t id = 2; id <= 11; ++id) it.answer(user(id));
    const RequestId write = it.write(user(1));
    it.run_for(1s);
    cut = false;
    it.run_for(5s);
    bool good = true;
    for (std::uint32_t id = 1; id <= 12; ++id) good = good && (id != 1 || it.answer(user(id)).value.write == write);
    for (std::uint32_t id = 2; id <= 12; ++id) it.answer(user(id));
    it.run_for(1s);
    good = good && it.answer(user(1)).value.write == write && it.verdict().permanent_inconsistencies == 0;
    return good && it.answer(user(1)).source == Source::cache;
}

/// A lab whose breaker has just opened. User 1 is in the cache.
struct Opened {
    explicit Opened(const RunConfig& config, FaultKind fault = FaultKind::redis_freeze) : it(config) {
        it.answer(user(1));
        it.lab.inject(Fault{fault});
        for (std::uint32_t id = 2; id <= 11; ++id) it.answer(user(id));
    }
    GuardLab it;
};

}  // namespace

class TestCircuitBreaker : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void itOpensAtTheThresholdAndAsksNoMore() {
        Opened opened(guarded("cache-aside", {kBreaker}));
        GuardLab& it = opened.it;
        QVERIFY((transitions(it) == States{1}));
        const std::size_t gets = it.issued(Verb::cache_get);
        const Event end = it.answer(user(1));
        QCOMPARE(end.outcome, Outcome::ok);
        QCOMPARE(end.source, Source::database);
        QVERIFY(Duration(end.detail) < 60ms);
        QCOMPARE(it.issued(Verb::cache_get), gets);
        QVERIFY(it.decided(Decision::skipped_cache) > 0);
    }

    void fewFailuresLeaveItClosed() {
        GuardLab it(guarded("cache-aside", {kBreaker}));
        for (int round = 0; round < 10; ++round) {
            it.lab.inject(Fault{FaultKind::redis_freeze});
            it.answer(user(1));
            it.lab.heal_all();
            for (int i = 0; i < 4; ++i) it.answer(user(1));
        }
        QVERIFY(transitions(it).empty());
    }

    void probesCloseItAgain() {
        Opened opened(guarded("cache-aside", {kBreaker}));
        GuardLab& it = opened.it;
        it.lab.heal_all();
        it.run_for(5s);
        for (int i = 0; i < 3; ++i) it.answer(user(1));
        QVERIFY((transitions(it) == States{1, 2, 0}));
        QCOMPARE(it.answer(user(1)).source, Source::cache);
    }

    void probesThatFailOpenItAgainAndNoMoreThanThoseAreSent() {
        Opened opened(guarded("cache-aside", {kBreaker}));
        GuardLab& it = opened.it;
        it.run_for(5s);
        const std::size_t gets = it.issued(Verb::cache_get);
        it.reads(user(1), 20);
        it.run_for(200ms);
        QCOMPARE(it.issued(Verb::cache_get), gets + 3);
        QVERIFY((transitions(it) == States{1, 2, 1}));
    }

    // What could not be deleted while the cache was away must not be read when it is back.
    void aWriteWhileItIsOpenIsNotForgotten() {
        for (const char* strategy : {"cache-aside", "write-through"}) {
            Opened opened(guarded(strategy, {kBreaker}));
            GuardLab& it = opened.it;
            const RequestId write = it.write(user(1));
            it.run_for(1s);
            QCOMPARE(it.end_of(write).outcome, Outcome::ok);
            it.lab.heal_all();
            it.run_for(5s);
            for (int i = 0; i < 10; ++i) QCOMPARE(it.answer(user(1)).value.write, write);
            for (std::uint32_t id = 2; id <= 8; ++id) it.answer(user(id));
            it.run_for(1s);
            QCOMPARE(it.answer(user(1)).value.write, write);
            QCOMPARE(it.answer(user(1)).source, Source::cache);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
        }
    }

    void whatACutOffInstanceCouldNotInvalidateItInvalidatesLater() {
        QVERIFY(!reads_the_write_after_a_cut<CacheAside>(false));
        QVERIFY(!reads_the_write_after_a_cut<WriteThrough>(false));
        QVERIFY(reads_the_write_after_a_cut<CacheAside>(true));
        QVERIFY(reads_the_write_after_a_cut<WriteThrough>(true));
    }
};

QTEST_APPLESS_MAIN(TestCircuitBreaker)
#include "tst_circuit_breaker.moc"
