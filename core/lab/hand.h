// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "core/lab/branch_map.h"
#include "core/lab/story.h"

namespace stampede {

/// What a person lets go on by itself until something happens.
enum class Stop : std::uint8_t {
    next_miss,        ///< a GET has missed
    next_stale_read,  ///< the checker counts one more stale read
    next_fault,       ///< an operation has failed, an entry has expired or was evicted
    next_on_key,      ///< the operation that goes next is one on the key
};

/// A person's hand on a lab. In Step mode everything that it does is kept in a tree of branches, and it can go back; in Run mode things
/// happen at once and are not kept.
class Hand {
   public:
    using Done = tl::expected<void, std::string>;

    /// As Story. Events go to the sink; `cut` is called when only the first so many of them still hold.
    Hand(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, Until until, std::function<void(std::size_t)> cut);

    Story& story() { return story_; }
    Lab& lab() { return story_.lab(); }
    Mode mode() const { return story_.lab().mode(); }
    void set_mode(Mode mode);

    Done perform(const StoryStep& step) { return perform(step, true); }
    /// Lets the operation go that has waited longest; when none waits, lab time goes on by a second at most.
    Done step();
    /// Lets this operation go, or ends this rest. Nothing comes of an operation that does neither any more.
    Done let_go(OperationId operation, Fate fate = Fate::arrives);
    Done heal_all();
    /// Steps until it happens, until nothing waits or until somebody interrupts. Says what stopped it, if it is not what was looked for.
    tl::expected<std::string, std::string> step_until(Stop stop, Key key);

    const BranchMap& branches() const { return branches_; }
    /// To the step before the present one, to the one after it that was visited last, to any.
    Done back();
    Done forward();
    Done go_to(BranchMap::Id node);
    void rename(BranchMap::Id node, const std::string& name);

    /// While this returns true nothing is waited for.
    void on_interrupt(std::function<bool()> interrupted);

   private:
    class Tap final : public EventSink {
       public:
        explicit Tap(EventSink& sink) : sink_(&sink) {}
        void record(const Event& event) override {
            if (keeping) events.push_back(event);
            sink_->record(event);
        }
        std::vector<Event> events;
        bool keeping = true;

       private:
        EventSink* sink_;
    };

    Done perform(const StoryStep& step, bool wait);
    void keep_events();
    std::vector<Event> events_so_far() const;

    Tap tap_;
    BranchMap branches_;
    std::function<bool()> interrupted_ = [] { return false; };
    Story story_;
};

}  // namespace stampede
