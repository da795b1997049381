// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/live/append_only_file.h"
#include "core/live/cache_host.h"
#include "core/live/stored_keys.h"
#include "core/ports/world.h"

namespace stampede {

/// The faults that take the server down, and what it has when it is back: nothing, its append-only file, or what a power cut has left of
/// that. It is back when all of them are healed.
class RedisOutage {
   public:
    RedisOutage(UvLoop& loop, CacheHost& host, CacheExpiry& expiry, AppendOnlyFile& file, std::string socket)
        : loop_(&loop), host_(&host), expiry_(&expiry), file_(&file), keys_(loop, std::move(socket)) {}
    void observe(WorldObserver& observer) { observer_ = &observer; }
    void close() { keys_.close(); }

    /// FaultKind::redis_kill or redis_power_cut.
    void inject(const Fault& fault);
    void heal(FaultKind kind);

    // What the host tells.
    void died();
    /// No process runs, and one is about to.
    void about_to_start();
    /// The server answers. True: it is being asked for what it holds, and the host is told when that is known.
    bool reads_back();
    /// Tells what it holds. From now on nothing else is down.
    void is_back();

   private:
    UvLoop* loop_;
    CacheHost* host_;
    CacheExpiry* expiry_;
    AppendOnlyFile* file_;
    StoredKeys keys_;
    WorldObserver* observer_ = nullptr;
    bool killed_ = false;
    bool cut_ = false;
    bool with_file_ = false;  // it comes back with
    Duration lost_{0};        // before the end, by a power cut
    Instant down_since_{0};
};

}  // namespace stampede
