// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/live/instance_link.h"
#include "core/live/proxy/fault_proxy.h"
#include "core/live/uv_loop.h"
#include "core/ports/world.h"

namespace stampede {

/// Which connection an instance's operations go over, and the messages that reach the instances. A message travels half of the modelled
/// latency, like a reply. Subscriptions and what Redis tracks always go through the network's proxy; other operations do while a fault of
/// the network concerns their instance, each instance then over a connection of its own, and otherwise all over one to the server itself.
/// While subscriptions are being made, operations wait: whoever subscribes first and asks then misses nothing.
class InstanceConnections {
   public:
    /// A connection, or nullptr: nobody would answer.
    struct Route {
        RedisConnection* connection = nullptr;
        bool proxied = false;  ///< it goes through the network's proxy
    };

    /// Instances without a connection of their own use `shared`, whose listener gets the replies to all operations.
    InstanceConnections(UvLoop& loop, FaultProxy& network, LabLines& lines, RedisConnection& shared, RedisConnection::Listener& operations,
                        Duration travel);
    InstanceConnections(const InstanceConnections&) = delete;
    InstanceConnections& operator=(const InstanceConnections&) = delete;
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void subscribe(InstanceId instance, Channel channel);
    void forget(InstanceId instance);
    void forget_all();
    /// The server is there.
    void begin();
    bool server_ready() const { return server_ready_; }
    void server_lost() { server_ready_ = false; }
    void close();
    /// Messages do not travel: they are there.
    void hurry(bool on) { hurried_ = on; }

    /// How often the instance has crashed: what it asked for in an earlier life, it has forgotten.
    std::uint32_t crashes(InstanceId instance) { return crashes_[instance]; }

    /// The lab is about to change something that operations must not get ahead of. Calls do not nest.
    void hold_back(bool on);

    /// Whether the instance's operations have to wait; `when_open` says when to ask again. Others wait for its subscriptions as well,
    /// unless the network is what keeps them.
    bool opening(InstanceId instance) const;
    /// A fault of the network begins or ends.
    void network_changed() { changed(); }
    /// For how long the network of the instance has been broken.
    const FaultTime& network_trouble(InstanceId instance) { return network_->trouble(instance); }
    void when_open(Timer call) { waiting_.push_back(call); }
    Route route_of(InstanceId instance);

   private:
    struct Travelling {
        InstanceId to;
        Message message;
        bool in_vain = false;  // the instance has crashed meanwhile, even if it is there again
    };

    Route through_network(InstanceId instance);
    void tell(InstanceId instance, const Message& message);
    void deliver();
    void changed();
    void retry_later();
    void tidy_up();

    UvLoop* loop_;
    FaultProxy* network_;
    LabLines* lab_lines_;
    RedisConnection* shared_;
    RedisConnection::Listener* operations_;
    Duration travel_;
    bool hurried_ = false;
    WorldObserver* observer_ = nullptr;
    std::map<InstanceId, std::unique_ptr<InstanceLink>> links_;
    std::map<InstanceId, std::unique_ptr<LabLine>> lines_;  // of those whose network is broken, or has been
    std::map<InstanceId, std::uint32_t> crashes_;
    std::vector<std::unique_ptr<InstanceLink>> retired_;
    std::deque<Travelling> messages_;
    std::vector<Timer> waiting_;
    bool server_ready_ = false;
    bool held_back_ = false;
    bool retrying_ = false;
};

}  // namespace stampede
