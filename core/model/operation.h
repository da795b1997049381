// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/model/key.h"
#include "core/model/time.h"
#include "core/model/value.h"

namespace stampede {

/// One thing that a strategy can ask of a store. `sleep` is the only one that no store performs.
enum class Verb : std::uint8_t { none, cache_get, cache_set, cache_del, db_select, db_update, db_apply_batch, sleep };

enum class Component : std::uint8_t { application, cache, database };

constexpr Component component_of(Verb verb) {
    switch (verb) {
        case Verb::cache_get:
        case Verb::cache_set:
        case Verb::cache_del: return Component::cache;
        case Verb::db_select:
        case Verb::db_update:
        case Verb::db_apply_batch: return Component::database;
        case Verb::none:
        case Verb::sleep: break;
    }
    return Component::application;
}

/// The word that the field uses for the verb: GET, SET, DEL, SELECT, UPDATE, BATCH, SLEEP.
const char* name_of(Verb verb);

/// How an operation ended, as the application sees it.
enum class Outcome : std::uint8_t {
    ok,           ///< performed, and the reply arrived
    refused,      ///< the store answered with an error; it had no effect (database locked, out of memory)
    unavailable,  ///< nobody answered: connection refused or lost. It may have had its effect.
    timed_out,    ///< no reply before the deadline. It may have had its effect, or have it later.
    crashed,      ///< the application instance that asked is gone
};

const char* name_of(Outcome outcome);

using OperationId = std::uint32_t;
using InstanceId = std::uint8_t;
using BatchId = std::uint32_t;

/// A request to a store, parked by a strategy until a scheduler lets it run. Trivially copyable on purpose: g++ 12.2 destroys
/// temporaries of a co_await expression twice, which is harmless only for trivial ones.
struct Operation {
    Verb verb = Verb::none;
    InstanceId instance = 0;
    std::uint16_t file = 0;  ///< where the strategy stood: an id of SourceFiles ...
    std::uint32_t line = 0;  ///< ... and the line in it
    OperationId id = 0;
    RequestId request = 0;
    Key key{};
    Value value{};           ///< what to set, or the write to perform (version 0)
    BatchId batch = 0;       ///< for db_apply_batch: names pending writes of the instance's queue
    std::uint32_t slot = 0;  ///< the scheduler's own place for it; a world hands it back untouched
    Duration ttl{0};         ///< for cache_set: 0 = none; for sleep: how long
    Duration deadline{0};    ///< gives up after this long; 0 = never
};

/// What came back.
struct Reply {
    Outcome outcome = Outcome::ok;
    bool found = false;  ///< the key was in the cache, the row in the database
    std::uint16_t reserved = 0;
    std::uint32_t affected = 0;  ///< rows changed, keys deleted
    Value value{};

    bool ok() const { return outcome == Outcome::ok; }
    bool hit() const { return ok() && found; }
};

/// The three parts of an operation's time (honest latency): what the stores really took, what the learner chose to model as
/// network and query cost, and what an injected fault added. Whatever is left of the total was spent waiting for a connection.
struct Timing {
    Duration measured{0};
    Duration modelled{0};
    Duration fault{0};

    Duration total() const { return measured + modelled + fault; }
};

static_assert(std::is_trivially_copyable_v<Operation> && std::is_trivially_copyable_v<Reply>);

}  // namespace stampede
