// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "core/explore/edges.h"
#include "core/explore/exchange.h"
#include "core/explore/scenario.h"
#include "core/lab/instance.h"
#include "core/lab/waist.h"

namespace stampede {

/// Where somebody stands in the code of a strategy.
enum class Stand : std::uint8_t {
    unstarted,  ///< a client whose next request has not begun
    parked,     ///< waits for a store
    resting,    ///< waits for time
    waiting,    ///< waits for its instance
    ended
};

struct ActorView {
    Stand stand = Stand::unstarted;
    std::uint8_t rests = 0;     ///< in this request, so far
    std::uint8_t position = 0;  ///< requests of its program that have ended
    std::uint32_t asked = 0;    ///< what it waits for, if it does
};

/// What code did that others notice, in order.
struct Deed {
    enum class Kind : std::uint8_t { parked, ended, noted, subscribed, forgot };
    Kind kind = Kind::parked;
    std::uint8_t actor = 0;
    Channel channel = Channel::local;
    std::uint32_t asked = 0;  ///< parked
    Answer answer{};          ///< ended: a request
    Event event{};            ///< noted
};

struct CodeStep {
    std::uint32_t next = 0;
    std::vector<Deed> deeds{};
};

/// What happens to code.
enum class Input : std::uint8_t { start, begin, reply, message, close, crash, warm };

/// The code of one application instance with its clients, as a machine of numbered states: deterministic code is a function of what it has
/// been told. What it does when told something is found out by running it, once; after that a step of it is a look-up. A state is
/// known by how it was reached, except that a client between two requests of an instance that remembers nothing is the same however it
/// got there.
class Code final : private Waist, private MessageExchange {
   public:
    static constexpr std::size_t kMostBeside = 8;  ///< actors beside requests: more, and the search says that it was cut short

    struct Setting {
        const Scenario* scenario = nullptr;
        Vocabulary* words = nullptr;
        InstanceId instance = 0;
        std::vector<std::uint8_t> clients{};  ///< those whose requests it serves
        bool remembers = true;
        std::uint64_t seed = 1;
    };
    explicit Code(Setting setting);
    ~Code() override;

    /// State 0, before the instance has started.
    static constexpr std::uint32_t kOff = 0;
    const CodeStep& step(std::uint32_t state, Input input, std::uint8_t actor, std::uint32_t detail) {
        const std::uint32_t packed = (static_cast<std::uint32_t>(input) << 29) | (std::uint32_t{actor} << 24) | detail;
        const std::uint32_t known = edges_.find(state, packed);
        return steps_[known != Edges::kUnknown ? known : learn(state, packed)];
    }
    /// Clients first, then those beside them.
    const std::vector<ActorView>& actors(std::uint32_t state) const { return states_[state].actors; }
    bool queue_waits(std::uint32_t state) const { return states_[state].queue_waits; }
    bool too_many_beside() const { return too_many_; }
    std::size_t bytes() const { return states_.size() * (sizeof(State) + 64) + steps_.size() * 256 + edges_.bytes(); }

   private:
    struct State {
        std::uint32_t before = 0;
        std::uint32_t input = 0;
        std::vector<ActorView> actors{};
        bool queue_waits = false;
    };
    struct Actor {
        ActorView view{};
        bool running = false;
        RequestId request = 0;
        std::uint64_t signal = 0;
        std::uint32_t parked_as = 0;  // counts what has been parked in the instance
        bool limited = false;
        std::coroutine_handle<> waiter{};
        Reply* reply = nullptr;
        Component asks = Component::application;
        const TaskFrame* root = nullptr;
        Task<void> task;
    };

    void park(const Operation& operation, std::source_location where, const TaskFrame& frame, std::coroutine_handle<> waiter,
              Reply* reply) override;
    Instant now() const override { return Instant{0}; }
    void record(const Event& event) override;
    void raise(InstanceId instance, std::uint64_t signal) override;
    void queue_filled(InstanceId) override {}
    void subscribe(InstanceId instance, Channel channel) override;
    void forget(InstanceId instance) override;

    std::uint32_t learn(std::uint32_t state, std::uint32_t packed);
    void stand_at(std::uint32_t state);
    void feed(std::uint32_t packed);
    void begin(std::size_t actor);
    void reply(std::size_t actor, const Told& told);
    void crash();
    void warm(Key key);
    void wake_raised();
    Task<void> serve(std::size_t actor);
    void end_request(std::size_t actor, const Answer& answer);
    std::size_t actor_for(const TaskFrame& frame);
    std::uint32_t number_of_present(std::uint32_t before, std::uint32_t packed);

    Setting setting_;
    MakeStrategy make_;
    std::vector<State> states_;
    std::deque<CodeStep> steps_;
    Edges edges_;
    std::vector<std::uint32_t> between_;  // the state between requests, by position, of code that remembers nothing

    // The code itself, standing at some state.
    std::uint32_t at_ = kOff;
    RandomSource random_{1};
    std::unique_ptr<Instance> instance_;
    Task<Answer> warming_;
    std::vector<Actor> actors_;
    std::uint32_t parked_ = 0;
    std::vector<std::size_t> raised_;
    std::vector<Deed> deeds_;
    bool too_many_ = false;
};

}  // namespace stampede
