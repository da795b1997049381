// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/hand.h"

#include <algorithm>

#include "core/oracle/consistency.h"

namespace stampede {
namespace {

constexpr Duration kLongestWait = std::chrono::seconds(1);
constexpr int kMostSteps = 10'000;

bool missed(const Event& event) {
    return event.type == EventType::replied && event.verb == Verb::cache_get && event.outcome == Outcome::ok && !event.found;
}

bool failed(const Event& event) {
    if (event.type == EventType::expired || event.type == EventType::evicted) return true;
    const bool broken = event.outcome != Outcome::ok && !rests(event.verb);
    return (event.type == EventType::replied && broken) || event.type == EventType::cache_died;
}

}  // namespace

Hand::Hand(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, std::function<void(std::size_t)> cut)
    : tap_(sink), story_(config, scheduler, world, tap_, std::move(until)) {
    story_.on_cut([this, cut = std::move(cut)](std::size_t events) {
        tap_.events.clear();
        cut(events);
    });
}

void Hand::on_interrupt(std::function<bool()> interrupted) {
    interrupted_ = interrupted;
    story_.on_interrupt(std::move(interrupted));
}

void Hand::set_mode(Mode mode) {
    if (mode == this->mode()) return;
    if (mode == Mode::run) {
        branches_ = BranchMap{};
        branches_.can_go_back = false;
        tap_.events.clear();
        tap_.keeping = false;
        return story_.run();
    }
    tap_.keeping = true;
    story_.hold();
}

// What has happened since the last step, and with it, belongs to the present node.
void Hand::keep_events() {
    if (tap_.events.empty()) return;
    BranchNode& node = branches_.nodes[branches_.current];
    std::vector<Event> events = *node.events;
    events.insert(events.end(), tap_.events.begin(), tap_.events.end());
    node.events = std::make_shared<const std::vector<Event>>(std::move(events));
    tap_.events.clear();
}

Hand::Done Hand::perform(const StoryStep& step, bool wait) {
    if (mode() == Mode::run) {
        story_.carry_out(step);
        return {};
    }
    keep_events();
    const std::size_t steps = story_.size();
    auto done = story_.perform(step, wait);
    if (story_.size() == steps) return done;
    const StoryStep performed = story_.last();
    if (const BranchMap::Id known = branches_.child_like(performed); known != 0) {
        branches_.enter(known);
        branches_.nodes[known].events = std::make_shared<const std::vector<Event>>();
    } else {
        branches_.add(performed);
    }
    branches_.nodes[branches_.current].events_before = story_.events_before(steps);
    keep_events();
    return done;
}

Hand::Done Hand::step() {
    const auto waiting = lab().waiting();
    return perform(waiting.empty() ? StoryStep::wait(kLongestWait) : StoryStep::let_go(waiting.front().operation));
}

Hand::Done Hand::let_go(OperationId operation, Fate fate) {
    const auto is_it = [operation](const Waiting& one) { return one.operation == operation; };
    const auto waiting = lab().waiting();
    if (std::any_of(waiting.begin(), waiting.end(), is_it)) return perform(StoryStep::let_go(operation, fate));
    const auto resting = lab().resting();
    if (std::any_of(resting.begin(), resting.end(), is_it)) return perform(StoryStep::wake(operation));
    return {};
}

Hand::Done Hand::heal_all() {
    Done done;
    for (const Fault& fault : std::vector<Fault>(lab().active_faults())) {
        if (auto healed = perform(StoryStep::heal(fault)); !healed) done = healed;
    }
    return done;
}

tl::expected<std::string, std::string> Hand::step_until(Stop stop, Key key) {
    Consistency checker;
    for (const Event& event : events_so_far()) checker.apply(event);
    const std::uint64_t stale = checker.verdict().stale_reads;
    for (int steps = 0; steps < kMostSteps; ++steps) {
        const auto waiting = lab().waiting();
        if (waiting.empty()) return std::string("Nothing waits any more, and it has not happened.");
        if (stop == Stop::next_on_key && steps > 0 && waiting.front().key.row() == key.row()) return std::string();
        if (interrupted_()) return std::string("Stopped.");
        if (auto done = step(); !done) return tl::unexpected(done.error());
        for (const Event& event : *branches_.nodes[branches_.current].events) {
            checker.apply(event);
            const bool found = (stop == Stop::next_miss && missed(event)) || (stop == Stop::next_fault && failed(event));
            if (found) return std::string();
        }
        if (stop == Stop::next_stale_read && checker.verdict().stale_reads > stale) return std::string();
    }
    return std::string("Stopped after " + std::to_string(kMostSteps) + " steps.");
}

std::vector<Event> Hand::events_so_far() const {
    std::vector<Event> events = *branches_.nodes.front().events;
    for (const BranchMap::Id id : branches_.path(branches_.current)) {
        const std::vector<Event>& of_step = *branches_.nodes[id].events;
        events.insert(events.end(), of_step.begin(), of_step.end());
    }
    return events;
}

Hand::Done Hand::back() {
    if (branches_.current == 0) return tl::unexpected(std::string("This is the beginning: there is nothing to take back."));
    return go_to(branches_.nodes[branches_.current].parent);
}

Hand::Done Hand::forward() {
    const BranchMap::Id next = branches_.nodes[branches_.current].next;
    if (next == 0) return tl::unexpected(std::string("Nothing was done after this yet."));
    return perform(branches_.nodes[next].step);
}

// The steps of the other branch are done again, so their events come anew.
Hand::Done Hand::go_to(BranchMap::Id node) {
    if (node >= branches_.nodes.size()) return tl::unexpected(std::string("There is no such step."));
    if (mode() == Mode::run) return tl::unexpected(std::string("In Run mode nothing can be taken back: M switches to Step mode."));
    if (!story_.can_go_back()) return story_.back(0);  // says why
    keep_events();
    const std::vector<BranchMap::Id> path = branches_.path(node);
    const std::size_t common = branches_.common(branches_.current, node);
    const std::vector<StoryStep> steps = branches_.steps(node);
    auto done = story_.back(story_.size() - common);
    branches_.enter(story_.size() == 0 ? 0 : path[story_.size() - 1]);
    for (std::size_t i = common; done && i < path.size(); ++i) {
        const bool comes_in_between = i + 1 < path.size() && steps[i + 1].at_once;
        done = perform(steps[i], !comes_in_between);
    }
    return done;
}

void Hand::rename(BranchMap::Id node, const std::string& name) {
    if (node < branches_.nodes.size()) branches_.nodes[node].name = name;
}

}  // namespace stampede
