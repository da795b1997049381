// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/local_cache.h"

#include <algorithm>

namespace stampede {

Reply LocalCache::find(Key key) {
    const auto found = index.find(key);
    if (found == index.end() || found->second->placeholder != 0) return Reply{};
    if (found->second->expires <= clock.now()) {
        remove(found->second, Why::expired);
        return Reply{};
    }
    const Slot& slot = slot_for(key);
    host.note(EventType::local_hit, key, slot.reply.value, slot.reply.state, 0);
    return slot.reply;
}

std::uint64_t LocalCache::expect(Key key) {
    Slot& slot = slot_for(key);
    slot.placeholder = ++last_placeholder;
    return slot.placeholder;
}

void LocalCache::keep(Key key, std::uint64_t placeholder, Reply reply) {
    const auto found = index.find(key);
    if (found == index.end() || found->second->placeholder != placeholder) return;
    Slot& slot = *found->second;
    slot.placeholder = 0;
    slot.reply = reply;
    slot.reply.source = Source::local;

    // Redis reports an expiry late, so a copy must not count on it: it ends with the entry that it was taken from, if that is known.
    slot.expires = clock.now() + time_to_live;
    if (reply.notes.expires != Instant{0}) slot.expires = std::min(slot.expires, reply.notes.expires);
    host.note(EventType::local_stored, key, reply.value, reply.state, slot.expires.count());
}

void LocalCache::drop(Key key, Why why) {
    if (const auto found = index.find(key); found != index.end()) remove(found->second, why);
}

void LocalCache::drop_all(Why why) {
    order.clear();
    index.clear();
    host.note(EventType::local_dropped, Key{}, static_cast<std::int64_t>(why));
}

// The key's slot, a new one if need be, as the most recently used.
LocalCache::Slot& LocalCache::slot_for(Key key) {
    if (const auto found = index.find(key); found != index.end()) {
        order.splice(order.begin(), order, found->second);
        return order.front();
    }
    if (order.size() >= capacity) remove(std::prev(order.end()), Why::evicted);
    order.push_front(Slot{key});
    index[key] = order.begin();
    return order.front();
}

void LocalCache::remove(Order::iterator slot, Why why) {
    if (slot->placeholder == 0) host.note(EventType::local_dropped, slot->key, static_cast<std::int64_t>(why));
    index.erase(slot->key);
    order.erase(slot);
}

}  // namespace stampede
