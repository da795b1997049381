// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace stampede {

/// A hash table from numbers to small values, in one piece of memory: open addressing with linear probing; erasing closes the gap, so that
/// there are no tombstones (Knuth, TAOCP 6.4, algorithm R). The number 2^64 - 1 is not a key.
template <class V>
class FlatMap {
   public:
    V* find(std::uint64_t key) {
        if (size_ == 0) return nullptr;
        const std::size_t at = probe(key);
        return slots_[at].first == key ? &slots_[at].second : nullptr;
    }
    const V* find(std::uint64_t key) const { return const_cast<FlatMap*>(this)->find(key); }

    /// The value of the key, made if there is none. Valid until the next insertion or erasure.
    V& operator[](std::uint64_t key) {
        if (4 * (size_ + 1) > 3 * slots_.size()) grow();
        const std::size_t at = probe(key);
        if (slots_[at].first != key) {
            slots_[at] = {key, V{}};
            ++size_;
        }
        return slots_[at].second;
    }

    bool erase(std::uint64_t key) { return take(key).has_value(); }
    /// Erases it and says what it was.
    std::optional<V> take(std::uint64_t key) {
        if (size_ == 0) return std::nullopt;
        std::size_t hole = probe(key);
        if (slots_[hole].first != key) return std::nullopt;
        std::optional<V> taken = std::move(slots_[hole].second);
        for (std::size_t next = following(hole); slots_[next].first != kFree; next = following(next)) {
            const std::size_t home = home_of(slots_[next].first);
            // An entry may move into the hole unless its own place lies cyclically after it.
            if (((next - home) & mask()) < ((next - hole) & mask())) continue;
            slots_[hole] = std::move(slots_[next]);
            hole = next;
        }
        slots_[hole] = {kFree, V{}};
        --size_;
        return taken;
    }
    /// The key will be asked for soon: a large table is out of the processor's caches.
    void prefetch(std::uint64_t key) const {
        if (size_ == 0) return;
        const auto* slot = &slots_[home_of(key)];
        __builtin_prefetch(slot);
        __builtin_prefetch(reinterpret_cast<const char*>(slot + 1) - 1);
    }

    void clear() {
        slots_.clear();
        size_ = 0;
    }
    std::size_t size() const { return size_; }

    /// Calls back with key and value of every entry, in no particular order.
    template <class F>
    void each(F call) const {
        for (const auto& [key, value] : slots_) {
            if (key != kFree) call(key, value);
        }
    }

   private:
    static constexpr std::uint64_t kFree = ~std::uint64_t{0};

    std::size_t mask() const { return slots_.size() - 1; }
    std::size_t following(std::size_t at) const { return (at + 1) & mask(); }
    // Fibonacci hashing (Knuth, TAOCP 6.4): the highest bits of the product, since only those depend on all bits of the key.
    std::size_t home_of(std::uint64_t key) const { return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> shift_); }

    std::size_t probe(std::uint64_t key) const {
        std::size_t at = home_of(key);
        while (slots_[at].first != key && slots_[at].first != kFree) at = following(at);
        return at;
    }
    void grow() {
        std::vector<std::pair<std::uint64_t, V>> old(slots_.empty() ? 4 : 2 * slots_.size(), {kFree, V{}});
        old.swap(slots_);
        shift_ = 64 - std::countr_zero(slots_.size());
        for (auto& entry : old) {
            if (entry.first != kFree) slots_[probe(entry.first)] = std::move(entry);
        }
    }

    std::vector<std::pair<std::uint64_t, V>> slots_;
    std::size_t size_ = 0;
    int shift_ = 64;  // 64 less the number of bits of an index
};

}  // namespace stampede
