// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/async/scheduler.h"
#include "core/explore/lab_actors.h"
#include "core/explore/play_recorder.h"
#include "core/explore/script_file.h"
#include "core/explore/step_log.h"
#include "core/explore/stored_state.h"
#include "core/ports/world.h"

namespace stampede {

/// Plays scripts on a lab in Step mode, over whichever world. One step of the script is one operation of a store; the next begins when the
/// reply has come back. Rests are no steps: they end as in a search, without lab time going on. The world must be as created or as after
/// `World::reset`, and it is reset after each play.
class ScriptPlayer {
   public:
    ScriptPlayer(Scheduler& scheduler, World& world, Until until) : scheduler_(&scheduler), world_(&world), until_(std::move(until)) {}

    /// The configuration that a script's lab has, and that its world should have been opened with: no modelled latency, no deadline that a
    /// slow machine could miss.
    static RunConfig config_of(const Scenario& scenario);

    /// What came of it; or one sentence that says which step could not be done, and why. `log` is told everything that is done to the lab.
    tl::expected<Played, std::string> play(const Script& script, StepLog* log = nullptr);

   private:
    using Step = tl::expected<void, std::string>;

    struct Play;
    Step perform(Play& play, ExploreChoice choice);
    Step go_on(Play& play, std::size_t actor, Fate fate);
    Step expire(Play& play, std::size_t row);
    Step expire_lock(Play& play, std::size_t row);
    Step crash(Play& play, InstanceId instance);
    Step warm_up(Play& play);
    Step release(Play& play, OperationId operation, Fate fate = Fate::arrives);
    Step wake(Play& play, OperationId operation);
    Step settle(Play& play);
    tl::expected<bool, std::string> let_time_pass(Play& play);
    Step let_settle(Play& play);
    Step run(Play& play, const Script& script);
    Step read_stores(Played& played, const PlayRecorder& recorder);

    Scheduler* scheduler_;
    World* world_;
    Until until_;
};

}  // namespace stampede
