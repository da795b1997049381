// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/story.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;
using What = StoryStep::Kind;

bool is_fault(const StoryStep& step) { return step.kind == What::inject || step.kind == What::heal; }

}  // namespace

Story::Story(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, MakeStrategy make)
    : config_(config),
      scheduler_(&scheduler),
      world_(&world),
      until_(std::move(until)),
      make_(std::move(make)),
      recorder_(sink),
      opened_at_(scheduler.now()) {
    open();
}

Story::~Story() = default;

void Story::open() {
    lab_ = std::make_unique<Lab>(config_, *scheduler_, *world_, recorder_, make_);
    lab_->rest_by_hand(true);
    lab_->on_notice(notice_);
    recorder_.take();
}

void Story::on_notice(std::function<void(const std::string&)> notice) {
    notice_ = std::move(notice);
    lab_->on_notice(notice_);
}

std::vector<StoryStep> Story::steps() const {
    std::vector<StoryStep> steps;
    for (const Entry& entry : entries_) steps.push_back(entry.step);
    return steps;
}

// What is heard between two steps belongs to the first.
Story::Done Story::perform(const StoryStep& step, bool wait) {
    Entry entry{step, 0, {}, {}};
    entry.step.at_once = is_fault(step) && !lab_->settled();
    if (!entry.step.at_once) {
        if (auto settled = settle(); !settled) return settled;
    }
    const std::vector<StoryTrace> since = recorder_.take();
    if (!entries_.empty()) entries_.back().traces.insert(entries_.back().traces.end(), since.begin(), since.end());
    // A client learns how its request ended once, not again with each repetition.
    if (const Ended* ended = step.request.ended) {
        told_.push_back([this, ended](RequestId request, const Answer& answer) {
            if (!recorder_.repeating()) (*ended)(request, answer);
        });
        entry.step.request.ended = &told_.back();
    }
    entry.events = recorder_.reported();
    entry.at = scheduler_->now() - recorder_.shift();
    entries_.push_back(entry);
    carry_out(entry.step);
    auto done = wait ? wait_for(entry.step, true) : Done{};
    entries_.back().traces = recorder_.take();
    return done;
}

void Story::carry_out(const StoryStep& step) {
    Lab& lab = *lab_;
    switch (step.kind) {
        case What::send:
            for (std::uint32_t i = 0; i < step.count; ++i) lab.send(step.request);
            break;
        case What::let_go: lab.step(step.operation, step.fate); break;
        case What::wake: lab.wake(step.operation); break;
        case What::wait: lab.wait(step.at_most); break;
        case What::inject: lab.inject(step.fault); break;
        case What::heal: step.of_kind ? lab.heal(step.fault.kind) : lab.heal(step.fault); break;
        case What::close: lab.close_by_hand(); break;
    }
}

// A server that starts has to be there; one that thaws has to work off what its clients have given up.
Story::Done Story::wait_for(const StoryStep& step, bool interruptible) {
    const FaultKind fault = step.fault.kind;
    const bool starts = step.kind == What::heal && (fault == FaultKind::redis_kill || fault == FaultKind::redis_power_cut);
    const bool holds = fault == FaultKind::redis_freeze || fault == FaultKind::redis_pause || fault == FaultKind::net_timeout;
    const bool thaws = step.kind == What::heal && holds;
    const auto settled = [&] {
        if (interruptible && interrupted_()) return true;
        return lab_->settled() && (!starts || recorder_.cache_up()) && (!thaws || !recorder_.effect_to_come());
    };
    if (until_(settled) || (thaws && lab_->settled())) return {};
    return Failure("The stores did not answer in time.");
}

Story::Done Story::settle() {
    if (lab_->settled()) return {};
    return wait_for(StoryStep{}, false);
}

// The server has to be there to be emptied.
Story::Done Story::begin_again() {
    if (auto settled = settle(); !settled) return settled;
    recorder_.repeat();
    if (!recorder_.cache_up()) {
        for (const Fault& fault : std::vector<Fault>(lab_->active_faults())) {
            if (of_the_world(fault.kind)) lab_->heal(fault);
        }
        if (!until_([this] { return recorder_.cache_up(); })) return Failure("Redis did not start in time.");
    }
    lab_.reset();
    recorder_.set_shift(scheduler_->now() - opened_at_);
    auto reset = world_->reset();
    open();
    return reset;
}

Story::Done Story::back(std::size_t count) {
    if (!can_go_back_) return Failure("The lab has run freely, and nothing leads back behind that: a new lab begins afresh.");
    const std::size_t kept = size() - std::min(count, size());
    const Instant there = kept < size() ? entries_[kept].at : scheduler_->now() - recorder_.shift();
    world_->hurry(true);
    auto done = begin_again();
    if (done) done = replay(kept);
    if (done) move_time_to(there);
    world_->hurry(false);
    recorder_.report();
    cut_(recorder_.reported());
    return done;
}

Story::Done Story::replay(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Entry& entry = entries_[i];
        world_->hurry(!recorder_.effect_to_come());  // when it comes depends on what takes how long
        move_time_to(entry.at);
        carry_out(entry.step);
        const bool comes_in_between = i + 1 < entries_.size() && entries_[i + 1].step.at_once;
        Done done = comes_in_between ? Done{} : wait_for(entry.step, false);
        if (done) {
            const std::string differs = difference(entry.traces, recorder_.take());
            if (!differs.empty()) done = Failure("Going back, step " + std::to_string(i + 1) + " went another way: " + differs + ".");
        }
        if (done) continue;
        keep(i);
        return done;
    }
    keep(count);
    return {};
}

void Story::keep(std::size_t entries) {
    recorder_.cut(events_before(entries));
    entries_.resize(entries);
}

// The stores are quicker the second time, and the learner does not think.
void Story::move_time_to(Instant story_time) {
    const Duration behind = story_time + recorder_.shift() - scheduler_->now();
    if (behind > Duration{0}) world_->advance_time(behind);
}

void Story::run() {
    if (lab_->mode() == Mode::run) return;
    can_go_back_ = false;
    entries_.clear();
    recorder_.remember(false);
    lab_->rest_by_hand(false);
    lab_->set_mode(Mode::run);
}

void Story::hold() {
    if (lab_->mode() == Mode::step) return;
    lab_->set_mode(Mode::step);
    lab_->rest_by_hand(true);
    recorder_.remember(true);
}

}  // namespace stampede
