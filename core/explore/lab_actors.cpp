// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/lab_actors.h"

#include <algorithm>

#include "core/explore/code.h"

namespace stampede {
namespace {

// As in a search: whoever rests more often than this only goes round in circles.
constexpr std::uint32_t kMostRests = 6;

RequestKind kind_of(char letter) { return letter == 'R' ? RequestKind::read : letter == 'D' ? RequestKind::erase : RequestKind::write; }

}  // namespace

LabActors::LabActors(const Scenario& scenario, Lab& lab, const PlayRecorder& recorder, StepLog* log)
    : scenario_(&scenario), lab_(&lab), recorder_(&recorder), log_(log), told_(scenario.clients()) {
    actors_.resize(scenario.clients() + scenario.instances() * Code::kMostBeside);
    for (std::size_t client = 0; client < told_.size(); ++client) {
        actors_[client].stand = Stand::unstarted;
        actors_[client].instance = static_cast<InstanceId>(client % scenario.instances());
        told_[client] = [this, client](RequestId, const Answer& answer) { ended(client, answer); };
    }
}

void LabActors::send(std::size_t client) {
    Actor& actor = actors_[client];
    const std::string program = scenario_->program(static_cast<std::uint32_t>(client));
    ClientRequest request;
    request.kind = kind_of(program[actor.sent]);
    request.key = scenario_->key(static_cast<std::uint32_t>(client));
    request.session = static_cast<SessionId>(client + 1);
    if (request.kind == RequestKind::write) request.based_on = actor.last_read;
    request.ended = &told_[client];
    request.instance = actor.instance;
    actor.stand = Stand::idle;
    actor.rests = 0;
    actor.last_read = Value{};
    ++actor.sent;
    if (log_ != nullptr) log_->add(StoryStep::send(request));
    const RequestId sent = lab_->send(request);
    if (actor.stand == Stand::idle) actor.request = sent;  // else it has ended already
}

void LabActors::ended(std::size_t client, const Answer& answer) {
    Actor& actor = actors_[client];
    const std::string program = scenario_->program(static_cast<std::uint32_t>(client));
    actor.stand = actor.sent < program.size() ? Stand::unstarted : Stand::ended;
    actor.request = 0;
    if (program[actor.sent - 1] == 'R' && answer.outcome == Outcome::ok) actor.last_read = answer.value;
}

// Clients by their request, work beside requests by its coroutine; a place whose coroutine crashed is free for the next.
std::size_t LabActors::slot_of(const Waiting& waiting) {
    for (std::size_t client = 0; waiting.request != 0 && client < told_.size(); ++client) {
        if (actors_[client].request == waiting.request) return client;
    }
    const auto first = actors_.begin() + static_cast<std::ptrdiff_t>(told_.size() + waiting.instance * Code::kMostBeside);
    const auto last = first + Code::kMostBeside;
    auto slot = std::find_if(first, last, [&](const Actor& actor) { return actor.task == waiting.task; });
    if (slot == last) slot = std::find_if(first, last, [](const Actor& actor) { return actor.task == nullptr; });
    if (slot == last) return actors_.size();
    if (slot->task == nullptr) *slot = Actor{.task = waiting.task, .instance = waiting.instance};
    return static_cast<std::size_t>(slot - actors_.begin());
}

bool LabActors::refresh() {
    std::vector<Waiting> all = lab_->waiting();
    for (const Waiting& resting : lab_->resting()) all.push_back(resting);
    std::sort(all.begin(), all.end(), [](const Waiting& a, const Waiting& b) { return a.operation < b.operation; });
    for (std::size_t i = told_.size(); i < actors_.size(); ++i) actors_[i].stand = Stand::ended;
    for (const Waiting& waiting : all) {
        const std::size_t slot = slot_of(waiting);
        if (slot == actors_.size()) return false;
        Actor& actor = actors_[slot];
        actor.stand = waiting.verb == Verb::sleep ? Stand::resting : waiting.verb == Verb::wait ? Stand::waiting : Stand::parked;
        if (actor.at.operation == waiting.operation) continue;
        actor.at = waiting;
        if (actor.stand != Stand::resting) continue;
        ++actor.rests;
        actor.rested_at = recorder_->progress_at(waiting.operation) + other_progress_;
    }
    return true;
}

void LabActors::crashed(InstanceId instance) {
    for (std::size_t i = told_.size(); i < actors_.size(); ++i) {
        if (actors_[i].instance == instance && actors_[i].stand != Stand::ended) actors_[i].task = nullptr;
    }
}

bool LabActors::may_go_on(std::size_t index) const {
    const Actor& actor = actors_[index];
    if (actor.rests > kMostRests) return false;
    if (!is_client(index) && closing_) return false;
    if (actor.at.for_queue) return lab_->queued(actor.instance) > 0;
    return actor.rests == 1 || progress() > actor.rested_at;
}

bool LabActors::may_step(std::size_t index) const {
    if (index >= actors_.size()) return false;
    const Stand stand = actors_[index].stand;
    return stand == Stand::unstarted || stand == Stand::parked || (stand == Stand::resting && may_go_on(index));
}

std::vector<std::uint8_t> LabActors::movable() const {
    std::vector<std::uint8_t> movable;
    for (std::size_t i = 0; i < actors_.size(); ++i) {
        if (may_step(i)) movable.push_back(static_cast<std::uint8_t>(i));
    }
    return movable;
}

bool LabActors::clients_done() const {
    return std::all_of(actors_.begin(), actors_.begin() + static_cast<std::ptrdiff_t>(told_.size()),
                       [](const Actor& actor) { return actor.stand == Stand::ended; });
}

std::string LabActors::obstacle(std::size_t index) const {
    const std::string name = to_text(ExploreChoice{Move::step, static_cast<std::uint8_t>(index)}, scenario_->cast());
    const bool somebody = index < actors_.size() && (is_client(index) || actors_[index].task != nullptr);
    if (!somebody) return "there is no " + name + " here";
    switch (actors_[index].stand) {
        case Stand::ended: return name + " has ended";
        case Stand::waiting: return name + " waits for another of its instance";
        case Stand::resting: return name + " rests until something has changed";
        default: return name + " is not waiting for a store";
    }
}

}  // namespace stampede
