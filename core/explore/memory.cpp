// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/memory.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace stampede {
namespace {

// Those whose objects have no member that changes. What is not listed is taken to remember, which costs states and nothing else.
constexpr std::array<std::string_view, 12> kForgetfulPaths{"no-cache",
                                                           "cache-aside",
                                                           "cache-aside-delete-first",
                                                           "read-through",
                                                           "write-around",
                                                           "write-through",
                                                           "write-through-reselect",
                                                           "write-through-cache-first",
                                                           "versioned-cas",
                                                           "versioned-cas-plain-delete",
                                                           "versioned-keys",
                                                           "versioned-keys-early"};
constexpr std::array<std::string_view, 7> kForgetfulGuards{"null-caching", "mutex",          "mutex-unsafe", "lease",
                                                           "jitter",       "fill-if-absent", "fallback"};

template <std::size_t n>
bool listed(const std::array<std::string_view, n>& list, std::string_view id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

}  // namespace

bool remembers(const RunConfig& config) {
    const bool own_way = config.invalidation.id.empty() || config.invalidation.id == "on-write" || config.invalidation.id == "ttl-only";
    if (!own_way || !listed(kForgetfulPaths, config.strategy)) return true;
    return !std::all_of(config.guards.begin(), config.guards.end(), [](const Choice& guard) { return listed(kForgetfulGuards, guard.id); });
}

bool gives_names(const RunConfig& config) {
    const bool locks = std::any_of(config.guards.begin(), config.guards.end(), [](const Choice& guard) { return guard.id == "mutex"; });
    return locks || config.strategy.starts_with("versioned-keys");
}

}  // namespace stampede
