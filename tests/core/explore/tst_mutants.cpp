// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/explore/search.h"
#include "core/strategies/combination.h"
#include "core/strategies/guards/lease.h"
#include "core/strategies/paths/cache_aside.h"

using namespace stampede;

namespace {

// What the lease hands out is not looked at when the row is stored.
class UncheckedLease final : public Layer {
   public:
    UncheckedLease(const Options& options, const Environment& environment) : lease_(options, environment) {}
    Task<Reply> get(Key key) override {
        stand();
        co_return co_await lease_.get(key);
    }
    Task<Reply> load(Key key, Reply miss) override {
        stand();
        co_return co_await lease_.load(key, miss);
    }
    Task<Reply> fill(Key key, Entry entry) override {
        entry.token = 0;
        co_return co_await below().fill(key, entry);
    }
    Task<Reply> drop(Key key, Reply committed) override {
        stand();
        co_return co_await lease_.drop(key, committed);
    }

   private:
    void stand() { lease_.stand_on(below(), top()); }
    Lease lease_;
};

// DEL before UPDATE: the two operations of cache-aside's write, swapped.
class Swapped final : public Path {
   public:
    using Path::Path;
    Task<Acknowledgement> write(Key key, Change change) override {
        co_await top().drop(key, Reply{});
        const Reply committed = co_await top().commit(key, change);
        co_return acknowledgement_of(committed);
    }
};

// Tombstones keep old rows out; one whose reply is lost is sent again. The mutant takes a lost request for a done one.
class Tombstones final : public Path {
   public:
    Tombstones(const Environment& environment, bool repeats) : Path(environment), repeats_(repeats) {}
    Task<Reply> fill(Key key, Entry entry) override {
        entry.condition = Condition::newer;
        co_return co_await cache.store(key, entry);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        Entry tombstone;
        tombstone.value = committed.value;
        tombstone.state = EntryState::tombstone;
        tombstone.condition = Condition::newer;
        Reply stored = co_await cache.store(key, tombstone);
        while (repeats_ && !stored.ok()) stored = co_await cache.store(key, tombstone);
        co_return acknowledgement_of(committed);
    }

   private:
    bool repeats_;
};

// One reader at a time fills, by a lock in the cache; a writer deletes under the same lock. The mutant gives back a lock that may be
// somebody else's by then.
class Locked final : public Path {
   public:
    Locked(const Environment& environment, bool by_token) : Path(environment), random_(environment.random), by_token_(by_token) {}
    Task<Answer> read(Key key) override {
        const Reply cached = co_await cache.get(key);
        if (cached.settled()) co_return answer_from(cached);
        const std::uint64_t token = random_.next() | 1;
        const Reply lock = co_await cache.lock(key, token, std::chrono::seconds(10));
        if (!lock.applied) {
            const Reply row = co_await database.select(key);
            co_return answer_from(row);
        }
        const Reply row = co_await database.select(key);
        const Entry entry = entry_for(key, row);
        co_await cache.store(key, entry);
        co_await unlock(key, token);
        co_return answer_from(row);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const std::uint64_t token = random_.next() | 1;
        for (;;) {
            const Reply lock = co_await cache.lock(key, token, std::chrono::seconds(10));
            if (lock.applied) break;
            // Not one's own lock: the unlock must do nothing.
            co_await unlock(key, token);
            co_await clock.sleep(std::chrono::milliseconds(1));
        }
        const Reply committed = co_await database.commit(key, change);
        co_await cache.del(key);
        co_await unlock(key, token);
        co_return acknowledgement_of(committed);
    }

