// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/faults/line_faults.h"
#include "core/live/fault_time.h"
#include "core/live/proxy/late_delivery.h"
#include "core/live/proxy/proxy_session.h"
#include "core/live/uv_loop.h"

namespace stampede {

/// The network between the application's instances and Redis: a socket for each instance, behind it the way to the server's socket, and on
/// the way whatever fault is active. Without one every byte gets through at once and unchanged. It lives on its loop's thread.
class FaultProxy final : public SessionHost {
   public:
    /// Sockets are made in `folder`; `server` is where the server listens, now or later.
    FaultProxy(UvLoop& loop, std::string server, std::filesystem::path folder, std::uint64_t seed);
    ~FaultProxy() override;
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;
    /// Hears of the lab's own connections; before the first of them.
    void tell(ProxyTap& tap) { tap_ = &tap; }

    /// Makes the instance's socket, if it is not there. False when that cannot be done.
    bool listen(InstanceId instance);
    /// net-<instance>.sock.
    std::string socket(InstanceId instance) const;

    /// A fault of the network; others do nothing.
    void inject(const Fault& fault);
    void heal(const Fault& fault);
    /// Everything is healed, and what is on its way is lost.
    void reset();
    /// Every connection ends, for good.
    void close();

    /// Whether a fault concerns the instance.
    bool troubled(InstanceId instance) const;
    /// For how long that has been so (wall time).
    const FaultTime& trouble(InstanceId instance) { return gate(instance).trouble; }

   private:
    struct Listener;
    struct ListenerCloser {
        void operator()(Listener* listener) const;
    };
    struct Gate {
        std::unique_ptr<Listener, ListenerCloser> listener{};
        bool wanted = false;
        FaultTime trouble{};
    };

    bool rules() const override { return !rules_.empty(); }
    Treatment decide(InstanceId instance, Verb verb, Key key) override;
    void deliver_late(std::string_view request, Duration late, LateAnswer answer) override;
    ProxyTap& tap() override { return *tap_; }
    Instant wall_now() const override { return loop_->wall_now(); }
    void session_over() override;

    Gate& gate(InstanceId instance);
    bool open(InstanceId instance);
    void connected(InstanceId instance);
    void refresh();
    void cut(InstanceId instance);
    void begin_late(std::uint64_t number);
    void tidy_up();

    UvLoop* loop_;
    std::string server_;
    std::filesystem::path folder_;
    RandomSource random_;
    MessageRules rules_;
    LineFaults lines_;
    ProxyTap* tap_ = nullptr;
    std::vector<char> scratch_;
    std::map<InstanceId, Gate> gates_;
    std::vector<std::unique_ptr<ProxySession>> sessions_;
    std::map<std::uint64_t, LateDelivery> late_;
    std::uint64_t last_late_ = 0;
    bool closed_ = false;
};

}  // namespace stampede
