// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/faults/fault_catalogue.h"
#include "tests/contract/cache_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Fault with_file() {
    Fault fault{FaultKind::redis_kill};
    fault.choice = static_cast<std::uint8_t>(Survives::append_only_file);
    return fault;
}
Fault power_cut(Duration lost) {
    Fault fault{FaultKind::redis_power_cut};
    fault.added = lost;
    return fault;
}
Fault memory(std::uint32_t percent, Eviction eviction) {
    Fault fault{FaultKind::redis_memory};
    fault.amount = percent;
    fault.choice = static_cast<std::uint8_t>(eviction);
    return fault;
}
Key user(std::uint32_t id) { return Key{Kind::user_profile, id}; }

/// A cache whose server keeps an append-only file, and what these cases ask of it.
class Broken : public CacheCase {
   public:
    explicit Broken(bool append_only = true) : CacheCase(is_live(), configuration(append_only)) {}

    static bool is_live() {
        QFETCH_GLOBAL(bool, live);
        return live;
    }
    static RunConfig configuration(bool append_only) {
        RunConfig config = short_cache_latency();
        config.append_only = append_only;
        return config;
    }
    void inject(const Fault& fault) { (*this)->world().inject(fault); }
    /// Heals and waits until the server is there.
    bool start(const Fault& fault) {
        const std::size_t starts = seen().count(EventType::cache_started);
        (*this)->world().heal(fault);
        return (*this)->run_until([&] { return seen().count(EventType::cache_started) > starts; });
    }
    bool restart(const Fault& fault) {
        inject(fault);
        return start(fault);
    }
    bool told(EventType type, std::size_t times = 1) {
        return (*this)->run_until([&] { return seen().count(type) >= times; });
    }
    const Event* of(EventType type, Key key) {
        const auto found = std::find_if(seen().events.rbegin(), seen().events.rend(),
                                        [&](const Event& event) { return event.type == type && event.key == key; });
        return found == seen().events.rend() ? nullptr : &*found;
    }
    /// As in Step mode TTLs are the lab's, and time goes by at once.
    void hold_ttls() { (*this)->world().hold_ttls(true); }
    void pass(Duration by) {
        (*this)->world().freeze_time();
        (*this)->world().advance_time(by);
        (*this)->world().resume_time();
    }
    OperationId issue(Verb verb, Key key, Duration deadline = seconds(5)) {
        return (*this)->issue(WorldUnderTest::make(verb, key, Value{9, 9}, deadline));
    }
    bool answered(OperationId id) {
        return (*this)->run_until([&] { return seen().completion(id) != nullptr; });
    }
    Outcome outcome(OperationId id) { return answered(id) ? seen().completion(id)->reply.outcome : Outcome::crashed; }
};

}  // namespace

