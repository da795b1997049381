// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/script_player.h"

#include <algorithm>

#include "core/explore/stage_play.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;
using Stand = LabActors::Stand;

// More steps than any scenario takes: whoever needs them does not end.
constexpr std::size_t kMostSteps = 10'000;

std::string obstacle(Move move) {
    switch (move) {
        case Move::deliver: return "messages cannot be held back here yet; only the search can do that.";
        default: return {};
    }
}

}  // namespace

struct ScriptPlayer::Play {
    Play(const Scenario& scenario_, Scheduler& scheduler, World& world, StepLog* log_)
        : scenario(scenario_),
          log(log_),
          recorder(scenario),
          lab(config_of(scenario), scheduler, world, recorder, scenario.make),
          actors(scenario, lab, recorder, log) {
        lab.rest_by_hand(true);
    }

    void note(const StoryStep& step) const {
        if (log != nullptr) log->add(step);
    }

    void inject(const Fault& fault) {
        note(StoryStep::inject(fault));
        lab.inject(fault);
    }

    void let_locks_expire(std::uint32_t row) {
        for (const Role role : {Role::lock, Role::lease}) inject(Fault{FaultKind::expire_key, 0, scenario.key(row).as(role)});
    }

    const Scenario& scenario;
    StepLog* log;
    PlayRecorder recorder;
    Lab lab;
    LabActors actors;
    bool over = false;
};

RunConfig ScriptPlayer::config_of(const Scenario& scenario) {
    RunConfig config = scenario.config;
    config.latency = LatencyModel{Duration{0}, Duration{0}};
    config.deadlines = Deadlines{std::chrono::minutes(1), std::chrono::minutes(1)};
    config.instances = scenario.instances();
    return config;
}

tl::expected<Played, std::string> ScriptPlayer::play(const Script& script, StepLog* log) {
    Played played;
    Step done;
    {
        Play play(script.scenario, *scheduler_, *world_, log);
        done = run(play, script);
        const PlayRecorder& recorder = play.recorder;
        if (done) played = play.recorder.finish();
        played.scripted = script.choices.size();
        if (done) done = read_stores(played, recorder);
    }
    const Step reset = world_->reset();
    if (!done) return Failure(done.error());
    if (!reset) return Failure(reset.error());
    return played;
}

ScriptPlayer::Step ScriptPlayer::run(Play& play, const Script& script) {
    if (auto warmed = script.scenario.warm ? warm_up(play) : Step{}; !warmed) return warmed;
    if (auto settled = let_settle(play); !settled) return settled;
    for (std::size_t index = 0; index < kMostSteps; ++index) {
        const bool scripted = index < script.choices.size();
        const std::vector<std::uint8_t> movable = play.over ? std::vector<std::uint8_t>{} : play.actors.movable();
        if (!scripted && movable.empty()) return {};
        const ExploreChoice choice = scripted ? script.choices[index] : ExploreChoice{Move::step, movable.front()};
        const std::string step = step_text(index, choice, script.scenario.cast());
        if (play.over) return Failure(step + "everything has ended before it.");
        const std::uint32_t messages = play.recorder.messages();
        play.recorder.begin_step(choice, movable);
        if (play.log != nullptr) play.log->begin_choice();
        auto done = perform(play, choice);
        if (done) done = settle(play);
        play.recorder.end_step();
        if (!done) return Failure(step + done.error());
        if (play.recorder.messages() != messages) return Failure(step + obstacle(Move::deliver));
    }
    return Failure("The script does not come to an end.");
}

ScriptPlayer::Step ScriptPlayer::perform(Play& play, ExploreChoice choice) {
    switch (choice.move) {
        case Move::step: return go_on(play, choice.actor, Fate::arrives);
        case Move::lose_request: return go_on(play, choice.actor, Fate::request_lost);
        case Move::lose_reply: return go_on(play, choice.actor, Fate::reply_lost);
        case Move::expire: return expire(play, choice.actor);
        case Move::expire_lock: return expire_lock(play, choice.actor);
        case Move::crash: return crash(play, choice.actor);
        default: return Failure(obstacle(choice.move));
    }
}

// To begin and to wake up take no step: the store operation that follows does.
ScriptPlayer::Step ScriptPlayer::go_on(Play& play, std::size_t index, Fate fate) {
    LabActors& actors = play.actors;
    if (!actors.may_step(index)) return Failure(actors.obstacle(index) + ".");
    if (actors.all()[index].stand == Stand::unstarted) {
        actors.send(index);
        if (auto settled = let_settle(play); !settled) return settled;
    }
    if (actors.all()[index].stand == Stand::resting) {
        if (auto woken = wake(play, actors.all()[index].at.operation); !woken) return woken;
    }
    const LabActors::Actor& actor = actors.all()[index];
    const bool asks_cache = actor.stand == Stand::parked && component_of(actor.at.verb) == Component::cache;
    if (fate != Fate::arrives && !asks_cache) return Failure("only what is on its way to Redis or back can be lost.");
    if (actor.stand == Stand::parked) return release(play, actor.at.operation, fate);
    return {};
}

ScriptPlayer::Step ScriptPlayer::release(Play& play, OperationId operation, Fate fate) {
    play.note(StoryStep::let_go(operation, fate));
    if (!play.lab.step(operation, fate)) return Failure("its operation could not be let go.");
    return let_settle(play);
}

