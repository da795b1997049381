// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <vector>

#include "ui/model/lab_session.h"

namespace stampede::ui {

/// When an event was: lab time, and its index in the journal.
struct Moment {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    Instant at{0};
    std::size_t index = kNone;

    explicit operator bool() const { return index != kNone; }
};

/// One operation of a request.
struct Bar {
    OperationId operation = 0;
    Verb verb = Verb::none;
    Key key{};
    Moment parked;
    Moment issued;
    Moment effect;  ///< may be later than `replied`: the client had given up
    Moment replied;
    Outcome outcome = Outcome::ok;
    bool found = false;
    Value value{};
    Timing timing{};

    /// The latest event of the operation.
    Moment latest() const { return replied ? replied : effect ? effect : issued ? issued : parked; }
};

/// One request and its operations in order. Request 0 is background work of an instance.
struct Lane {
    RequestId id = 0;
    RequestKind kind = RequestKind::read;
    InstanceId instance = 0;
    Key key{};
    Moment begun;
    Moment ended;
    bool crashed = false;
    std::vector<Bar> bars;
};

struct FaultBar {
    Fault fault{};
    Moment from;
    Moment to;             ///< none while it lasts
    int level = 0;         ///< bars of the same level do not overlap, but on the last one
    int more = 0;          ///< on the last level: how many others it stands for
    bool covered = false;  ///< one that another stands for
};

enum class MarkKind { expired, evicted, crashed, flushed, cacheDied, message, breaker, shed, fault };

struct Mark {
    MarkKind kind = MarkKind::expired;
    Moment when;
    Key key{};
    std::int64_t count = 0;  ///< flushed, or lost in a crash; of a message its channel, of a breaker its state, of a fault its kind
    InstanceId instance = 0;
};

/// What the timeline shows, folded from the journal event by event: the last kMostLanes requests, the last marks, every fault.
class TimelineModel {
   public:
    static constexpr std::size_t kMostLanes = 2000;
    static constexpr std::size_t kMostMarks = 4000;
    static constexpr std::size_t kMostBackgroundBars = 500;
    static constexpr int kMostLevels = 3;

    /// Folds what it has not seen yet of the first `end` events. Never goes back: see `clear`.
    void fold(const Journal& journal, std::size_t end);
    void clear();

    std::size_t folded() const { return folded_; }
    Instant lastAt() const { return lastAt_; }
    Instant firstAt() const { return firstAt_; }

    const std::deque<Lane>& lanes() const { return lanes_; }
    /// Background work by instance.
    const std::map<InstanceId, Lane>& background() const { return background_; }
    const std::vector<FaultBar>& faults() const { return faults_; }
    const std::deque<Mark>& marks() const { return marks_; }
    int faultLevels() const { return levels_; }

   private:
    void apply(const Event& event, Moment moment);
    void begin(const Event& event, Moment moment);
    void applyOperation(const Event& event, Moment moment);
    void cover(FaultBar& bar);
    void applyFault(const Event& event, Moment moment);
    void mark(MarkKind kind, const Event& event, Moment moment);
    void crash(const Event& event, Moment moment);
    Lane* laneOf(const Event& event);

    std::size_t folded_ = 0;
    Instant lastAt_{0};
    Instant firstAt_{0};
    std::deque<Lane> lanes_;  // ids ascend
    std::map<InstanceId, Lane> background_;
    std::vector<FaultBar> faults_;
    std::deque<Mark> marks_;
    int levels_ = 1;
};

}  // namespace stampede::ui
