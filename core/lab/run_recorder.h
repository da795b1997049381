// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/journal/event_hash.h"
#include "core/oracle/consistency.h"
#include "core/oracle/metrics.h"
#include "core/ports/event_sink.h"

namespace stampede {

/// Folds a run while it happens, so that nothing has to be kept; passes each event on to `also` if there is one.
class RunRecorder final : public EventSink {
   public:
    explicit RunRecorder(std::function<void(const Event&)> also = {}) : also_(std::move(also)) {}

    void record(const Event& event) override {
        metrics_.apply(event);
        consistency_.apply(event);
        hash_.add(event);
        if (event.type == EventType::request_begun && first_ == kNever) first_ = event.at;
        if (event.type == EventType::request_ended) last_ = event.at;
        if (also_) also_(event);
    }

    const Metrics& metrics() const { return metrics_; }
    Verdict verdict() const { return consistency_.verdict(); }
    std::vector<Finding> findings() const { return consistency_.findings(); }
    std::uint64_t hash() const { return hash_.value(); }
    Duration elapsed() const { return first_ == kNever ? Duration{0} : last_ - first_; }

   private:
    std::function<void(const Event&)> also_;
    Metrics metrics_;
    Consistency consistency_;
    EventHash hash_;
    Instant first_ = kNever;
    Instant last_{0};
};

}  // namespace stampede
