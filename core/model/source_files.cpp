// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/source_files.h"

#include <array>

namespace stampede {
namespace {

// The order is that of the files' names: journals on disk name files, not numbers.
constexpr auto kFiles = std::to_array<std::string_view>({
    "",
    "core/strategies/guards/bloom.cpp",
    "core/strategies/guards/circuit_breaker.cpp",
    "core/strategies/guards/early_random.cpp",
    "core/strategies/guards/early_refresh.cpp",
    "core/strategies/guards/fallback.cpp",
    "core/strategies/guards/fill_if_absent.cpp",
    "core/strategies/guards/jitter.cpp",
    "core/strategies/guards/lease.cpp",
    "core/strategies/guards/load_shedding.cpp",
    "core/strategies/guards/mutex.cpp",
    "core/strategies/guards/mutex_unsafe.cpp",
    "core/strategies/guards/null_caching.cpp",
    "core/strategies/guards/single_flight.cpp",
    "core/strategies/guards/swr.cpp",
    "core/strategies/guards/xfetch.cpp",
    "core/strategies/invalidation/hybrid.cpp",
    "core/strategies/invalidation/local_cache.cpp",
    "core/strategies/invalidation/outbox.cpp",
    "core/strategies/invalidation/pub_sub.cpp",
    "core/strategies/invalidation/ttl_only.cpp",
    "core/strategies/invalidation/two_tiers.cpp",
    "core/strategies/path.cpp",
    "core/strategies/paths/cache_aside.cpp",
    "core/strategies/paths/cache_aside_delete_first.cpp",
    "core/strategies/paths/cache_aside_double_delete.cpp",
    "core/strategies/paths/no_cache.cpp",
    "core/strategies/paths/read_through.cpp",
    "core/strategies/paths/refresh_ahead.cpp",
    "core/strategies/paths/versioned_cas.cpp",
    "core/strategies/paths/versioned_cas_plain_delete.cpp",
    "core/strategies/paths/versioned_keys.cpp",
    "core/strategies/paths/versioned_keys_early.cpp",
    "core/strategies/paths/write_around.cpp",
    "core/strategies/paths/write_behind.cpp",
    "core/strategies/paths/write_behind_as_published_a.cpp",
    "core/strategies/paths/write_behind_as_published_b.cpp",
    "core/strategies/paths/write_behind_commit.cpp",
    "core/strategies/paths/write_behind_flusher.cpp",
    "core/strategies/paths/write_behind_list.cpp",
    "core/strategies/paths/write_behind_stream.cpp",
    "core/strategies/paths/write_behind_turns.cpp",
    "core/strategies/paths/write_behind_worker.cpp",
    "core/strategies/paths/write_through.cpp",
    "core/strategies/paths/write_through_cache_first.cpp",
    "core/strategies/paths/write_through_reselect.cpp",
});

}  // namespace

std::uint16_t source_file_id(std::string_view path) {
    for (std::uint16_t id = 1; id < kFiles.size(); ++id) {
        if (path.ends_with(kFiles[id])) return id;
    }
    return 0;
}

std::string_view source_file_path(std::uint32_t id) { return id < kFiles.size() ? kFiles[id] : std::string_view{}; }

}  // namespace stampede
