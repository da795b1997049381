// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/play_recorder.h"

#include <algorithm>

namespace stampede {

PlayRecorder::PlayRecorder(const Scenario& scenario) : scenario_(&scenario) {
    for (std::uint32_t row = 0; row < scenario.rows(); ++row) {
        const Key key = scenario.key(row);
        keys_.insert(key);
        rows_[key] = Held{key, true, EntryState::value, Value{0, kInitialVersion}};
    }
}

void PlayRecorder::begin_step(ExploreChoice choice, std::vector<std::uint8_t> movable) {
    PlayedStep step;
    step.choice = choice;
    step.movable = std::move(movable);
    played_.steps.push_back(std::move(step));
    step_ = &played_.steps.back();
}

void PlayRecorder::end_step() {
    std::stable_sort(step_->answers.begin(), step_->answers.end(),
                     [](const PlayedAnswer& a, const PlayedAnswer& b) { return a.actor < b.actor; });
    step_ = nullptr;
    played_.events.push_back(events_);
}

void PlayRecorder::record(const Event& event) {
    ++events_;
    consistency_.apply(event);
    meet(event.key);
    switch (event.type) {
        case EventType::request_begun: return begun(event);
        case EventType::request_ended: return ended(event);
        case EventType::parked: parked_[event.operation] = progress_; return;
        case EventType::effect: return effect(event);
        case EventType::message: ++messages_; return;
        case EventType::expired:
            if (event.key.role == Role::data) ++expiries_;
            entries_.erase(event.key);
            return;
        case EventType::replied: break;
        default: return;
    }
    if (rests(event.verb)) return;
    if (step_ == nullptr || step_->choice.move == Move::crash) return;
    step_->verb = event.verb;
    step_->key = named(event.key);
    step_->outcome = event.outcome;
    step_->found = event.found;
    step_->applied = event.applied;
    step_->value = named(event.value);
}

std::uint32_t PlayRecorder::progress_at(OperationId operation) const {
    const auto found = parked_.find(operation);
    return found == parked_.end() ? 0 : found->second;
}

// Requests begin in their actor's step; what begins outside of a step warms the cache up.
void PlayRecorder::begun(const Event& event) {
    if (step_ == nullptr) return;
    const std::uint8_t actor = step_->choice.actor;
    actors_[event.request] = actor;
    names_[event.request] = name_of_write(actor, ++begun_[actor]);
    if (played_.requests.size() <= event.request) played_.requests.resize(event.request + std::size_t{1});
    played_.requests[event.request] = to_text(ExploreChoice{Move::step, actor}, scenario_->cast());
}

void PlayRecorder::ended(const Event& event) {
    const auto actor = actors_.find(event.request);
    if (step_ == nullptr || actor == actors_.end()) return;
    PlayedAnswer answer;
    answer.actor = actor->second;
    answer.outcome = event.outcome;
    if (event.kind == RequestKind::read) {
        answer.found = event.found;
        answer.value = event.found ? named(event.value) : Value{};
        answer.source = event.source;
    }
    step_->answers.push_back(answer);
}

// A row that is not there has the version of the newest commit, which is no business of the row.
void PlayRecorder::effect(const Event& event) {
    if (event.applied) ++progress_;
    if (step_ != nullptr && event.verb != Verb::db_apply_batch && event.outcome == Outcome::ok) step_->state = event.state;
    if (event.outcome != Outcome::ok) return;
    if (event.key.role == Role::data && (stores(event.verb) || removes(event.verb) || looks(event.verb))) keys_.insert(event.key);
    if (stored(event)) {
        const bool found = event.state == EntryState::value;
        entries_[event.key] = Held{event.key, found, event.state, named(event.value)};
    } else if (removed(event)) {
        entries_.erase(event.key);
    } else if (commits(event.verb) && event.applied) {
        const Key row = event.key.row();
        rows_[row] =
            Held{row, event.found, event.found ? EntryState::value : EntryState::absent, event.found ? named(event.value) : Value{}};
    }
}

std::vector<Held> PlayRecorder::entries() const {
    std::vector<Held> all;
    for (const Key key : keys_) {
        const auto found = entries_.find(key);
        all.push_back(found == entries_.end() ? Held{key} : found->second);
        all.back().key = named(key);
    }
    std::sort(all.begin(), all.end(), [](const Held& a, const Held& b) { return a.key < b.key; });
    return all;
}

std::vector<Held> PlayRecorder::rows() const {
    std::vector<Held> all;
    for (const auto& [key, row] : rows_) all.push_back(row);
    return all;
}

void PlayRecorder::meet(Key key) {
    if (key.generation != 0 && !generations_.contains(key)) generations_[key] = ++met_[key.row()];
}

Key PlayRecorder::named(Key key) const {
    const auto found = generations_.find(key);
    if (found != generations_.end()) key.generation = found->second & 0xffffffu;
    return key;
}

Value PlayRecorder::named(Value value) const {
    const auto found = names_.find(value.write);
    if (found != names_.end()) value.write = found->second;
    return value;
}

Played PlayRecorder::finish() {
    played_.verdict = consistency_.verdict();
    played_.findings = consistency_.findings();
    return std::move(played_);
}

}  // namespace stampede
