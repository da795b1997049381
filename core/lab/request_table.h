// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/lab/client_request.h"
#include "core/lab/dispatcher.h"
#include "core/lab/instance.h"

namespace stampede {

/// Requests in flight: the root frames of their coroutines, and who wants to know how they end.
class RequestTable {
   public:
    RequestTable(Dispatcher& dispatcher, Scheduler& scheduler) : dispatcher_(&dispatcher), scheduler_(&scheduler) {}

    /// Starts a request on a running instance.
    RequestId start(const ClientRequest& request, Instance& instance);

    /// Records a request that reached nobody, since its instance is down: the client learns after `after`.
    RequestId refuse(const ClientRequest& request, InstanceId instance, Duration after);

    /// Destroys the frames of every request of the instance and tells the clients.
    void crash(InstanceId instance);

    /// An id that no request has or will have, for a write that is nobody's request.
    RequestId take_id() { return next_++; }

    std::size_t size() const { return in_flight_; }
    /// Of these, whose client is still to learn that nobody listens.
    std::size_t refused() const { return refused_; }

   private:
    struct Entry {
        Task<void> root;
        RequestId id = 0;  // 0: free
        ClientRequest request;
        InstanceId instance = 0;
        Instant begun{0};
    };

    void run(std::size_t entry);
    std::size_t add(const ClientRequest& request, InstanceId instance);
    Task<void> serve_read(std::size_t entry, Strategy* strategy);
    Task<void> serve_write(std::size_t entry, Strategy* strategy);
    void end(std::size_t entry, const Answer& answer);
    void free(std::size_t entry);

    Dispatcher* dispatcher_;
    Scheduler* scheduler_;
    RequestId next_ = 1;
    std::size_t in_flight_ = 0;
    std::size_t refused_ = 0;
    std::vector<Entry> entries_;
    std::vector<std::size_t> free_;
};

}  // namespace stampede
