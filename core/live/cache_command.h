// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/change.h"
#include "core/model/operation.h"

namespace stampede {

/// Spells the cache's verbs as words of a command. `entry` is the bytes that the operation stores, `batch` the changes that it names;
/// with `persistent` nothing gets a TTL in Redis, because the lab keeps it.
class CacheCommand {
   public:
    CacheCommand(const Operation& operation, std::string entry, std::span<const PendingWrite> batch, bool persistent);

    CacheCommand(const CacheCommand&) = delete;
    CacheCommand& operator=(const CacheCommand&) = delete;

    std::span<const std::string_view> words() const { return views_; }

   private:
    using Words = std::vector<std::string>;

    Words entry_words() const;
    Words lease_words() const;
    Words list_words() const;
    Words stream_words() const;
    Words with_ttl(Words words) const;
    std::vector<std::string> ids() const;

    const Operation* operation_;
    std::string entry_;
    std::span<const PendingWrite> batch_;
    Duration ttl_;
    Words words_;
    std::vector<std::string_view> views_;
};

/// Tickets are ids of the stream in one number, which grows with them: milliseconds above 20 bits of the sequence within one.
std::string stream_id(std::uint64_t ticket);
/// 0 when the text is no id.
std::uint64_t ticket_of(std::string_view id);

/// How many instances a lab has at most: so many lists can hold what was taken from the queue.
inline constexpr std::uint32_t kMostInstances = 4;

}  // namespace stampede
