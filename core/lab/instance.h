// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/lab/dispatcher.h"
#include "core/lab/instance_queue.h"
#include "core/strategies/catalogue.h"

namespace stampede {

/// One application instance, a crash domain: its strategy object, its background work, its write queue. A crash drops all of it;
/// the frames of its requests must have been destroyed before.
class Instance {
   public:
    Instance(InstanceId id, const RunConfig& config, Dispatcher& dispatcher, RandomSource& random)
        : id_(id), config_(&config), dispatcher_(&dispatcher), random_(&random), queue_(id, dispatcher) {
        dispatcher.add_queue(id, &queue_);
    }

    InstanceId id() const { return id_; }
    bool running() const { return running_; }
    void refuse() { running_ = false; }
    Strategy& strategy() { return *strategy_; }
    const InstanceQueue& queue() const { return queue_; }

    void start() {
        const Deadlines& deadlines = config_->deadlines;
        const Environment environment{CacheStore(*dispatcher_, id_, deadlines.cache),
                                      Database(*dispatcher_, id_, deadlines.database),
                                      Clock(*dispatcher_, id_),
                                      TtlPolicy(config_->ttl, *random_),
                                      queue_,
                                      *config_};
        running_ = true;
        strategy_ = find_strategy(config_->strategy)->make(environment);
        background_ = strategy_->background();
        dispatcher_->run_as(Caller{0, id_}, [this] { background_.start(); });
    }

    void crash() {
        background_ = {};
        closing_ = {};
        strategy_.reset();
        queue_.clear();
    }

    /// Runs the strategy's close; `ended(context, id)` follows.
    void close(void (*ended)(void*, std::size_t), void* context) {
        closing_ = strategy_->close();
        closing_.on_end(ended, context, id_);
        dispatcher_->run_as(Caller{0, id_}, [this] { closing_.start(); });
    }

   private:
    InstanceId id_;
    const RunConfig* config_;
    Dispatcher* dispatcher_;
    RandomSource* random_;
    InstanceQueue queue_;
    bool running_ = false;
    std::unique_ptr<Strategy> strategy_;
    Task<void> background_;
    Task<void> closing_;
};

}  // namespace stampede
