// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <map>

#include "core/simulated/fake_redis.h"
#include "core/workload/key_chooser.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kEntry = FakeCache::kEntryBytes;

Key user(std::uint32_t id) { return Key{Kind::user_profile, id}; }

/// A fake Redis with room for a few entries, and what it gave up.
struct Full {
    explicit Full(Eviction eviction, std::size_t entries = 10)
        : redis({entries * kEntry, eviction, 1}, [this](Key key) { evicted.push_back(key); }) {}

    Reply run(Verb verb, Key key, Duration ttl = 0s) {
        now += 1s;
        Operation operation;
        operation.verb = verb;
        operation.key = key;
        operation.ttl = ttl;
        operation.token = 1;
        operation.count = 100;
        return redis.run(operation, {}, now).reply;
    }
    Reply set(std::uint32_t id, Duration ttl = 0s) { return run(Verb::cache_set, user(id), ttl); }
    Reply get(std::uint32_t id) { return run(Verb::cache_get, user(id)); }
    bool gave_up(Key key) const { return std::find(evicted.begin(), evicted.end(), key) != evicted.end(); }

    std::vector<Key> evicted;
    FakeRedis redis;
    Instant now{0};
};

/// Share of hits of a cache of 1,000 entries that is filled on each miss, under reads of 10,000 keys by Zipf's law.
double hit_rate(Eviction eviction, Duration between_reads) {
    constexpr std::uint32_t kKeys = 10'000;
    constexpr std::uint64_t kWarmUp = 200'000, kReads = 400'000;
    FakeCache cache({1'000 * kEntry, eviction, 1}, [](Key) {});
    const KeyChooser chooser(Distribution::zipf, kKeys, 0.99);
    RandomSource random(42);
    Instant now{0};
    std::uint64_t hits = 0;
    for (std::uint64_t read = 0; read < kWarmUp + kReads; ++read) {
        now += between_reads;
        const Key key = user(static_cast<std::uint32_t>(chooser.draw(random)));
        cache.make_room(now);
        const bool hit = cache.get(key, now) != nullptr;
        if (!hit) cache.set(key, FakeEntry{}, now);
        hits += hit && read >= kWarmUp ? 1 : 0;
    }
    return static_cast<double>(hits) / static_cast<double>(kReads);
}

void is_near(double actual, double expected, double margin) {
    QVERIFY2(std::abs(actual - expected) <= margin, qPrintable(QString("%1, not %2").arg(actual).arg(expected)));
}

}  // namespace

class TestEviction : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // Che, Tung & Wang 2002: a key's hit rate is 1 - e^(-p T), T such that the expected number of cached keys is the capacity.
    void sampledLruHitsAsOftenAsTheCheApproximationSays() { is_near(hit_rate(Eviction::allkeys_lru, 10ms), 0.664, 0.02); }

    // The same approximation for random replacement (Fricker, Robert & Roberts 2012): p T / (1 + p T).
    void randomEvictionHitsAsOftenAsTheory() {
        constexpr std::size_t kKeys = 10'000;
        std::vector<double> share(kKeys);
        double sum = 0;
        for (std::size_t k = 0; k < kKeys; ++k) sum += share[k] = std::pow(static_cast<double>(k + 1), -0.99);
        for (double& p : share) p /= sum;
        const auto held = [&](double time) {
            double keys = 0;
            for (const double p : share) keys += p * time / (1 + p * time);
            return keys;
        };
        double low = 0, high = 1e9;
        for (int i = 0; i < 200; ++i) (held((low + high) / 2) < 1'000 ? low : high) = (low + high) / 2;
        double expected = 0;
        for (const double p : share) expected += p * p * low / (1 + p * low);
        is_near(hit_rate(Eviction::allkeys_random, 10ms), expected, 0.02);
    }

    void lfuBeatsLruWhenPopularityNeverChanges() {
        QVERIFY(hit_rate(Eviction::allkeys_lfu, 10ms) > hit_rate(Eviction::allkeys_lru, 10ms) + 0.02);
    }

    // Redis's clock of uses has a resolution of a second.
    void atManyReadsASecondLruCannotTellOneUseFromAnother() {
        const double fast = hit_rate(Eviction::allkeys_lru, 1us);
        QVERIFY(fast < hit_rate(Eviction::allkeys_lru, 10ms) - 0.03);
    }

    void noevictionRefusesToStoreButReadsAndDeletes() {
        Full it(Eviction::noeviction);
        std::uint32_t stored = 0;
        while (it.set(stored + 1).ok() && stored < 100) ++stored;
        QCOMPARE(stored, 11u);  // the one that crosses the limit is the last
        QCOMPARE(it.set(1).outcome, Outcome::refused);
        QCOMPARE(it.run(Verb::cache_incr, user(1).as(Role::counter)).outcome, Outcome::refused);
        QCOMPARE(it.run(Verb::cache_add, user(1).as(Role::lock), 1s).outcome, Outcome::refused);
        QCOMPARE(it.run(Verb::list_push, user(1)).outcome, Outcome::refused);
        QCOMPARE(it.run(Verb::stream_write, user(1)).outcome, Outcome::refused);
        QCOMPARE(it.run(Verb::cache_lease_get, user(200), 1s).outcome, Outcome::refused);
        QVERIFY(it.run(Verb::cache_lease_get, user(1), 1s).hit());
        QVERIFY(it.get(1).hit());
        QCOMPARE(it.run(Verb::cache_del, user(1)).affected, 1u);
        QVERIFY(it.set(1).ok());
        QVERIFY(it.evicted.empty());
    }

    void everyPolicyKeepsTheLimitAndReportsEveryVictim_data() {
        QTest::addColumn<int>("eviction");
        QTest::addColumn<bool>("only_with_ttl");
        QTest::newRow("allkeys-lru") << static_cast<int>(Eviction::allkeys_lru) << false;
        QTest::newRow("allkeys-lfu") << static_cast<int>(Eviction::allkeys_lfu) << false;
        QTest::newRow("allkeys-random") << static_cast<int>(Eviction::allkeys_random) << false;
        QTest::newRow("volatile-lru") << static_cast<int>(Eviction::volatile_lru) << true;
        QTest::newRow("volatile-lfu") << static_cast<int>(Eviction::volatile_lfu) << true;
        QTest::newRow("volatile-ttl") << static_cast<int>(Eviction::volatile_ttl) << true;
        QTest::newRow("volatile-random") << static_cast<int>(Eviction::volatile_random) << true;
    }
    void everyPolicyKeepsTheLimitAndReportsEveryVictim() {
        QFETCH(int, eviction);
        QFETCH(bool, only_with_ttl);
        Full it(static_cast<Eviction>(eviction), 100);
        constexpr std::uint32_t kForEver = 30;
        for (std::uint32_t id = 1; id <= kForEver; ++id) QVERIFY(it.set(id).ok());
        for (std::uint32_t id = kForEver + 1; id <= 400; ++id) {
            QVERIFY(it.set(id, 1h).ok());
            QVERIFY(it.redis.entries().bytes() <= 101 * kEntry);
        }
        std::vector<Key> known = it.evicted;
        const std::vector<Key> held = it.redis.entries().keys();
        known.insert(known.end(), held.begin(), held.end());
        std::sort(known.begin(), known.end());
        QCOMPARE(known.size(), std::size_t{400});
        for (std::uint32_t id = 1; id <= 400; ++id) QCOMPARE(known[id - 1], user(id));
        const auto without_ttl = std::count_if(it.evicted.begin(), it.evicted.end(), [](Key key) { return key.id <= kForEver; });
        QCOMPARE(without_ttl == 0, only_with_ttl);
    }

    void volatilePoliciesRefuseWhenNoKeyHasATtl() {
        for (const Eviction eviction :
             {Eviction::volatile_lru, Eviction::volatile_lfu, Eviction::volatile_ttl, Eviction::volatile_random}) {
            Full it(eviction);
            for (std::uint32_t id = 1; id <= 11; ++id) QVERIFY(it.set(id).ok());
            QCOMPARE(it.set(12, 1h).outcome, Outcome::refused);
            QVERIFY(it.evicted.empty());
            QVERIFY(it.run(Verb::cache_del, user(1)).ok());
            QVERIFY(it.set(12, 1h).ok());
            QVERIFY(it.set(13).ok());
            QCOMPARE(it.evicted, std::vector<Key>{user(12)});
        }
    }

    void volatileTtlGivesUpWhatExpiresSoonest() {
        Full it(Eviction::volatile_ttl);
        for (std::uint32_t id = 1; id <= 11; ++id) it.set(id, std::chrono::hours(id));
        it.set(12, 30h);
        QCOMPARE(it.evicted.size(), std::size_t{1});
        const std::uint32_t first = it.evicted[0].id;
        QVERIFY(first <= 6);  // the best of five samples
        it.set(first);        // without a TTL now
        for (std::uint32_t id = 13; id <= 30; ++id) it.set(id, 30h);
        QVERIFY(it.get(first).hit());
        for (std::uint32_t id = 1; id <= 8; ++id) QVERIFY(id == first || it.gave_up(user(id)));
    }

    void locksCountersListsAndStreamsAreKeysLikeAnyOther() {
        Full it(Eviction::allkeys_random);
        it.run(Verb::cache_add, user(1).as(Role::lock), 1h);
        it.run(Verb::cache_incr, user(1).as(Role::counter));
        for (std::uint32_t id = 0; id < 5; ++id) it.run(Verb::list_push, user(id));
        for (std::uint32_t id = 0; id < 5; ++id) it.run(Verb::stream_write, user(id));
        const Key list{Kind::user_profile, 0, Role::queue}, stream{Kind::user_profile, 0, Role::stream};
        for (std::uint32_t id = 100; id < 300; ++id) it.set(id);
        for (const Key key : {user(1).as(Role::lock), user(1).as(Role::counter), list, stream}) QVERIFY(it.gave_up(key));
        QCOMPARE(it.run(Verb::list_pop, Key{}).affected, 0u);
        QCOMPARE(it.run(Verb::stream_read, Key{}).affected, 0u);
        QCOMPARE(it.redis.queues().length(), std::size_t{0});
    }

    void aLongListCountsWithItsOwnSize() {
        Full it(Eviction::allkeys_random, 1'000);
        const std::size_t before = it.redis.entries().bytes();
        for (std::uint32_t id = 0; id < 100; ++id) it.run(Verb::list_push, user(id));
        const std::size_t full = it.redis.entries().bytes();
        QVERIFY(full >= before + 100 * 20);
        it.run(Verb::list_pop, Key{});
        QCOMPARE(it.redis.entries().bytes(), before);
    }

    void volatilePoliciesSpareTheListAndTheStream() {
        Full it(Eviction::volatile_lru);
        it.run(Verb::list_push, user(1));
        for (std::uint32_t id = 100; id < 300; ++id) QVERIFY(it.set(id, 1h).ok());
        QCOMPARE(it.run(Verb::list_pop, Key{}).affected, 1u);
    }

    void theIndexAgreesWithAMapWhateverIsPutAndErased() {
        KeyIndex index;
        std::map<Key, std::uint32_t> map;
        RandomSource random(5);
        for (std::uint32_t turn = 0; turn < 50'000; ++turn) {
            const std::uint64_t drawn = random.next();
            const Key key{static_cast<Kind>(drawn % 3), static_cast<std::uint32_t>(drawn >> 8) % 300, static_cast<Role>(drawn % 5)};
            if ((drawn >> 60) < 8) {
                index.put(key, turn);
                map[key] = turn;
            } else if (map.erase(key) > 0) {
                index.erase(key);
            }
            QCOMPARE(index.size(), map.size());
            const auto found = map.find(key);
            QCOMPARE(index.find(key), found == map.end() ? KeyIndex::kNone : found->second);
        }
        for (const auto& [key, place] : map) QCOMPARE(index.find(key), place);
    }

    void recentlyUsedKeysStay() {
        Full it(Eviction::allkeys_lru, 50);
        for (std::uint32_t id = 1; id <= 500; ++id) {
            it.set(id + 1'000);
            it.set(7);
        }
        QVERIFY(it.get(7).hit());
        QVERIFY(it.evicted.size() > 400);
    }
};

QTEST_APPLESS_MAIN(TestEviction)
#include "tst_eviction.moc"
