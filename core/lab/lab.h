// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/async/scheduler.h"
#include "core/faults/fault_plan.h"
#include "core/lab/client_request.h"
#include "core/lab/instance.h"
#include "core/model/run_config.h"
#include "core/ports/event_sink.h"
#include "core/ports/world.h"

namespace stampede {

enum class Mode : std::uint8_t { step, run };

/// Something waiting for its turn in Step mode, or resting.
struct Waiting {
    OperationId operation = 0;
    RequestId request = 0;  ///< 0: the lab's own, a flusher or a timer
    Verb verb = Verb::none;
    Key key{};
    InstanceId instance = 0;
    const TaskFrame* task = nullptr;  ///< tells work beside requests apart: the same for all that one coroutine asks for in Step mode
    Duration at_most{0};              ///< of a rest; of a wait without a limit, 0
    bool for_queue = false;           ///< a flusher's rest, which ends when its queue holds enough
};

/// A laboratory: one strategy on a world, driven by hand or by a workload. Everything that happens goes to the sink, in order. Lives
/// on one thread, the one that runs the scheduler; nothing here blocks.
class Lab {
   public:
    using Ended = stampede::Ended;

    /// Opens in Step mode. Without a maker of strategies, the configuration's combination of the catalogue is run: check it first.
    Lab(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, MakeStrategy make = {});
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    const RunConfig& config() const;
    Mode mode() const;
    void set_mode(Mode mode);

    /// Sends a request to an instance; requests without one go round robin. Its operations wait for `step` in Step mode.
    RequestId send(const ClientRequest& request);
    /// By hand: always the same person.
    RequestId send(RequestKind kind, Key key) { return send(ClientRequest{kind, key, kSessionByHand}); }
    /// `count` reads of one key at the same moment.
    void stampede(Key key, std::uint32_t count);

    /// Lets the operation go that has waited longest; false when none waits or one is still on its way.
    bool step();
    /// Lets this operation go; false when it does not wait. Only what goes to the cache can be lost.
    bool step(OperationId operation, Fate fate = Fate::arrives);
    std::vector<Waiting> waiting() const;
    /// Those that sleep, or wait for something in their instance's memory.
    std::vector<Waiting> resting() const;
    /// Ends one rest early, without lab time going on; false when nobody rests with this operation.
    bool wake(OperationId operation);
    /// While on, rests end only through `wait`, which then ends one, and `wake`, or by a signal; never because time goes on while an
    /// operation is under way. So what happens does not depend on how fast the stores are. Only in Step mode.
    void rest_by_hand(bool on);
    /// Nothing is on its way to a store or back, whoever was woken has gone on, unless its instance stands still, who is doomed has
    /// crashed, and whose instance is down has been told.
    bool settled() const;
    /// In Step mode: moves lab time on to the next timer of a sleeping flusher, or by `at_most`.
    void wait(Duration at_most);

    std::size_t in_flight() const;
    /// Writes that wait in the instance's memory, without those of a batch that is on its way.
    std::size_t queued(InstanceId instance) const;

    /// Of an instance that there is not, or that is down already, nothing comes and nothing is recorded. An outside write (db_write) gets
    /// an id of its own, which no request has.
    void inject(const Fault& fault);
    /// Heals the fault of the same scope ...
    void heal(const Fault& fault);
    /// ... or all of a kind.
    void heal(FaultKind kind);
    void heal_all();
    /// What lasts and has not been healed, oldest first.
    const std::vector<Fault>& active_faults() const;

    /// Brings acknowledged writes to the database, then calls back. No request may be sent afterwards.
    void close(std::function<void()> closed);
    /// As `close`, but in Step mode: the operations that it takes wait to be let go.
    void close_by_hand();

    /// Receives the sentences that the world has for the person at the lab.
    void on_notice(std::function<void(const std::string&)> notice);

   private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
