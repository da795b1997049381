// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

#include "core/oracle/flat_map.h"
#include "core/oracle/row_record.h"

namespace stampede {

using RowIndex = std::uint32_t;

/// The rows that a run has touched, numbered in the order of their first appearance.
class Rows {
   public:
    RowIndex index_of(Key key) {
        // Ids are small numbers as a rule: a table of them is a tenth of a hash table, and stays in the processor's caches.
        const auto kind = static_cast<std::size_t>(key.kind);
        if (kind < small_.size() && key.id < small_[kind].size() && small_[kind][key.id] != 0) return small_[kind][key.id] - 1;
        return find_or_add(key);
    }
    RowRecord& operator[](RowIndex index) { return rows_[index]; }
    const RowRecord& operator[](RowIndex index) const { return rows_[index]; }
    RowIndex size() const { return static_cast<RowIndex>(rows_.size()); }

   private:
    static constexpr std::uint32_t kSmall = 1u << 20;

    RowIndex find_or_add(Key key) {
        const auto kind = static_cast<std::size_t>(key.kind);
        const bool small = kind < small_.size() && key.id < kSmall;
        if (small && key.id >= small_[kind].size()) small_[kind].resize(std::max<std::size_t>(key.id + 1, 2 * small_[kind].size()));
        RowIndex& place = small ? small_[kind][key.id] : others_[(static_cast<std::uint64_t>(key.kind) << 32) | key.id];
        if (place == 0) {
            rows_.emplace_back(key.row());
            place = size();
        }
        return place - 1;
    }

    std::array<std::vector<RowIndex>, std::size(kKinds)> small_;  // by kind and id; one more than the index
    FlatMap<RowIndex> others_;
    std::vector<RowRecord> rows_;
};

}  // namespace stampede
