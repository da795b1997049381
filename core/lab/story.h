// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/lab/lab.h"
#include "core/lab/story_recorder.h"
#include "core/lab/story_step.h"
#include "core/lab/until.h"

namespace stampede {

/// A lab in Step mode that can go back. What has been done to it is kept; to go back is to reset the world and do again what came before,
/// on a new lab and without waiting for modelled time. What happens then is compared with what happened the first time, event by event, and
/// not reported again. Requests and operations have the same numbers each time, and lab time is what it was.
class Story {
   public:
    using Done = tl::expected<void, std::string>;

    /// The world is as created or as after World::reset. `until` runs its loop, so nothing here may be called from inside that loop.
    Story(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, MakeStrategy make = {});
    ~Story();

    /// Valid until the story goes back. In Step mode it is to be looked at only; what is done to it goes through `perform`.
    Lab& lab() { return *lab_; }
    const Lab& lab() const { return *lab_; }

    /// Does it, and waits until nothing is on its way any more, or until somebody interrupts; or does not wait, since what follows comes in
    /// between.
    Done perform(const StoryStep& step, bool wait = true);
    /// Does it and waits for nothing, nor keeps it. In Run mode.
    void carry_out(const StoryStep& step);
    /// While this returns true nobody waits for an operation that is under way: a fault or its end can come in between.
    void on_interrupt(std::function<bool()> interrupted) { interrupted_ = std::move(interrupted); }
    /// Waits until nothing is on its way, whoever interrupts.
    Done settle();

    std::size_t size() const { return entries_.size(); }
    std::vector<StoryStep> steps() const;
    /// As it was performed. Precondition: there is one.
    const StoryStep& last() const { return entries_.back().step; }
    /// How many events the sink had been given by the end of the step before this one; a journal is cut there when the story goes back to
    /// it.
    std::size_t events_before(std::size_t step) const { return step < entries_.size() ? entries_[step].events : recorder_.reported(); }

    /// So many steps back. If the stores do something else than before it says what, and the story is where it differed.
    Done back(std::size_t steps);
    /// Called when the story has gone back, with how many events of those reported still hold.
    void on_cut(std::function<void(std::size_t)> cut) { cut_ = std::move(cut); }

    /// Run mode: the lab goes by itself, and the story forgets what came before, since nobody could do that again.
    void run();
    /// Step mode again. The story begins here; it cannot go back behind the run.
    void hold();
    /// Whether it can go back: it has not run.
    bool can_go_back() const { return can_go_back_; }

    /// Receives the sentences that the world has for the person at the lab.
    void on_notice(std::function<void(const std::string&)> notice);

   private:
    struct Entry {
        StoryStep step{};
        std::size_t events = 0;  // reported before it
        Instant at{0};           // lab time before it
        std::vector<StoryTrace> traces{};
    };

    void open();
    Done begin_again();
    Done replay(std::size_t count);
    Done wait_for(const StoryStep& step, bool interruptible);
    void move_time_to(Instant story_time);
    void keep(std::size_t entries);

    RunConfig config_;
    Scheduler* scheduler_;
    World* world_;
    Until until_;
    MakeStrategy make_;
    StoryRecorder recorder_;
    std::unique_ptr<Lab> lab_;
    std::vector<Entry> entries_;
    std::deque<Ended> told_;
    std::function<bool()> interrupted_ = [] { return false; };
    std::function<void(std::size_t)> cut_ = [](std::size_t) {};
    std::function<void(const std::string&)> notice_;
    Instant opened_at_{0};  // lab time
    bool can_go_back_ = true;
};

}  // namespace stampede
