// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "core/lab/lab.h"
#include "core/lab/load_faults.h"
#include "core/lab/warm_up.h"
#include "core/workload/operation_mix.h"

namespace stampede {

/// Clients that send a workload's requests to a lab. Each client has one request in flight: without a rate it sends as soon as the last
/// was answered, with one it sends at Poisson times, or at once if it is late. In a traffic spike there are several times as many clients,
/// which with a rate makes so many times the rate. A workload that wants a warm cache gets one first.
class Load {
   public:
    /// The lab must outlive every request that the load has sent.
    Load(const Workload& workload, std::uint64_t seed, Lab& lab, Scheduler& scheduler);
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    void start();
    /// Calls back when the cache is warm, just before the first request of the workload itself. The time of the run begins here.
    void on_begun(std::function<void()> begun) { begun_ = std::move(begun); }
    /// Sends nothing more; what is in flight ends by itself.
    void stop();
    /// Calls back once nothing more will be sent and nothing sent is in flight.
    void on_done(std::function<void()> done) { done_ = std::move(done); }

    std::uint64_t sent() const { return sent_; }
    bool running() const { return running_clients_ > 0 || warm_up_.running(); }

   private:
    struct Client {
        Lab::Ended ended;
        Instant next{0};
        Key key{};
        std::uint32_t reads_left = 0;
        bool write_follows = false;
        Value based_on{};  // of the write that follows
        bool running = false;
    };

    void begin();
    void add_client();
    void follow_spike();
    void set_going(std::size_t client);
    void turn(std::size_t client);
    void send(std::size_t client, RequestKind kind);
    void ended(std::size_t client, const Answer& answer);
    void schedule(std::size_t client);
    void leave(std::size_t client);
    bool over() const;

    Workload workload_;
    OperationMix mix_;
    LoadFaults faults_;
    WarmUp warm_up_;
    Lab* lab_;
    Scheduler* scheduler_;
    std::deque<Client> clients_;  // at stable addresses; those after the workload's own are a spike's
    std::size_t wanted_clients_ = 0;
    std::size_t running_clients_ = 0;
    std::uint64_t sent_ = 0;
    Instant end_ = kNever;
    bool stopping_ = false;
    std::function<void()> begun_;
    std::function<void()> done_;
};

}  // namespace stampede
