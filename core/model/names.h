// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/run_config.h"

namespace stampede {

/// As Redis spells its maxmemory-policy: "allkeys-lru".
std::string_view name_of(Eviction eviction);
std::optional<Eviction> find_eviction(std::string_view name);
/// "noeviction, allkeys-lru, ...", for sentences.
std::string eviction_names();

}  // namespace stampede
