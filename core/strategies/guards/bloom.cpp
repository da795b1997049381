// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/bloom.h"

#include <vector>

namespace stampede {

Bloom::Bloom(const Options& options, const Environment& environment)
    : delay(options.time("delay")),
      settling(delay + environment.config.deadlines.database),
      alone(environment.config.instances == 1),
      self(environment.instance),
      cache(environment.cache),
      database(environment.database),
      clock(environment.clock),
      batches(environment.queue),
      host(environment.host),
      known(options.count("rows"), options.share("error")),
      announced(options.count("rows"), options.share("error")) {}

Task<Reply> Bloom::get(Key key) {
    if (!covers(key) || !trusted() || known.may_contain(key)) co_return co_await below().get(key);
    host.note(Decision::filtered, key);
    Reply absent;
    absent.state = EntryState::absent;
    co_return absent;
}

Task<Reply> Bloom::commit(Key key, Change change) {
    // An erased row stays in the filter: nothing can be taken out. It costs a question that is answered "no".
    if (change.erase || !covers(key)) co_return co_await below().commit(key, change);
    known.add(key);
    // All filters are of one size: what looks announced by accident looks known to all others by the same accident.
    if (!alone && !announced.may_contain(key)) co_await announce(key);
    announced.add(key);
    co_return co_await below().commit(key, change);
}

Task<void> Bloom::announce(Key key) {
    co_await cache.publish(Channel::changes, key);
    // By the end of this, whoever has not heard it no longer trusts his filter.
    co_await clock.sleep(delay);
}

bool Bloom::trusted() const {
    if (!loaded) return false;
    return alone || (heard_itself && clock.now() < trusted_from + delay);
}

void Bloom::hear(Message message) {
    if (message.anything) {
        missed_messages = true;
        loaded = false;
        heard_itself = false;
    } else if (message.key == heartbeat) {
        heard_itself = true;
        trusted_from = heartbeat_sent;
    } else if (covers(message.key)) {
        known.add(message.key.row());
    }
}

// Each has a key of its own, which names no row: one that comes back late must not pass for the next one.
void Bloom::next_heartbeat() {
    ++heartbeats;
    heartbeat = Key(Kind::leaderboard, 0x80000000u | (std::uint32_t{self} << 16) | (heartbeats & 0xffffu));
    heartbeat_sent = clock.now();
}

Task<void> Bloom::background() {
    if (alone) {
        while (!loaded) {
            co_await read_rows();
            if (!loaded) co_await clock.sleep(settling);
        }
        co_return;
    }
    loading = false;  // whoever was at it before was killed with this coroutine's predecessor
    host.subscribe(Channel::changes, [this](const Message& message) { hear(message); });
    for (;;) {
        if (!loaded && !loading) host.spawn(read_rows());
        next_heartbeat();
        co_await cache.publish(Channel::changes, heartbeat);
        co_await clock.sleep(delay / 2);
    }
}

Task<void> Bloom::read_rows() {
    loading = true;
    missed_messages = false;
    if (!alone) co_await clock.sleep(settling);
    bool complete = true;
    for (const Kind kind : kKinds) {
        if (!covers(Key(kind, 0))) continue;
        const Reply ids = co_await database.ids(kind);
        complete = complete && ids.ok();
        if (!ids.ok()) continue;
        for (const PendingWrite& row : batches.changes(ids.batch)) {
            known.add(row.key);
            announced.add(row.key);
        }
        batches.forget(ids.batch);
    }
    loaded = complete && !missed_messages;
    loading = false;
}

}  // namespace stampede
