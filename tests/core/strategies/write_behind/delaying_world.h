// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include "core/async/scheduler.h"
#include "core/ports/world.h"

namespace stampede::test {

/// A world whose network holds up those operations that the test points out. Nothing fails.
class DelayingWorld final : public World {
   public:
    /// How long the operation takes to reach the stores; 0 = no longer than usual.
    using Delay = std::function<Duration(const Operation&)>;

    DelayingWorld(World& stores, Scheduler& scheduler) : stores_(&stores), scheduler_(&scheduler) {}
    void delay(Delay delay) { delay_ = std::move(delay); }

    void issue(const Operation& operation) override {
        const Duration extra = delay_ ? delay_(operation) : Duration{0};
        if (extra == Duration{0}) return stores_->issue(operation);
        held_.push_back(operation);
        const auto arrive = [](void* self, std::uint64_t index) {
            auto& world = *static_cast<DelayingWorld*>(self);
            world.stores_->issue(world.held_[index]);
        };
        scheduler_->at(scheduler_->now() + extra, Timer{arrive, this, held_.size() - 1});
    }

    void observe(WorldObserver& observer) override { stores_->observe(observer); }
    void subscribe(InstanceId instance, Channel channel) override { stores_->subscribe(instance, channel); }
    void forget(InstanceId instance) override { stores_->forget(instance); }
    void inject(const Fault& fault) override { stores_->inject(fault); }
    void heal(const Fault& fault) override { stores_->heal(fault); }
    void freeze_time() override { stores_->freeze_time(); }
    void resume_time() override { stores_->resume_time(); }
    void hold_ttls(bool on) override { stores_->hold_ttls(on); }
    void advance_time(Duration by) override { stores_->advance_time(by); }
    void hurry(bool on) override { stores_->hurry(on); }
    tl::expected<void, std::string> reset() override {
        held_.clear();
        return stores_->reset();
    }
    std::string description() const override { return stores_->description(); }

   private:
    World* stores_;
    Scheduler* scheduler_;
    Delay delay_;
    std::vector<Operation> held_;
};

}  // namespace stampede::test
