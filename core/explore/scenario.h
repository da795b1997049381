// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/explore/choice.h"
#include "core/lab/instance.h"
#include "core/model/key.h"
#include "core/model/run_config.h"

namespace stampede {

/// What a search explores: so many requests at once on a combination, and how often things may fail on the way.
struct Scenario {
    static constexpr std::size_t kMostClients = 16;
    static constexpr std::size_t kMostRequests = 24;
    static constexpr std::uint32_t kMostKeys = 4;
    static constexpr std::uint32_t kMostInstances = 4;

    RunConfig config{};          ///< strategy, guards, invalidation, instances; times play no part
    std::uint32_t readers = 1;   ///< clients with one request, which reads
    std::uint32_t writers = 1;   ///< clients with one request, which writes
    std::uint32_t erasers = 0;   ///< clients with one request, which deletes the row
    std::uint32_t keys = 1;      ///< rows that the clients share in turn, 1 to 4
    bool warm = false;           ///< the cache holds the rows when it begins
    std::uint32_t crashes = 0;   ///< at most so many times an instance crashes
    std::uint32_t expiries = 0;  ///< at most so many entries or locks expire early
    std::uint32_t lost = 0;      ///< at most so many requests or replies are lost between application and cache

    /// Clients with several requests, one after the other: "WR" writes and then reads. A write straight after a read is based on it.
    std::vector<std::string> sessions{};
    /// Instead of the catalogue's strategy; null: that one. The search takes it to remember things.
    MakeStrategy make{};

    std::uint32_t clients() const { return readers + writers + erasers + static_cast<std::uint32_t>(sessions.size()); }
    std::uint32_t rows() const { return keys == 0 ? 1 : keys; }
    std::uint32_t instances() const { return config.instances == 0 ? 1 : config.instances; }
    Cast cast() const { return {readers, writers, erasers, static_cast<std::uint32_t>(sessions.size())}; }
    /// The rows are user profiles from 1.
    Key key(std::uint32_t client) const { return Key{Kind::user_profile, 1 + client % rows()}; }
    /// What the client asks for: 'R', 'W' or 'D' for each request.
    std::string program(std::uint32_t client) const;
    /// Requests of all clients together.
    std::uint32_t requests() const;
};

/// One sentence that says which number is too large, or which session is not understood; "" if it can be explored.
std::string obstacle(const Scenario& scenario);

}  // namespace stampede
