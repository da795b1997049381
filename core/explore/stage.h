// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/explore/choice.h"
#include "core/explore/code.h"
#include "core/explore/exchange.h"
#include "core/explore/situation.h"
#include "core/explore/store_states.h"
#include "core/explore/tracked_readers.h"
#include "core/ports/event_sink.h"

namespace stampede {

/// A lab for searching: the same strategies, instances and fakes as in a simulated run, but every operation waits until it is chosen and
/// is performed and answered at once. Time does not pass; what depends on time happens when it is chosen. One step is one store operation.
///
/// Where everybody stands is a Situation, which can be taken and given back.
class Stage {
   public:
    /// Every event goes to the sink as well as to the judge; a null sink is fine. Precondition: obstacle(scenario) is empty.
    Stage(const Scenario& scenario, EventSink* sink);
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// Back to the beginning. The same choices lead to the same state, always.
    void reset();
    void choices(std::vector<ExploreChoice>& out) const;
    bool possible(ExploreChoice choice) const;
    /// Precondition: one of `choices`.
    void perform(ExploreChoice choice);
    /// Every request has ended, and what had been acknowledged has gone where it goes. The judge has then finished.
    bool over() const { return now_.over; }
    /// Equal for states from which the same can happen.
    Fingerprint fingerprint() const;
    const Judge& judge() const { return now_.judge; }
    const Situation& situation() const { return now_; }
    void restore(const Situation& situation) { now_ = situation; }
    /// The operation that the actor waits for; none when it rests, or has not begun.
    std::optional<Operation> pending(std::uint8_t actor) const;
    /// Of the operation performed last: what the store replied, whether or not the actor learnt of it.
    const Reply& last_reply() const { return words_.told[last_told_].reply; }
    Cast cast() const { return scenario_.cast(); }
    /// Something was not followed to its end: an actor rested too often, or there were too many at once.
    bool cut_short() const { return now_.cut_short; }
    /// Memory of what has been learnt about code and stores.
    std::size_t bytes() const;

   private:
    // An actor by the code that it is in.
    struct Place {
        std::uint8_t code = 0;
        std::uint8_t local = 0;
    };

    void build_codes();
    void warm_up();
    std::size_t clients() const { return client_places_.size(); }
    Place place(std::size_t actor) const;
    std::size_t actor_of(std::size_t code, std::size_t local) const;
    const ActorView* view(std::size_t actor) const;
    template <class F>
    void for_each_actor(F&& f) const;

    void tell_code(std::size_t code, Input input, std::uint8_t local, std::uint32_t detail);
    void take_note(std::size_t code, const Deed& deed);
    void parked(std::size_t actor, std::uint32_t asked);
    void ended(std::size_t client, const Answer& answer);
    void begin(std::size_t client);
    void reply(std::size_t actor, std::uint32_t told);
    /// Performs the actor's store operation, if it is not lost before.
    void run_operation(std::size_t actor, Fate fate);
    bool may_lose(std::size_t actor, const ActorView& view) const;
    void nobody_answers(std::size_t actor, const Operation& operation);
    void effect(const Operation& operation, std::size_t actor, const Reply& reply);
    void tell_hearers(const Operation& operation, InstanceId from, const Reply& reply);
    void post(InstanceId to, const Message& message);
    void drop(std::size_t row, Role role);
    void go_on(std::size_t actor, Fate fate);
    bool may_go_on(std::size_t actor, const ActorView& view) const;
    bool can_step(std::size_t actor, const ActorView& view) const;
    void expire(std::size_t row);
    void expire_lock(std::size_t row);
    void crash(InstanceId instance);
    void deliver(InstanceId instance);
    void settle();
    bool somebody_can_move() const;
    void start_closing();
    bool let_time_pass();
    void finish();
    void something_changed() { now_.news = ~std::uint64_t{0}; }
    std::uint64_t word_of(std::size_t client) const;

    // Events, made only for a sink.
    void tell_sink(EventType type, std::size_t actor, const Operation& operation, const Reply& reply);
    void tell_sink_of_request(EventType type, std::size_t client, const Answer& answer);

    static std::size_t row_of(Key key) { return key.id - 1; }
    bool known(Key key) const { return key.kind == Kind::user_profile && key.id >= 1 && key.id <= scenario_.rows(); }
    RequestId request_of(std::size_t actor) const;

    Scenario scenario_;
    EventSink* sink_;
    bool remembers_;
    Vocabulary words_;
    CacheStates cache_;
    DatabaseStates database_;
    TrackedReaders tracking_;
    mutable std::deque<Code> codes_;       // they learn when they are asked
    std::vector<std::uint8_t> code_used_;  // by code: the machine whose states it is in; alike readers share one
    std::vector<InstanceId> instances_;    // by code
    std::vector<Place> client_places_;
    std::vector<RequestId> first_requests_;
    std::vector<std::string> programs_;
    std::vector<std::uint32_t> drops_;  // by row and role: numbers of what is asked of the cache when time takes something away
    Situation beginning_;
    Situation now_;
    std::uint32_t last_told_ = 0;
    OperationId operations_ = 0;
    std::array<OperationId, 64> operation_of_{};  // by actor, for the sink
};

}  // namespace stampede
