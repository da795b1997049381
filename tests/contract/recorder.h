// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/async/scheduler.h"
#include "core/ports/world.h"

namespace stampede::test {

/// Keeps everything that a world reports.
class Recorder final : public WorldObserver {
   public:
    struct Effect {
        Operation operation{};
        Reply reply{};
        Instant expires{0};
    };
    struct Completion {
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant at{0};
    };

    explicit Recorder(Scheduler& scheduler) : scheduler_(&scheduler) {}

    void effect(const Operation& operation, const Reply& reply, Instant expires) override {
        effects.push_back({operation, reply, expires});
    }
    void completed(const Operation& operation, const Reply& reply, const Timing& timing) override {
        if (issuing) completed_inside_issue = true;
        completions.push_back({operation, reply, timing, scheduler_->now()});
    }
    void happened(const Event& event) override { events.push_back(event); }
    void notice(const std::string& sentence) override { notices.push_back(sentence); }
    std::span<const PendingWrite> batch(InstanceId, BatchId) const override { return pending; }
    BatchId received(InstanceId, std::vector<PendingWrite> changes) override {
        batches.push_back(std::move(changes));
        return static_cast<BatchId>(batches.size());
    }
    void message(InstanceId to, const Message& message) override { messages.emplace_back(to, message); }

    const Completion* completion(OperationId id) const {
        const auto found = std::find_if(completions.begin(), completions.end(), [id](const Completion& c) { return c.operation.id == id; });
        return found == completions.end() ? nullptr : &*found;
    }
    std::vector<Effect> effects_of(OperationId id) const {
        std::vector<Effect> found;
        std::copy_if(effects.begin(), effects.end(), std::back_inserter(found), [id](const Effect& e) { return e.operation.id == id; });
        return found;
    }
    std::size_t count(EventType type) const {
        return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [type](const Event& e) { return e.type == type; }));
    }
    bool expired(Key key) const {
        return std::any_of(events.begin(), events.end(), [key](const Event& e) { return e.type == EventType::expired && e.key == key; });
    }

    std::vector<Effect> effects;
    std::vector<Completion> completions;
    std::vector<Event> events;
    std::vector<std::string> notices;
    std::vector<std::vector<PendingWrite>> batches;  ///< received: the batch named n is the one before n
    std::vector<std::pair<InstanceId, Message>> messages;
    std::vector<PendingWrite> pending;  ///< what every batch operation writes
    bool issuing = false;
    bool completed_inside_issue = false;

   private:
    Scheduler* scheduler_;
};

}  // namespace stampede::test
