// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>
#include <vector>

#include "core/journal/history.h"
#include "core/journal/journal.h"
#include "core/lab/event_buffer.h"
#include "core/model/run_config.h"
#include "core/oracle/consistency.h"
#include "core/oracle/metrics.h"
#include "core/oracle/series.h"
#include "ui/model/call_stack_table.h"

namespace stampede::ui {

/// Where views get everything from: the journal, the state of the lab at the cursor, and one signal a frame. The cursor at the end
/// is LIVE, anywhere before it is REVIEW. The session asks its feed for new events once a frame and knows nothing of threads.
class LabSession : public QObject {
    Q_OBJECT

   public:
    /// Hands over what has happened since the last call.
    using Feed = std::function<void(Arrival&)>;

    explicit LabSession(QObject* parent = nullptr);

    void setFeed(Feed feed) { feed_ = std::move(feed); }
    /// Starts an empty journal for a lab with this configuration.
    void reset(const RunConfig& config);
    const RunConfig& config() const { return config_; }

    const Journal& journal() const { return journal_; }
    /// The state after the first cursor() events.
    const LabState& state() const { return history_.state(); }
    const Series& series() const { return series_; }
    const Metrics& metrics() const { return metrics_; }  ///< at the end of the journal

    const Consistency& consistency() const { return consistency_; }  ///< the same
    /// Of the whole journal: a stack means the same wherever the cursor is.
    const CallStackTable& callStacks() const { return stacks_; }

    std::size_t cursor() const { return history_.position(); }
    /// Lab time to draw: that of the cursor, carried forward smoothly while things move.
    Instant viewTime() const { return viewTime_; }
    /// True when the cursor follows the end of the journal.
    bool live() const { return following_; }
    bool playing() const { return playing_; }
    /// Of replay, and of the animation of a step; 1 is natural.
    double speed() const { return speed_; }
    bool reducedMotion() const { return reducedMotion_; }

    /// How far a request is along its present phase, 0 to 1, for drawing it between two places.
    double progress(const RequestState& request) const;
    /// Between two frames: 16 while anything moves, 100 once nothing has for two seconds or the window cannot be seen.
    int frameMs() const { return clock_.interval(); }

   public Q_SLOTS:
    void setCursor(std::size_t position);  ///< REVIEW, unless it is the end
    void setCursorTime(qint64 labNanoseconds);
    void stepBack();     ///< to just before the last operation's reply, park or fault before the cursor
    void stepForward();  ///< one such entry forward; LIVE at the end
    void toStart();
    void goLive();
    void setPlaying(bool on);  ///< replays the journal from the cursor, in REVIEW only
    void setSpeed(double speed);
    void setReducedMotion(bool on);
    void tick();               ///< one frame: called by the frame clock, or by a test
    void wake();               ///< something is about to happen: frames at full pace, the next one at once
    void setExposed(bool on);  ///< whether anything of the window can be seen; frames are announced only while it can

   Q_SIGNALS:
    void frameReady();  ///< something to draw may have changed
    void liveChanged(bool live);
    void playingChanged(bool playing);
    void eventsArrived();  ///< the journal grew
    void restarted();      ///< the journal is another one, or shorter: forget everything folded from it

   private:
    void fold(const Event& event);
    void cut(std::size_t keep);
    void beginAgain();
    void follow(double seconds);
    void replay(double seconds);
    void setFollowing(bool on);
    void pace(bool moved);
    double dwell(const Event& next) const;

    Feed feed_;
    RunConfig config_;
    Journal journal_;
    History history_;
    Series series_;
    Metrics metrics_;
    Consistency consistency_;
    CallStackTable stacks_;
    Arrival arriving_;
    QTimer clock_;
    QElapsedTimer sinceTick_;
    QElapsedTimer sinceMoved_;
    Instant viewTime_{0};
    double dwelt_ = 0;  // seconds spent on the next event of a stepped operation
    double speed_ = 1;
    bool following_ = true;
    bool playing_ = false;
    bool reducedMotion_ = false;
    bool exposed_ = true;
};

}  // namespace stampede::ui
