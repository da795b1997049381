// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/lab/event_buffer.h"
#include "core/lab/hand.h"
#include "core/lab/load.h"
#include "core/lab/plan_runner.h"
#include "core/lab/rig.h"

namespace stampede::ui {

/// A lab and its world on a thread of their own, from opening to the last flush. Calls are posted and run in order, each after what the one
/// before set going has settled; events gather in a buffer. The rig is built, used and destroyed on that thread.
class LabThread {
   public:
    /// What lives on the thread while it runs.
    struct Inside {
        Hand& hand;
        Scheduler& scheduler;
        std::unique_ptr<Load>& load;                 ///< the present workload, if there is one
        std::vector<std::unique_ptr<Load>>& ending;  ///< stopped ones that still have requests in flight
        std::unique_ptr<PlanRunner>& plan;           ///< what is broken when, if there is a plan
        std::function<void()>& begun;                ///< called, once, when a workload sends the first request that counts
    };
    using Call = std::function<void(Inside&)>;
    /// Builds the rig on the lab's thread; a rig without a loop means that it could not.
    using Builder = std::function<Rig()>;
    /// Called on the lab's thread once it takes calls.
    using Ready = std::function<void()>;
    using Notice = std::function<void(const std::string&)>;

    LabThread(const RunConfig& config, Builder build, Ready ready, Notice notice);
    ~LabThread();
    LabThread(const LabThread&) = delete;
    LabThread& operator=(const LabThread&) = delete;

    /// Runs the call on the lab's thread; dropped when there is no lab (any more). An urgent one goes first and waits for no operation that
    /// is under way.
    void post(Call call, bool urgent = false);
    void take(Arrival& arrival) { events_.take(arrival); }

    /// Replaces the workload. Call on the lab's thread.
    static void restart(Inside& inside, const Workload& workload, std::uint64_t seed);
    /// Begins a plan, in place of the present one, which ends. `done` is called when it is over by itself. Call on the lab's thread, in Run
    /// mode.
    static void run_plan(Inside& inside, const FaultPlan& plan, std::function<void()> done);

    /// Brings acknowledged writes to the database, waiting at most so long, then ends the lab and joins. Safe to call twice.
    void shut_down(std::chrono::milliseconds patience);

   private:
    void run(const RunConfig& config, const Builder& build, const Ready& ready, const Notice& notice);
    void run_calls(Inside& inside);
    void finish(Inside& inside);
    Call next_call();

    EventBuffer events_;
    std::mutex mutex_;
    Loop* loop_ = nullptr;     // guarded by mutex_; null: takes no calls
    std::deque<Call> calls_;   // guarded by mutex_
    std::deque<Call> urgent_;  // guarded by mutex_
    std::atomic<bool> called_ = false;
    std::atomic<bool> interrupted_ = false;
    std::atomic<bool> leaving_ = false;
    std::chrono::milliseconds patience_{0};  // guarded by mutex_
    std::thread thread_;
};

}  // namespace stampede::ui
