// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/fake_cache.h"

#include <algorithm>

namespace stampede {

const Value* FakeCache::get(Key key, Instant now) {
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    const std::uint32_t node = found->second;
    if (expired(nodes_[node], now)) return nullptr;
    if (node != newest_) {
        unlink(node);
        link_newest(node);
    }
    return &nodes_[node].value;
}

void FakeCache::set(Key key, Value value, Instant expires) {
    if (const auto found = index_.find(key); found != index_.end()) {
        unlink(found->second);
        link_newest(found->second);
        nodes_[found->second].value = value;
        nodes_[found->second].expires = expires;
        return;
    }
    while (!index_.empty() && index_.size() >= std::max<std::size_t>(capacity_, 1)) {
        const Key victim = nodes_[oldest_].key;
        remove(oldest_);
        evicted_(victim);
    }
    std::uint32_t node = static_cast<std::uint32_t>(nodes_.size());
    if (free_.empty()) {
        nodes_.emplace_back();
    } else {
        node = free_.back();
        free_.pop_back();
    }
    nodes_[node] = Node{key, value, expires};
    index_.emplace(key, node);
    link_newest(node);
}

std::uint32_t FakeCache::del(Key key, Instant now) {
    const auto found = index_.find(key);
    if (found == index_.end()) return 0;
    const bool there = !expired(nodes_[found->second], now);
    remove(found->second);
    return there ? 1 : 0;
}

bool FakeCache::expire(Key key, Instant now) {
    const auto found = index_.find(key);
    if (found == index_.end() || !expired(nodes_[found->second], now)) return false;
    remove(found->second);
    return true;
}

void FakeCache::clear() {
    index_.clear();
    nodes_.clear();
    free_.clear();
    newest_ = oldest_ = kNone;
}

std::vector<Key> FakeCache::keys() const {
    std::vector<Key> keys;
    for (std::uint32_t node = newest_; node != kNone; node = nodes_[node].older) keys.push_back(nodes_[node].key);
    return keys;
}

void FakeCache::remove(std::uint32_t node) {
    unlink(node);
    index_.erase(nodes_[node].key);
    free_.push_back(node);
}

void FakeCache::unlink(std::uint32_t node) {
    const Node& it = nodes_[node];
    (it.newer == kNone ? newest_ : nodes_[it.newer].older) = it.older;
    (it.older == kNone ? oldest_ : nodes_[it.older].newer) = it.newer;
}

void FakeCache::link_newest(std::uint32_t node) {
    nodes_[node].newer = kNone;
    nodes_[node].older = newest_;
    (newest_ == kNone ? oldest_ : nodes_[newest_].newer) = node;
    newest_ = node;
}

}  // namespace stampede
