// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/story.h"

#include <algorithm>

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

// What the stores tell by themselves, whenever they come to it.
bool unprompted(EventType type) {
    return type == EventType::sample || type == EventType::cache_started || type == EventType::cache_died || type == EventType::expired ||
           type == EventType::evicted;
}

}  // namespace

class Story::Recorder final : public EventSink {
   public:
    explicit Recorder(Story& story) : story_(&story) {}

    void record(const Event& event) override {
        if (event.type == EventType::cache_started) cache_up = true;
        if (event.type == EventType::cache_died) cache_up = false;
        if (!unprompted(event.type)) {
            traces.push_back({event.type, event.verb, event.outcome, event.found, event.applied, event.request, event.operation, event.key,
                              event.value});
        }
        if (story_->replaying_) return;
        ++story_->reported_;
        story_->sink_->record(event);
    }

    std::vector<Trace> traces;
    bool cache_up = true;

   private:
    Story* story_;
};

Story::Story(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, MakeStrategy make)
    : config_(config),
      scheduler_(&scheduler),
      world_(&world),
      sink_(&sink),
      until_(std::move(until)),
      make_(std::move(make)),
      recorder_(std::make_unique<Recorder>(*this)) {
    open();
}

Story::~Story() = default;

void Story::open() {
    lab_ = std::make_unique<Lab>(config_, *scheduler_, *world_, *recorder_, make_);
    lab_->rest_by_hand();
    recorder_->traces.clear();
}

std::vector<StoryStep> Story::steps() const {
    std::vector<StoryStep> steps;
    for (const Entry& entry : entries_) steps.push_back(entry.step);
    return steps;
}

tl::expected<void, std::string> Story::perform(const StoryStep& step) {
    Entry entry{step, reported_, {}};
    // A client learns how its request ended once, not again with each replay.
    if (const Ended* ended = step.request.ended) {
        told_.push_back([this, ended](RequestId request, const Answer& answer) {
            if (!replaying_) (*ended)(request, answer);
        });
        entry.step.request.ended = &told_.back();
    }
    recorder_->traces.clear();
    auto done = carry_out(entry.step);
    entry.traces = recorder_->traces;
    entries_.push_back(std::move(entry));
    return done;
}

tl::expected<void, std::string> Story::carry_out(const StoryStep& step) {
    Lab& lab = *lab_;
    switch (step.kind) {
        case StoryStep::Kind::send: lab.send(step.request); break;
        case StoryStep::Kind::let_go: lab.step(step.operation); break;
        case StoryStep::Kind::wake: lab.wake(step.operation); break;
        case StoryStep::Kind::wait: lab.wait(step.at_most); break;
        case StoryStep::Kind::inject: lab.inject(step.fault); break;
        case StoryStep::Kind::heal: lab.heal(step.fault.kind); break;
    }
    const bool starts = step.kind == StoryStep::Kind::heal && step.fault.kind == FaultKind::redis_kill;
    const auto settled = [&] { return lab.settled() && (!starts || recorder_->cache_up); };
    if (!until_(settled)) return Failure("The stores did not answer in time.");
    return {};
}

// The server has to be there to be emptied.
tl::expected<void, std::string> Story::begin_again() {
    if (!lab_->settled()) return Failure("An operation is still on its way: wait for it first.");
    if (!recorder_->cache_up) {
        lab_->heal(FaultKind::redis_kill);
        if (!until_([this] { return recorder_->cache_up; })) return Failure("Redis did not start in time.");
    }
    lab_.reset();
    auto reset = world_->reset();
    open();
    return reset;
}

tl::expected<void, std::string> Story::back(std::size_t count) {
    const std::size_t kept = size() - std::min(count, size());
    std::vector<StoryStep> prefix = steps();
    prefix.resize(kept);
    return go_to(prefix, kept);
}

tl::expected<void, std::string> Story::go_to(const std::vector<StoryStep>& branch, std::size_t common) {
    common = std::min({common, branch.size(), size()});
    replaying_ = true;
    if (auto begun = begin_again(); !begun) {
        replaying_ = false;
        return begun;
    }
    for (std::size_t i = 0; i < common; ++i) {
        recorder_->traces.clear();
        auto done = carry_out(entries_[i].step);
        if (done) done = differs(i, entries_[i].traces, recorder_->traces);
        if (done) continue;
        reported_ = events_before(i);
        entries_.resize(i);
        replaying_ = false;
        return done;
    }
    reported_ = events_before(common);
    entries_.resize(common);
    replaying_ = false;
    for (std::size_t i = common; i < branch.size(); ++i) {
        if (auto done = perform(branch[i]); !done) return done;
    }
    return {};
}

tl::expected<void, std::string> Story::differs(std::size_t step, const std::vector<Trace>& before, const std::vector<Trace>& now) const {
    const auto [then, again] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    if (then == before.end() && again == now.end()) return {};
    const auto told = [](auto at, auto end) {
        if (at == end) return std::string("nothing");
        const bool operation = at->verb != Verb::none;
        return std::string(name_of(at->type)) + (operation ? std::string(" ") + name_of(at->verb) : "") + " " + to_string(at->key);
    };
    return Failure("Going back, step " + std::to_string(step + 1) + " went another way: there was " + told(then, before.end()) +
                   ", now there is " + told(again, now.end()) + ".");
}

}  // namespace stampede
