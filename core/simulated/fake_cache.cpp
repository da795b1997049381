// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/fake_cache.h"

namespace stampede {

const FakeEntry* FakeCache::get(Key key, Instant now) {
    const Place place = index_.find(key);
    if (place == KeyIndex::kNone) return nullptr;
    Node& node = nodes_[place];
    if (expired(node, now)) return nullptr;
    use(node, now);
    return &node.entry;
}

void FakeCache::set(Key key, const FakeEntry& entry, Instant now) {
    note(key);
    const Place place = place_for(key, kEntryBytes, now);
    nodes_[place].entry = entry;
    if (policy_->only_with_ttl) file(place);
}

void FakeCache::weigh(Key key, std::size_t bytes, Instant now) {
    const Place place = index_.find(key);
    const std::size_t before = place == KeyIndex::kNone ? 0 : nodes_[place].bytes;
    if (bytes == before) return;
    if (bytes > 0) {
        note(key);
        place_for(key, bytes, now);
    } else {
        remove(place);
    }
}

std::uint32_t FakeCache::del(Key key, Instant now) {
    const Place place = index_.find(key);
    if (place == KeyIndex::kNone) return 0;
    const bool there = !expired(nodes_[place], now);
    remove(place);
    return there ? 1 : 0;
}

bool FakeCache::expire(Key key, Instant now) {
    const Place place = index_.find(key);
    if (place == KeyIndex::kNone || !expired(nodes_[place], now)) return false;
    remove(place);
    return true;
}

void FakeCache::clear() {
    if (log_.on()) {
        for (const Node& node : nodes_) note(node.key);
    }
    index_.clear();
    nodes_.clear();
    volatile_.clear();
    pool_.clear();
    used_ = 0;
}

std::vector<Key> FakeCache::keys() const {
    std::vector<Key> keys;
    for (const Node& node : nodes_) {
        if (node.key.role != Role::queue && node.key.role != Role::stream) keys.push_back(node.key);
    }
    return keys;
}

std::vector<Key> FakeCache::all_keys() const {
    std::vector<Key> keys;
    for (const Node& node : nodes_) keys.push_back(node.key);
    return keys;
}

const FakeEntry* FakeCache::look(Key key) const {
    const Place place = index_.find(key);
    return place == KeyIndex::kNone ? nullptr : &nodes_[place].entry;
}

void FakeCache::note(Key key) {
    if (!log_.on()) return;
    const Place place = index_.find(key);
    log_.note(key, place == KeyIndex::kNone ? std::nullopt : std::optional(Before{nodes_[place].entry, nodes_[place].bytes}));
}

void FakeCache::go_back_to(UndoLog<Before>::Position position, Instant now) {
    log_.keep(false);
    log_.go_back_to(position, [this, now](Key key, const std::optional<Before>& before) {
        if (before) {
            const Place place = place_for(key, before->bytes, now);
            nodes_[place].entry = before->entry;
            if (policy_->only_with_ttl) file(place);
        } else if (const Place place = index_.find(key); place != KeyIndex::kNone) {
            remove(place);
        }
    });
    log_.keep(true);
}

void FakeCache::limit(std::size_t memory, Eviction eviction) {
    memory_ = memory;
    policy_ = &policy_of(eviction);
    pool_.clear();
    for (Place place = 0; place < nodes_.size(); ++place) {
        if (policy_->only_with_ttl) file(place);
        if (!policy_->only_with_ttl) unfile(place);
    }
}

FakeCache::Place FakeCache::place_for(Key key, std::size_t bytes, Instant now) {
    Place place = index_.find(key);
    if (place == KeyIndex::kNone) {
        place = static_cast<Place>(nodes_.size());
        nodes_.push_back(Node{key, KeyUse(now)});
        index_.put(key, place);
    } else {
        use(nodes_[place], now);
    }
    used_ += bytes - nodes_[place].bytes;
    nodes_[place].bytes = bytes;
    return place;
}

void FakeCache::use(Node& node, Instant now) {
    if (policy_->counts_uses) {
        node.use.count(now, random_);
    } else {
        node.use.touch(now);
    }
}

// The last node takes the place of the removed one.
void FakeCache::remove(Place place) {
    note(nodes_[place].key);
    unfile(place);
    used_ -= nodes_[place].bytes;
    index_.erase(nodes_[place].key);
    if (place + 1 < nodes_.size()) {
        nodes_[place] = nodes_.back();
        index_.put(nodes_[place].key, place);
        if (const Place at = nodes_[place].among_volatile; at != KeyIndex::kNone) volatile_[at] = place;
    }
    nodes_.pop_back();
}

// Puts the node among those with a TTL, or takes it out, as its entry has it.
void FakeCache::file(Place place) {
    Node& node = nodes_[place];
    if (node.entry.expires == Instant{0}) return unfile(place);
    if (node.among_volatile != KeyIndex::kNone) return;
    node.among_volatile = static_cast<Place>(volatile_.size());
    volatile_.push_back(place);
}

void FakeCache::unfile(Place place) {
    const Place at = std::exchange(nodes_[place].among_volatile, KeyIndex::kNone);
    if (at == KeyIndex::kNone) return;
    volatile_[at] = volatile_.back();
    volatile_.pop_back();
    if (at < volatile_.size()) nodes_[volatile_[at]].among_volatile = at;
}

bool FakeCache::evict(Instant now) {
    while (used_ > memory_) {
        const std::optional<Place> victim = choose_victim(now);
        if (!victim) return false;
        const Key key = nodes_[*victim].key;
        remove(*victim);
        evicted_(key);
    }
    return true;
}

std::optional<FakeCache::Place> FakeCache::choose_victim(Instant now) {
    if (!policy_->evicts || candidates() == 0) return std::nullopt;
    if (policy_->score == nullptr) return draw_candidate();
    for (;;) {
        for (std::size_t i = 0; i < EvictionPool::kSamples; ++i) {
            const Node& node = nodes_[draw_candidate()];
            pool_.offer(node.key, policy_->score(node.use, node.entry.expires, now));
        }
        // What the pool remembers may be gone by now, or have lost its TTL.
        while (const std::optional<Key> best = pool_.take()) {
            const Place place = index_.find(*best);
            if (place == KeyIndex::kNone) continue;
            if (!policy_->only_with_ttl || nodes_[place].among_volatile != KeyIndex::kNone) return place;
        }
    }
}

FakeCache::Place FakeCache::draw_candidate() {
    const auto drawn = static_cast<std::size_t>(random_.below(candidates()));
    return policy_->only_with_ttl ? volatile_[drawn] : static_cast<Place>(drawn);
}

}  // namespace stampede
