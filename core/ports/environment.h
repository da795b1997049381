// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/run_config.h"
#include "core/ports/cache_store.h"
#include "core/ports/clock.h"
#include "core/ports/database.h"
#include "core/ports/host.h"
#include "core/ports/queue_store.h"
#include "core/ports/random_source.h"
#include "core/ports/ttl_policy.h"
#include "core/ports/write_queue.h"

namespace stampede {

/// Everything that a strategy may touch: the stores, lab time, the memory of its application instance. Nothing in it says whether the
/// world behind it is live or simulated.
struct Environment {
    CacheStore cache;
    QueueStore queues;
    Database database;
    Clock clock;
    TtlPolicy ttl;
    RandomSource& random;
    WriteQueue& queue;
    Host& host;
    InstanceId instance;
    const RunConfig& config;
};

}  // namespace stampede