/// What the faults of the Redis server do. Each case runs on Redis and on the fake.
class TestContractRedisFaults : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }

    void aKilledServerComesBackWithItsFile() {
        Broken w;
        w->set(kUser, Value{3, 7}, seconds(3600));
        w.store(Verb::cache_set, kProduct, Value{0, 12}, EntryState::absent);
        w.with_token(Verb::cache_add, kUser.as(Role::lock), 77, seconds(3600));
        w.perform(w.op(Verb::cache_incr, kUser.as(Role::counter)));
        w.queue(Verb::list_write, user(5), 8);
        w.queue(Verb::stream_write, user(6), 9);
        w.inject(with_file());
        w.inject(with_file());
        QCOMPARE(w->get(kUser).outcome, Outcome::unavailable);
        QVERIFY(w.start(with_file()));
        QCOMPARE(w.seen().count(EventType::cache_died), std::size_t{1});
        QVERIFY((w->get(kUser).value == Value{3, 7}));
        QCOMPARE(w->get(kProduct).state, EntryState::absent);
        QCOMPARE(w->get(kUser.as(Role::lock)).token, std::uint64_t{77});
        QCOMPARE(w->get(kUser.as(Role::counter)).token, std::uint64_t{1});
        QCOMPARE(writes_of(w.changes(w.ask(Verb::list_pop, 10))), std::vector<WriteId>{8});
        QCOMPARE(writes_of(w.changes(w.ask(Verb::stream_read, 10))), std::vector<WriteId>{9});
    }

    void whatItHoldsIsToldAfterItsStart() {
        Broken w;
        const Instant before = w->scheduler().now();
        w->set(kProduct, Value{1, 2});
        w->set(kUser, Value{3, 7}, seconds(3600));
        w.store(Verb::cache_set, user(43), Value{0, 12}, EntryState::absent);
        w.queue(Verb::list_push, user(5), 8);
        QVERIFY(w.restart(with_file()));
        QVERIFY(w.told(EventType::restored, 4));
        std::vector<Key> keys;
        bool started = false;
        for (const Event& event : w.seen().events) {
            if (event.type == EventType::cache_died) started = false;
            if (event.type == EventType::cache_started) started = true;
            if (event.type != EventType::restored) continue;
            QVERIFY(started);
            keys.push_back(event.key);
        }
        const std::vector<Key> expected{kQueue, kUser, user(43), kProduct};
        QVERIFY(keys == expected);
        const Event& user_back = *w.of(EventType::restored, kUser);
        QVERIFY((user_back.value == Value{3, 7}) && user_back.state == EntryState::value);
        QVERIFY(Instant(user_back.detail) >= before + seconds(3600) && Instant(user_back.detail) <= w->scheduler().now() + seconds(3600));
        QCOMPARE(w.of(EventType::restored, user(43))->state, EntryState::absent);
        QCOMPARE(w.of(EventType::restored, kProduct)->detail, std::int64_t{0});
    }

    void withoutDataItComesBackEmptyWhateverFileItKeeps() {
        Broken w;
        w->set(kUser, Value{3, 7});
        QVERIFY(w.restart(Fault{FaultKind::redis_kill}));
        QVERIFY(!w->get(kUser).found);
        w->set(kUser, Value{4, 8});
        QVERIFY(w.restart(with_file()));
        QVERIFY((w->get(kUser).value == Value{4, 8}));
        QVERIFY(w.restart(Fault{FaultKind::redis_kill}));
        QVERIFY(!w->get(kUser).found);
        QCOMPARE(w.seen().count(EventType::restored), std::size_t{1});
    }

    void whileItIsDownTheParametersCanBeReplaced() {
        Broken w;
        w->set(kUser, Value{3, 7});
        w.inject(Fault{FaultKind::redis_kill});
        QVERIFY(w.restart(with_file()));
        QVERIFY(w->get(kUser).found);
        w.inject(with_file());
        QVERIFY(w.restart(Fault{FaultKind::redis_kill}));
        QVERIFY(!w->get(kUser).found);
    }

    void itIsBackWhenBothOutagesAreHealed() {
        Broken w;
        w->set(kUser, Value{3, 7});
        w.inject(with_file());
        w.inject(power_cut(Duration{0}));
        w->world().heal(with_file());
        QCOMPARE(w->get(kUser).outcome, Outcome::unavailable);
        QVERIFY(w.start(power_cut(Duration{0})));
        QVERIFY(w->get(kUser).found);
    }

    void aServerWithoutAFileSaysSoAndComesBackEmpty() {
        for (const Fault& fault : {with_file(), power_cut(seconds(1))}) {
            Broken w(false);
            w->set(kUser, Value{3, 7});
            w.inject(fault);
            QCOMPARE(w.seen().notices.size(), std::size_t{1});
            QCOMPARE(w.seen().notices.front(), std::string(kNoAppendOnlyFile));
            QVERIFY(w.start(fault));
            QVERIFY(!w->get(kUser).found);
        }
    }

    void ttlsGoOnByLabTimeWhileTheServerIsDown() {
        Broken w;
        w.hold_ttls();
        w->set(kUser, Value{1, 2}, seconds(10));
        w->set(kProduct, Value{1, 2}, seconds(30));
        const Instant expires = w->scheduler().now() + seconds(30);
        w.inject(with_file());
        w.pass(seconds(12));
        QCOMPARE(w.seen().count(EventType::expired), std::size_t{0});
        QVERIFY(w.start(with_file()));
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w.of(EventType::restored, kUser) == nullptr);
        QVERIFY(w->get(kProduct).found && !w.seen().expired(kProduct));
        const Duration off = Instant(w.of(EventType::restored, kProduct)->detail) - expires;
        QVERIFY(off >= -seconds(2) && off <= Duration{0});
        w.pass(seconds(20));
        QVERIFY(w.seen().expired(kProduct));
        QVERIFY(!w->get(kProduct).found);
    }

    void ttlsOfTheServersGoOnAsWell() {
        Broken w;
        w->set(kUser, Value{1, 2}, milliseconds(400));
        QVERIFY(w.restart(with_file()));
        QVERIFY(w.of(EventType::restored, kUser) != nullptr);
        QVERIFY(w->run_until([&] { return w.seen().expired(kUser); }));
        QVERIFY(!w->get(kUser).found);
    }

    // The lesson: deletes are lost, too, and what was invalidated comes back.
    void aPowerCutBringsBackWhatWasInvalidated() {
        Broken w;
        w.hold_ttls();
        const Value old = w->select(kUser).value;
        w->set(kUser, old, seconds(60));
        w.pass(seconds(5));
        const Reply written = w->update(kUser, 1);
        QCOMPARE(w->del(kUser).affected, 1u);
        w.pass(milliseconds(500));
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w.restart(power_cut(seconds(1))));
        const Reply stale = w->get(kUser);
        QVERIFY(stale.found && stale.value == old && stale.value.version < written.value.version);
        QVERIFY((w->select(kUser).value == Value{1, written.value.version}));
        QVERIFY(w.of(EventType::restored, kUser)->value == old);
        w.pass(seconds(56));
        QVERIFY(w.seen().expired(kUser));
    }

    void aPowerCutTakesWhatItIsToldAndNoMore() {
        Broken w;
        w.hold_ttls();
        for (std::uint32_t id = 1; id <= 6; ++id) {
            w->set(user(id), Value{id, id + 1});
            w->set(user(id + 10), Value{id, id + 1});
            w.pass(seconds(1));
        }
        w.inject(power_cut(milliseconds(2500)));
        w.pass(seconds(100));
        QVERIFY(w.start(power_cut(Duration{0})));
        for (std::uint32_t id = 1; id <= 6; ++id) {
            QCOMPARE(w->get(user(id)).found, id <= 4);
            QCOMPARE(w->get(user(id + 10)).found, id <= 4);
        }
        QVERIFY(w.restart(power_cut(seconds(60))));  // what the server has come back with is on the disk
        for (std::uint32_t id = 1; id <= 6; ++id) QCOMPARE(w->get(user(id)).found, id <= 4);
    }

    void aPowerCutTakesBackQueuesFlushesAndEvictions() {
        Broken w;
        w.hold_ttls();
        w->set(kUser, Value{1, 2});
        w->set(kProduct, Value{1, 2});
        w.queue(Verb::list_push, user(5), 8);
        w.queue(Verb::stream_write, user(6), 9);
        w.pass(seconds(5));
        QCOMPARE(w.ask(Verb::list_pop, 10).affected, 1u);
        w.queue(Verb::list_push, user(5), 10);
        w.inject(Fault{FaultKind::evict_key, 0, kProduct});
        QVERIFY(w.told(EventType::evicted));
        w.inject(Fault{FaultKind::redis_flush});
        QVERIFY(w.told(EventType::cache_emptied));
        QVERIFY(w.restart(power_cut(seconds(1))));
        QVERIFY(w->get(kUser).found && w->get(kProduct).found);
        QCOMPARE(writes_of(w.changes(w.ask(Verb::list_pop, 10))), std::vector<WriteId>{8});
        QCOMPARE(writes_of(w.changes(w.ask(Verb::stream_read, 10))), std::vector<WriteId>{9});
    }

    void whatWasThereBeforeAResetNeverComesBack() {
        Broken w;
        w.hold_ttls();
        w->set(kUser, Value{1, 2});
        w.pass(seconds(5));
        QVERIFY(w->world().reset());
        w->world().observe(w.seen());
        w->set(kProduct, Value{1, 2});
        QVERIFY(w.restart(power_cut(seconds(60))));
        QVERIFY(!w->get(kUser).found && !w->get(kProduct).found);
    }

    void aPausedServerAnswersReadsAndHoldsAllElse() {
        Broken w;
        w->set(kUser, Value{1, 2});
        w.inject(Fault{FaultKind::redis_pause});
        w.inject(Fault{FaultKind::redis_pause});
        const OperationId set = w.issue(Verb::cache_set, kUser, milliseconds(150));
        const OperationId script = w.issue(Verb::cache_set_newer, kProduct);
        const OperationId del = w.issue(Verb::cache_del, user(7));
        const OperationId publish = w.issue(Verb::cache_publish, kUser);
        for (int i = 0; i < 5; ++i) QVERIFY((w->get(kUser).value == Value{1, 2}));
        QCOMPARE(w.outcome(set), Outcome::timed_out);
        for (const OperationId id : {set, script, del, publish}) QVERIFY(w.seen().effects_of(id).empty());
        w->world().heal(Fault{FaultKind::redis_pause});
        w->world().heal(Fault{FaultKind::redis_pause});
        for (const OperationId id : {script, del, publish}) {
            QCOMPARE(w.outcome(id), Outcome::ok);
            QVERIFY(w.seen().completion(id)->timing.fault >= milliseconds(100));
        }
        QVERIFY(w->run_until([&] { return w.seen().effects_of(set).size() == 1; }));
        QVERIFY((w->get(kUser).value == Value{9, 9}));
        QVERIFY(w->set(kUser, Value{4, 5}).applied);
    }

    void whatTheLabDoesIsNotHeld() {
        Broken w;
        w.hold_ttls();
        for (std::uint32_t id = 1; id <= 4; ++id) w->set(user(id), Value{1, 2}, seconds(id == 1 ? 10 : 3600));
        w.inject(Fault{FaultKind::redis_pause});
        const OperationId held = w.issue(Verb::cache_del, user(4), Duration{0});
        QVERIFY(w->get(user(1)).found);
        w.pass(seconds(11));
        QVERIFY(w.seen().expired(user(1)));
        w.inject(Fault{FaultKind::expire_key, 0, user(2)});
        w.inject(Fault{FaultKind::evict_key, 0, user(3)});
        QVERIFY(w->run_until([&] { return w.seen().expired(user(2)) && w.of(EventType::evicted, user(3)) != nullptr; }));
        for (std::uint32_t id = 1; id <= 3; ++id) QVERIFY(!w->get(user(id)).found);
        QVERIFY(w->get(user(4)).found && w.seen().effects_of(held).empty());
        w.inject(Fault{FaultKind::redis_flush});
        QVERIFY(w.told(EventType::cache_emptied));
        QVERIFY(!w->get(user(4)).found && w.seen().effects_of(held).empty());
        w->world().heal(Fault{FaultKind::redis_pause});
        QVERIFY(w.answered(held));
        QCOMPARE(w.seen().completion(held)->reply.affected, 0u);
    }

    void aPauseOutlivesARestart() {
        Broken w;
        w.inject(Fault{FaultKind::redis_pause});
        const OperationId held = w.issue(Verb::cache_set, kUser);
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w.restart(Fault{FaultKind::redis_kill}));
        QCOMPARE(w.outcome(held), Outcome::unavailable);
        const OperationId again = w.issue(Verb::cache_set, kUser, milliseconds(100));
        QCOMPARE(w.outcome(again), Outcome::timed_out);
        QVERIFY(!w->get(kUser).found);
        w->world().heal(Fault{FaultKind::redis_pause});
        QVERIFY(w->run_until([&] { return w.seen().effects_of(again).size() == 1; }));
        QVERIFY(w.seen().effects_of(held).empty());
    }

    void aFullServerRefusesWhatStores() {
        Broken w;
        for (std::uint32_t id = 1; id <= 200; ++id) w->set(user(id), Value{1, 2});
        w.inject(memory(50, Eviction::noeviction));
        w.inject(memory(50, Eviction::noeviction));
        QCOMPARE(w->set(user(500), Value{1, 2}).outcome, Outcome::refused);
        QVERIFY(w->get(user(1)).found);
        QCOMPARE(w->del(user(1)).affected, 1u);
        QVERIFY(!w->get(user(1)).found);
        QCOMPARE(w.seen().count(EventType::evicted), std::size_t{0});
        w->world().heal(memory(0, Eviction::noeviction));
        w->world().heal(memory(0, Eviction::noeviction));
        QVERIFY(w->set(user(500), Value{1, 2}).applied);
        for (std::uint32_t id = 2; id <= 200; ++id) QVERIFY(w->get(user(id)).found);
    }

    void anEmptyServerCanBeFullAsWell() {
        Broken w;
        w.inject(memory(50, Eviction::noeviction));
        QCOMPARE(w->set(kUser, Value{1, 2}).outcome, Outcome::refused);
        w->world().heal(memory(0, Eviction::noeviction));
        QVERIFY(w->set(kUser, Value{1, 2}).applied);
    }

    void aFullServerWithAPolicyGivesKeysUp() {
        Broken w;
        constexpr std::uint32_t kKeys = 2000;
        for (std::uint32_t id = 1; id <= kKeys; ++id) w->set(user(id), Value{1, 2});
        w.inject(memory(50, Eviction::allkeys_lru));
        QVERIFY(w.told(EventType::evicted, kKeys / 4));
        w.inject(memory(50, Eviction::allkeys_lru));
        QVERIFY(w->set(user(kKeys + 1), Value{1, 2}).applied);
        // The server goes on giving keys up while they are counted, and tells of it on a connection of its own.
        std::size_t left = 0;
        const auto agree = [&] {
            left = 0;
            for (std::uint32_t id = 1; id <= kKeys + 1; ++id) left += w->get(user(id)).found ? 1 : 0;
            return left + w.seen().count(EventType::evicted) == kKeys + 1;
        };
        for (int i = 0; i < 20 && !agree(); ++i) w.pass(milliseconds(50));
        QVERIFY(agree());
        QVERIFY(left >= kKeys / 10 && left <= kKeys * 3 / 4);
    }

    void aFlushedServerHasNothing() {
        Broken w;
        w->world().subscribe(0, Channel::tracking);
        w->set(kUser, Value{1, 2}, seconds(3600));
        w.queue(Verb::list_push, user(5), 8);
        QVERIFY(w->get(kUser).found);
        w.seen().messages.clear();
        w.inject(Fault{FaultKind::redis_flush});
        QVERIFY(w.told(EventType::cache_emptied));
        QVERIFY(!w->get(kUser).found);
        QCOMPARE(w.ask(Verb::list_pop, 10).affected, 0u);
        QVERIFY(w->run_until([&] { return !w.seen().messages.empty(); }));
        const auto& [to, message] = w.seen().messages.front();
        QVERIFY(to == 0 && message.channel == Channel::tracking && message.anything);
        QVERIFY(w->set(kUser, Value{2, 3}, milliseconds(100)).applied);
        QVERIFY(w->run_until([&] { return w.seen().expired(kUser); }));
    }

    void anEvictedKeyIsGone() {
        Broken w;
        w->world().subscribe(0, Channel::tracking);
        w->set(kUser, Value{1, 2}, seconds(3600));
        QVERIFY(w->get(kUser).found);
        w.seen().messages.clear();
        w.inject(Fault{FaultKind::evict_key, 0, kUser});
        QVERIFY(w.told(EventType::evicted));
        w.inject(Fault{FaultKind::evict_key, 0, kUser});
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w->run_until([&] { return !w.seen().messages.empty(); }));
        QVERIFY(w.seen().messages.front().second.key == kUser);
        QCOMPARE(w.seen().count(EventType::evicted), std::size_t{1});
    }

    void aResetHealsAllOfIt() {
        Broken w;
        for (std::uint32_t id = 1; id <= 200; ++id) w->set(user(id), Value{1, 2});
        w.inject(memory(0, Eviction::noeviction));
        w.inject(Fault{FaultKind::redis_pause});
        const OperationId held = w.issue(Verb::cache_set, kUser, milliseconds(50));
        QCOMPARE(w.outcome(held), Outcome::timed_out);
        QVERIFY(w->world().reset());
        w->world().observe(w.seen());
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w->set(kProduct, Value{1, 2}).applied);
        QVERIFY(!w->get(kUser).found && !w->get(user(1)).found);
    }
};

QTEST_GUILESS_MAIN(TestContractRedisFaults)
#include "tst_contract_redis_faults.moc"
