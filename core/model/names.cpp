// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/names.h"

#include <array>

namespace stampede {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 8> kEvictions{"noeviction",   "allkeys-lru",  "allkeys-lfu",  "allkeys-random",
                                                     "volatile-lru", "volatile-lfu", "volatile-ttl", "volatile-random"};

}  // namespace

std::string_view name_of(Eviction eviction) { return kEvictions[static_cast<std::size_t>(eviction)]; }

std::optional<Eviction> find_eviction(std::string_view name) {
    for (std::size_t i = 0; i < kEvictions.size(); ++i) {
        if (kEvictions[i] == name) return static_cast<Eviction>(i);
    }
    return std::nullopt;
}

std::string eviction_names() {
    std::string names;
    for (const std::string_view name : kEvictions) names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

}  // namespace stampede
