// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/lab/instance_host.h"
#include "core/lab/instance_queue.h"
#include "core/lab/waist.h"
#include "core/strategies/strategy.h"

namespace stampede {

/// Makes the strategy of one instance.
using MakeStrategy = std::function<std::unique_ptr<Strategy>(const RunConfig&, const Environment&)>;

/// One application instance, a crash domain: its strategy object, its background work, its write queue. A crash drops all of it;
/// the frames of its requests must have been destroyed before.
class Instance {
   public:
    Instance(InstanceId id, const RunConfig& config, const MakeStrategy& make, Waist& waist, MessageExchange& exchange,
             RandomSource& random)
        : id_(id), config_(&config), make_(&make), waist_(&waist), random_(&random), queue_(id, waist), host_(id, waist, exchange) {}

    InstanceId id() const { return id_; }
    bool running() const { return running_; }
    void refuse() { running_ = false; }
    Strategy& strategy() { return *strategy_; }
    InstanceQueue& queue() { return queue_; }
    /// Puts changes that a store hands out into the instance's memory, and returns their name.
    BatchId receive(std::vector<PendingWrite> changes) { return queue_.gather(std::move(changes)); }
    void deliver(const Message& message) {
        if (running_) host_.deliver(message);
    }

    void start() {
        const Deadlines& deadlines = config_->deadlines;
        const Environment environment{CacheStore(*waist_, id_, deadlines.cache),
                                      QueueStore(*waist_, id_, deadlines.cache),
                                      Database(*waist_, id_, deadlines.database),
                                      Clock(*waist_, id_),
                                      TtlPolicy(config_->ttl, *random_),
                                      *random_,
                                      queue_,
                                      host_,
                                      id_,
                                      *config_};
        running_ = true;
        strategy_ = (*make_)(*config_, environment);
        start_background();
    }
    void start_background() {
        waist_->run_as(Caller{0, id_, true}, [this] {
            background_ = strategy_->background();
            background_.start();
        });
    }
    /// Its background work ends where it is; what it had taken from the queue waits again. Its operations must have been abandoned before.
    void kill_background() {
        background_ = {};
        host_.clear_background();
        queue_.give_back_of_background();
        waist_->run_as(Caller{0, id_}, [this] { strategy_->background_killed(); });
    }

    void crash() {
        background_ = {};
        closing_ = {};
        host_.clear();
        strategy_.reset();
        queue_.clear();
    }

    /// Runs the strategy's close; `ended(context, id)` follows.
    void close(void (*ended)(void*, std::size_t), void* context) {
        closing_ = strategy_->close();
        closing_.on_end(ended, context, id_);
        waist_->run_as(Caller{0, id_}, [this] { closing_.start(); });
    }

   private:
    InstanceId id_;
    const RunConfig* config_;
    const MakeStrategy* make_;
    Waist* waist_;
    RandomSource* random_;
    InstanceQueue queue_;
    InstanceHost host_;
    bool running_ = false;
    std::unique_ptr<Strategy> strategy_;
    Task<void> background_;
    Task<void> closing_;
};

}  // namespace stampede
