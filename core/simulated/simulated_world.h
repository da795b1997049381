// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/async/scheduler.h"
#include "core/async/time_control.h"
#include "core/model/run_config.h"
#include "core/ports/world.h"
#include "core/simulated/fake_cache.h"
#include "core/simulated/fake_database.h"

namespace stampede {

/// The stores as fakes on a scheduler: no process, no file, no thread. An operation travels half of its modelled latency, has its
/// effect, and travels back; a database operation first waits for a connection and holds it until it is done. Every fault of
/// the live world is here with the same consequences, late effects of a frozen cache among them.
class SimulatedWorld final : public World {
   public:
    SimulatedWorld(const RunConfig& config, Scheduler& scheduler, TimeControl& time);

    void observe(WorldObserver& observer) override;
    void issue(const Operation& operation) override;
    void inject(const Fault& fault) override;
    void heal(FaultKind kind) override;
    void freeze_time() override { time_->freeze(); }
    void resume_time() override { time_->thaw(); }
    void hold_ttls(bool) override {}  // TTLs are lab time here anyway
    void advance_time(Duration by) override { time_->advance(by); }
    std::string description() const override;

   private:
    enum class Place : std::uint8_t { travelling, queued, held };
    struct Pending {
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant issued{0};
        Place place = Place::travelling;
        bool answered = false;  ///< the application has given up; only the effect is still to come
    };
    using Index = std::uint32_t;

    /// Calls the stage after a delay, unless the operation is gone by then.
    template <void (SimulatedWorld::*stage)(Index)>
    void after(Duration delay, Index index);
    Index add(const Operation& operation);
    void remove(Index index);

    void reach_cache(Index index);
    void perform_cache(Index index);
    void reply_cache(Index index);
    void give_up_cache(Index index);
    Reply run_on_cache(const Operation& operation, Instant expires);

    void connect(Index index);
    void perform_database(Index index);
    void reply_database(Index index);
    void give_up_database(Index index);
    void release_connection();
    Reply run_on_database(const Operation& operation);

    void complete(Index index, Outcome outcome);
    void expire(Key key);
    void expire_at(Key key, Instant expires);
    void kill_cache();
    void thaw_cache();
    void unlock_database();
    void happened(EventType type, Key key, std::int64_t detail);
    void sample();
    Duration half_cache() const { return config_.latency.cache / 2; }

    RunConfig config_;
    Scheduler* scheduler_;
    TimeControl* time_;
    WorldObserver* observer_ = nullptr;
    FakeCache cache_;
    FakeDatabase database_;
    std::vector<Pending> pending_;
    std::vector<Index> free_;
    std::size_t connections_;
    std::deque<Index> waiting_for_connection_;
    std::deque<Index> held_by_cache_;
    std::deque<Index> held_by_lock_;
    bool cache_down_ = false;
    bool cache_frozen_ = false;
    bool database_locked_ = false;
    Duration database_added_{0};
    Instant next_sample_{0};
    std::int64_t incarnation_ = 1;
};

}  // namespace stampede
