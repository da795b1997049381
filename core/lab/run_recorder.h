// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/journal/event_hash.h"
#include "core/oracle/consistency.h"
#include "core/oracle/metrics.h"
#include "core/oracle/timeline.h"
#include "core/ports/event_sink.h"

namespace stampede {

/// Folds a run while it happens, so that nothing has to be kept; passes each event on to `also` if there is one.
class RunRecorder final : public EventSink {
   public:
    explicit RunRecorder(std::function<void(const Event&)> also = {}, bool database_cancels = true)
        : also_(std::move(also)), timeline_(database_cancels) {}

    void record(const Event& event) override {
        metrics_.apply(event);
        timeline_.apply(event);
        consistency_.apply(event);
        hash_.add(event);
        if (event.type == EventType::request_begun && first_ == kNever) first_ = event.at;
        if (event.type == EventType::request_ended) last_ = event.at;
        if (also_) also_(event);
    }

    /// What came before was to warm the cache: figures and times begin now. Violations count from the first event on.
    void begin(Instant now) {
        Event running;
        running.type = EventType::mode_changed;
        running.at = now;
        running.detail = 1;
        metrics_ = Metrics();
        metrics_.apply(running);
        timeline_.begin(now);
        begun_ = now;
        first_ = kNever;
    }
    /// When the run began, as it was told.
    Instant begun() const { return begun_; }

    const Metrics& metrics() const { return metrics_; }
    Verdict verdict() const { return consistency_.verdict(); }
    std::vector<Finding> findings() const { return consistency_.findings(); }
    const std::vector<TimelineSecond>& timeline() const { return timeline_.seconds(); }
    std::uint64_t hash() const { return hash_.value(); }
    Duration elapsed() const { return first_ == kNever ? Duration{0} : last_ - first_; }

   private:
    std::function<void(const Event&)> also_;
    Metrics metrics_;
    Timeline timeline_;
    Consistency consistency_;
    EventHash hash_;
    Instant begun_{0};
    Instant first_ = kNever;
    Instant last_{0};
};

}  // namespace stampede