   private:
    Task<Reply> unlock(Key key, std::uint64_t token) {
        if (by_token_) co_return co_await cache.unlock(key, token);
        co_return co_await cache.del(key.as(Role::lock));
    }
    RandomSource& random_;
    bool by_token_;
};

template <class P, class... Arguments>
MakeStrategy path(Arguments... arguments) {
    return [arguments...](const RunConfig&, const Environment& environment) -> std::unique_ptr<Strategy> {
        return std::make_unique<Combination>(std::make_unique<P>(environment, arguments...), std::vector<std::unique_ptr<Layer>>{},
                                             environment.host);
    };
}

template <class L>
MakeStrategy guarded() {
    return [](const RunConfig&, const Environment& environment) -> std::unique_ptr<Strategy> {
        std::vector<std::unique_ptr<Layer>> layers;
        layers.push_back(std::make_unique<L>(Options(Lease::kOptions, {}), environment));
        return std::make_unique<Combination>(std::make_unique<CacheAside>(environment), std::move(layers), environment.host);
    };
}

SearchResult searched(const MakeStrategy& make, std::uint32_t readers, std::uint32_t writers, std::uint32_t lost = 0) {
    Scenario scenario;
    scenario.make = make;
    scenario.readers = readers;
    scenario.writers = writers;
    scenario.lost = lost;
    SearchLimits limits;
    limits.random_schedules = 0;
    return search(scenario, Properties(Property::permanent_inconsistency), limits);
}

}  // namespace

/// Each strategy with a mistake is found, and the same without the mistake is not.
class TestMutants : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void findsALeaseThatIsNotChecked() {
        QVERIFY(searched(guarded<Lease>(), 2, 1).exhausted);
        QCOMPARE(searched(guarded<Lease>(), 2, 1).violations.size(), std::size_t{0});
        QCOMPARE(searched(guarded<UncheckedLease>(), 1, 1).violations.size(), std::size_t{1});
    }
    void findsSwappedOperations() {
        const SearchResult result = searched(path<Swapped>(), 1, 1);
        QCOMPARE(result.violations.size(), std::size_t{1});
        QCOMPARE(result.violations.front().script.size(), std::size_t{5});
    }
    void findsAnUnlockWithoutToken() {
        QCOMPARE(searched(path<Locked>(true), 1, 1).violations.size(), std::size_t{0});
        QCOMPARE(searched(path<Locked>(false), 1, 1).violations.size(), std::size_t{1});
    }
    void findsALostReplyThatIsIgnored() {
        const SearchResult repeats = searched(path<Tombstones>(true), 1, 1, 1);
        QVERIFY2(repeats.exhausted, repeats.bound.c_str());
        QCOMPARE(repeats.violations.size(), std::size_t{0});
        QCOMPARE(searched(path<Tombstones>(false), 1, 1, 1).violations.size(), std::size_t{1});
        QCOMPARE(searched(path<Tombstones>(false), 1, 1, 0).violations.size(), std::size_t{0});
    }

    void anUnderstoodSession_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("session");
        QTest::addColumn<int>("property");
        QTest::addColumn<bool>("broken");
        const auto row = [](const char* name, const char* strategy, const char* session, Property property, bool broken) {
            QTest::newRow(name) << QString(strategy) << QString(session) << static_cast<int>(property) << broken;
        };
        row("a writer reads something older", "cache-aside", "WR", Property::read_your_writes, true);
        row("with versions it does not", "versioned-cas", "WR", Property::read_your_writes, false);
        row("a reader goes back in time", "write-through", "RR", Property::monotonic_read, true);
        row("with versions it does not go back", "versioned-cas", "RR", Property::monotonic_read, false);
        row("two updates of the same state", "no-cache", "RW", Property::lost_update, true);
    }
    void anUnderstoodSession() {
        QFETCH(QString, strategy);
        QFETCH(QString, session);
        QFETCH(int, property);
        QFETCH(bool, broken);
        Scenario scenario;
        scenario.config.strategy = strategy.toStdString();
        scenario.readers = 1;
        scenario.writers = 2;
        scenario.sessions = {session.toStdString()};
        if (session == "RW") scenario.sessions.push_back("RW");
        const SearchResult result = search(scenario, Properties(static_cast<Property>(property)), {});
        QCOMPARE(!result.violations.empty(), broken);
        QVERIFY(broken || result.exhausted);
    }
};

QTEST_GUILESS_MAIN(TestMutants)
#include "tst_mutants.moc"
