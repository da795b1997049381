// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/script_steps.h"

#include "core/explore/script_player.h"
#include "core/lab/hand.h"
#include "core/simulated/simulated_world.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

/// Fakes in virtual time.
struct Fakes {
    explicit Fakes(const RunConfig& config) : world(config, loop, loop) {}
    VirtualTimeLoop loop;
    SimulatedWorld world;
};

struct Nowhere final : EventSink {
    void record(const Event&) override {}
};

tl::expected<StepLog, std::string> log_of(const Script& script) {
    Fakes fakes(ScriptPlayer::config_of(script.scenario));
    StepLog log;
    const auto played = ScriptPlayer(fakes.loop, fakes.world, until_of(fakes.loop)).play(script, &log);
    if (!played) return Failure(played.error());
    return log;
}

// What each step comes to when a person does it.
tl::expected<void, std::string> find_traces(const RunConfig& config, ScriptSteps& script) {
    Fakes fakes(config);
    Nowhere nowhere;
    Hand hand(config, fakes.loop, fakes.world, nowhere, until_of(fakes.loop), [](std::size_t) {});
    for (ScriptSteps::Step& step : script.steps) {
        if (auto done = hand.perform(step.step); !done) return done;
        step.traces = traces_of(*hand.branches().nodes[hand.branches().current].events);
    }
    return {};
}

}  // namespace

std::size_t ScriptSteps::end_of(std::size_t choice) const {
    std::size_t end = steps.size();
    while (end > 0 && steps[end - 1].choice != kBefore && steps[end - 1].choice > choice) --end;
    return end;
}

tl::expected<ScriptSteps, std::string> steps_of(const Script& script) {
    const auto log = log_of(script);
    if (!log) return Failure(log.error());
    ScriptSteps steps;
    for (const StoryStep& step : log->before) steps.steps.push_back({step, ScriptSteps::kBefore, {}});
    for (std::size_t choice = 0; choice < script.choices.size(); ++choice) {
        for (const StoryStep& step : log->of_choices[choice]) steps.steps.push_back({step, choice, {}});
    }
    if (auto found = find_traces(ScriptPlayer::config_of(script.scenario), steps); !found) return Failure(found.error());
    return steps;
}

}  // namespace stampede