ScriptPlayer::Step ScriptPlayer::wake(Play& play, OperationId operation) {
    play.note(StoryStep::wake(operation));
    play.lab.wake(operation);
    return let_settle(play);
}

ScriptPlayer::Step ScriptPlayer::let_settle(Play& play) {
    const bool settled = until_([&play] { return play.lab.settled(); });
    if (!play.actors.refresh()) return Failure("there is more work beside the requests than a search can number.");
    if (!settled) return Failure("the stores did not answer in time.");
    return {};
}

ScriptPlayer::Step ScriptPlayer::expire(Play& play, std::size_t row) {
    if (row >= play.scenario.rows()) return Failure("there is no such row.");
    const std::uint32_t before = play.recorder.expiries();
    play.actors.note_progress();
    play.inject(Fault{FaultKind::expire_key, 0, play.scenario.key(static_cast<std::uint32_t>(row))});
    if (!until_([&] { return play.recorder.expiries() > before; })) return Failure("the row has no entry that could expire.");
    return let_settle(play);
}

ScriptPlayer::Step ScriptPlayer::expire_lock(Play& play, std::size_t row) {
    if (row >= play.scenario.rows()) return Failure("there is no such row.");
    play.actors.note_progress();
    play.let_locks_expire(static_cast<std::uint32_t>(row));
    return let_settle(play);
}

ScriptPlayer::Step ScriptPlayer::crash(Play& play, InstanceId instance) {
    if (instance >= play.scenario.instances()) return Failure("there is no such instance.");
    play.actors.note_progress();
    play.actors.crashed(instance);
    play.inject(Fault{FaultKind::app_crash, instance});
    play.note(StoryStep::heal(FaultKind::app_crash));
    play.lab.heal(FaultKind::app_crash);
    return let_settle(play);
}

// The rows as a read leaves them.
ScriptPlayer::Step ScriptPlayer::warm_up(Play& play) {
    for (std::uint32_t row = 0; row < play.scenario.rows(); ++row) {
        ClientRequest read;
        read.key = play.scenario.key(row);
        read.instance = InstanceId{0};
        play.note(StoryStep::send(read));
        const RequestId request = play.lab.send(read);
        const auto next = [&]() -> OperationId {
            for (const Waiting& waiting : play.lab.waiting()) {
                if (waiting.request == request) return waiting.operation;
            }
            return 0;
        };
        for (OperationId operation = next(); operation != 0; operation = next()) {
            play.note(StoryStep::let_go(operation));
            play.lab.step(operation);
            if (!until_([&play] { return play.lab.settled(); })) return Failure("The cache could not be warmed up.");
        }
        if (play.lab.in_flight() > 0) return Failure("The cache could not be warmed up.");
    }
    return {};
}

// As in a search: a request's first rest is over at once, and when nobody can make a step, time passes; when all have ended, what has been
// acknowledged is brought where it goes.
ScriptPlayer::Step ScriptPlayer::settle(Play& play) {
    LabActors& actors = play.actors;
    for (std::size_t i = 0; i < play.scenario.clients(); ++i) {
        if (actors.all()[i].stand != Stand::resting || actors.all()[i].rests != 1) continue;
        if (auto woken = wake(play, actors.all()[i].at.operation); !woken) return woken;
    }
    for (int tries = 0; tries < 4; ++tries) {
        if (!actors.movable().empty()) return {};
        if (!actors.clients_done()) {
            const auto moved = let_time_pass(play);
            if (!moved) return Failure(moved.error());
            if (!*moved) break;
        } else if (!actors.closing()) {
            actors.close();
            play.note(StoryStep::close());
            play.lab.close_by_hand();
            if (auto settled = let_settle(play); !settled) return settled;
        } else {
            break;
        }
    }
    play.over = true;
    return {};
}

// Locks and leases run out, and everybody who waits with a limit wakes up. False when that changes nothing.
tl::expected<bool, std::string> ScriptPlayer::let_time_pass(Play& play) {
    LabActors& actors = play.actors;
    for (std::uint32_t row = 0; row < play.scenario.rows(); ++row) play.let_locks_expire(row);
    actors.note_progress();
    bool moved = false;
    for (std::size_t i = 0; i < actors.all().size(); ++i) {
        const LabActors::Actor actor = actors.all()[i];
        if (actor.stand == Stand::waiting && actor.at.at_most > Duration{0}) {
            if (auto woken = wake(play, actor.at.operation); !woken) return Failure(woken.error());
            moved = true;
        }
        moved = moved || (actors.all()[i].stand == Stand::resting && actors.may_step(i));
    }
    return moved;
}

ScriptPlayer::Step ScriptPlayer::read_stores(Played& played, const PlayRecorder& recorder) {
    StoredState stores(*world_, until_);
    const auto take = [&recorder](tl::expected<Held, std::string> held, std::vector<Held>& into) -> Step {
        if (!held) return Failure(held.error());
        held->key = recorder.named(held->key);
        held->value = recorder.named(held->value);
        into.push_back(*held);
        return {};
    };
    for (const Key key : recorder.keys()) {
        if (auto taken = take(stores.entry(key), played.entries); !taken) return taken;
        if (key != key.row()) continue;
        if (auto taken = take(stores.row(key), played.rows); !taken) return taken;
    }
    std::sort(played.entries.begin(), played.entries.end(), [](const Held& a, const Held& b) { return a.key < b.key; });
    return {};
}

}  // namespace stampede
