// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "core/lab/dispatcher.h"
#include "core/lab/instance.h"

namespace stampede {

/// Requests in flight: the root frames of their coroutines, and who wants to know how they end.
class RequestTable {
   public:
    using Ended = std::function<void(RequestId, Outcome)>;

    RequestTable(Dispatcher& dispatcher, Scheduler& scheduler) : dispatcher_(&dispatcher), scheduler_(&scheduler) {}

    /// Starts a request on a running instance. `ended` may be null; it is called once and must live until then.
    RequestId start(RequestKind kind, Key key, Instance& instance, const Ended* ended);

    /// Records a request that reached nobody, since its instance is down: the client learns after `after`.
    RequestId refuse(RequestKind kind, Key key, InstanceId instance, const Ended* ended, Duration after);

    /// Destroys the frames of every request of the instance and tells the clients.
    void crash(InstanceId instance);

    std::size_t size() const { return in_flight_; }

   private:
    struct Entry {
        Task<void> root;
        RequestId id = 0;  // 0: free
        RequestKind kind = RequestKind::read;
        InstanceId instance = 0;
        Key key{};
        Instant begun{0};
        const Ended* ended = nullptr;
    };

    std::size_t add(RequestKind kind, Key key, InstanceId instance, const Ended* ended);
    Task<void> serve_read(std::size_t entry, Strategy* strategy);
    Task<void> serve_write(std::size_t entry, Strategy* strategy);
    void end(std::size_t entry, const Answer& answer);
    void free(std::size_t entry);

    Dispatcher* dispatcher_;
    Scheduler* scheduler_;
    RequestId next_ = 1;
    std::size_t in_flight_ = 0;
    std::vector<Entry> entries_;
    std::vector<std::size_t> free_;
};

}  // namespace stampede
