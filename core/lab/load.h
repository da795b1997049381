// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "core/lab/lab.h"
#include "core/workload/operation_mix.h"

namespace stampede {

/// Clients that send a workload's requests to a lab. Each client has one request in flight: without a rate it sends as soon as the last
/// was answered, with one it sends at Poisson times, or at once if it is late.
class Load {
   public:
    /// The lab must outlive every request that the load has sent.
    Load(const Workload& workload, std::uint64_t seed, Lab& lab, Scheduler& scheduler);
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    void start();
    /// Sends nothing more; what is in flight ends by itself.
    void stop() { stopping_ = true; }
    /// Calls back once nothing more will be sent and nothing sent is in flight.
    void on_done(std::function<void()> done) { done_ = std::move(done); }

    std::uint64_t sent() const { return sent_; }
    bool running() const { return running_clients_ > 0; }

   private:
    struct Client {
        Lab::Ended ended;
        Instant next{0};
        Key key{};
        std::uint32_t reads_left = 0;
        bool write_follows = false;
        Value based_on{};  // of the write that follows
    };

    void turn(std::size_t client);
    void send(std::size_t client, RequestKind kind);
    void ended(std::size_t client, const Answer& answer);
    void schedule(std::size_t client);
    void leave();
    bool over() const;

    Workload workload_;
    OperationMix mix_;
    Lab* lab_;
    Scheduler* scheduler_;
    std::vector<Client> clients_;
    std::size_t running_clients_ = 0;
    std::uint64_t sent_ = 0;
    Instant end_ = kNever;
    bool stopping_ = false;
    std::function<void()> done_;
};

}  // namespace stampede
