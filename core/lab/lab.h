// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/async/scheduler.h"
#include "core/faults/fault_plan.h"
#include "core/model/run_config.h"
#include "core/ports/event_sink.h"
#include "core/ports/world.h"
#include "core/strategies/strategy.h"

namespace stampede {

enum class Mode : std::uint8_t { step, run };

/// Something waiting for its turn in Step mode.
struct Waiting {
    OperationId operation = 0;
    RequestId request = 0;  ///< 0: the lab's own, a flusher or a timer
    Verb verb = Verb::none;
    Key key{};
};

/// A laboratory: one strategy on a world, driven by hand or by a workload. Everything that happens goes to the sink, in order. Lives
/// on one thread, the one that runs the scheduler; nothing here blocks.
class Lab {
   public:
    /// Tells a client how its request ended. Called on the lab's thread.
    using Ended = std::function<void(RequestId, Outcome)>;

    /// The configuration must name a strategy of the catalogue. Opens in Step mode.
    Lab(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink);
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    const RunConfig& config() const;
    Mode mode() const;
    void set_mode(Mode mode);

    /// Sends a request to an instance; requests without one go round robin. Its operations wait for `step` in Step mode.
    RequestId send(RequestKind kind, Key key, const Ended* ended = nullptr);
    /// `count` reads of one key at the same moment.
    void stampede(Key key, std::uint32_t count);

    /// Lets the operation go that has waited longest; false when none waits or one is still on its way.
    bool step();
    /// Lets this operation go; false when it does not wait.
    bool step(OperationId operation);
    std::vector<Waiting> waiting() const;
    /// In Step mode: moves lab time on to the next timer of a sleeping flusher, or by `at_most`.
    void wait(Duration at_most);

    std::size_t in_flight() const;

    void inject(const Fault& fault);
    void heal(FaultKind kind);
    void heal_all();

    /// Brings acknowledged writes to the database, then calls back. No request may be sent afterwards.
    void close(std::function<void()> closed);

    /// Receives the sentences that the world has for the person at the lab.
    void on_notice(std::function<void(const std::string&)> notice);

   private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
