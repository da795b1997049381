// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/lab/lab.h"
#include "core/lab/story_step.h"
#include "core/lab/until.h"

namespace stampede {

/// A lab in Step mode that can go back. What has been done to it is kept; to go back is to reset the world and do again what came before,
/// on a new lab. What happens then is compared with what happened the first time, event by event, and not reported again. Requests and
/// operations have the same numbers each time.
class Story {
   public:
    /// The world is as created or as after World::reset. `until` runs its loop, so nothing here may be called from inside that loop.
    Story(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, MakeStrategy make = {});
    ~Story();

    /// Valid until the story goes back. To be looked at; what is done to it goes through `perform`.
    const Lab& lab() const { return *lab_; }
    /// Does it, and waits until nothing is on its way any more.
    tl::expected<void, std::string> perform(const StoryStep& step);

    std::size_t size() const { return entries_.size(); }
    std::vector<StoryStep> steps() const;
    /// How many events the sink had been given by the end of the step before this one; a journal is cut there when the story goes back to
    /// it.
    std::size_t events_before(std::size_t step) const { return step < entries_.size() ? entries_[step].events : reported_; }

    /// So many steps back. If the stores do something else than before it says what, and the story is where it differed.
    tl::expected<void, std::string> back(std::size_t steps);
    /// To another branch: what it has in common with the present one is not reported again, the rest is.
    tl::expected<void, std::string> go_to(const std::vector<StoryStep>& branch, std::size_t common);

   private:
    // What must be the same the next time. Times are not.
    struct Trace {
        EventType type = EventType::request_begun;
        Verb verb = Verb::none;
        Outcome outcome = Outcome::ok;
        bool found = false;
        bool applied = false;
        RequestId request = 0;
        OperationId operation = 0;
        Key key{};
        Value value{};

        friend bool operator==(const Trace&, const Trace&) = default;
    };
    struct Entry {
        StoryStep step{};
        std::size_t events = 0;  // reported before it
        std::vector<Trace> traces{};
    };
    class Recorder;

    void open();
    tl::expected<void, std::string> begin_again();
    tl::expected<void, std::string> carry_out(const StoryStep& step);
    tl::expected<void, std::string> differs(std::size_t step, const std::vector<Trace>& before, const std::vector<Trace>& now) const;

    RunConfig config_;
    Scheduler* scheduler_;
    World* world_;
    EventSink* sink_;
    Until until_;
    MakeStrategy make_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<Lab> lab_;
    std::vector<Entry> entries_;
    std::deque<Ended> told_;
    std::size_t reported_ = 0;
    bool replaying_ = false;
};

}  // namespace stampede
