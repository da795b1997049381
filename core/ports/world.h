// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/model/fault.h"
#include "core/model/message.h"
#include "core/model/operation.h"
#include "core/ports/event_sink.h"
#include "core/ports/write_queue.h"

namespace stampede {

/// Receives what a world has done. Called on the lab's thread, never from inside World::issue.
class WorldObserver {
   public:
    virtual ~WorldObserver() = default;

    /// The store performed the operation. For an operation that was already completed as timed out, this is its late effect.
    /// `expires` is the lab time at which a value that was just set expires, 0 for never.
    virtual void effect(const Operation& operation, const Reply& reply, Instant expires) = 0;

    /// The application learns the reply. Exactly once for each issued operation, unless `forget` was called.
    virtual void completed(const Operation& operation, const Reply& reply, const Timing& timing) = 0;

    /// Something happened in the stores by itself: an expiry, an eviction, the cache server's start or end, a memory sample.
    virtual void happened(const Event& event) = 0;

    /// One sentence for the person at the lab, about trouble that no journal entry explains.
    virtual void notice(const std::string& sentence) = 0;

    /// The changes that an operation names.
    virtual std::span<const PendingWrite> batch(InstanceId instance, BatchId batch) const = 0;

    /// Puts changes that a store hands out into the memory of the instance that asked, just before the operation completes. The name
    /// goes into the reply.
    virtual BatchId received(InstanceId instance, std::vector<PendingWrite> changes) = 0;

    /// A message reaches an instance that subscribes to its channel.
    virtual void message(InstanceId to, const Message& message) = 0;
};

/// Carries messages between instances.
class MessageExchange {
   public:
    virtual ~MessageExchange() = default;

    /// From now on messages of the channel reach the instance. For Channel::tracking, Redis tells of each key that the instance has read
    /// since and that has changed, once.
    virtual void subscribe(InstanceId instance, Channel channel) = 0;

    /// The instance has crashed: its connections break. Its open transactions are rolled back and its subscriptions end; what it
    /// had issued may still have its effect.
    virtual void forget(InstanceId instance) = 0;
};

/// The stores, real or simulated: performs operations and breaks on demand. Lives on the lab's thread.
class World : public MessageExchange {
   public:
    /// Called once, before anything else; after `reset`, again.
    virtual void observe(WorldObserver& observer) = 0;

    /// Begins to perform the operation; it completes later. The world enforces the operation's deadline.
    virtual void issue(const Operation& operation) = 0;

    /// Breaks or heals what is `of_the_world`; the rest is the lab's. Both are idempotent. A fault of the same scope replaces the parameters
    /// of one that is active; healing needs kind and scope alone.
    virtual void inject(const Fault& fault) = 0;
    virtual void heal(const Fault& fault) = 0;

    /// Stops and restarts lab time, and with it every TTL in the cache. Nested calls do not count.
    virtual void freeze_time() = 0;
    virtual void resume_time() = 0;

    /// Step mode: the lab keeps every TTL itself and expires keys by lab time. Off, the cache does.
    virtual void hold_ttls(bool on) = 0;

    /// Moves frozen lab time forward, expiring what falls due on the way.
    virtual void advance_time(Duration by) = 0;

    /// In a hurry modelled latency is not waited for, nor what a slow database adds: to do again what was done before. Operations are
    /// performed in the same order and come to the same.
    virtual void hurry(bool on) = 0;

    /// Back to the beginning: the data set as it was created, caches and queues empty, versions counted anew, every fault healed, every
    /// instance and its open transaction forgotten. Lab time goes on. Nobody observes the world from then on, until somebody does again.
    /// Precondition: no operation is on its way. If it cannot be done, one sentence says what to do.
    virtual tl::expected<void, std::string> reset() = 0;

    /// What runs here, for people: versions, socket, files.
    virtual std::string description() const = 0;
};

}  // namespace stampede
