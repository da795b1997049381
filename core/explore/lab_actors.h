// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/explore/play_recorder.h"
#include "core/explore/step_log.h"
#include "core/lab/lab.h"

namespace stampede {

/// The actors of a scenario on a lab in Step mode: which operation each waits for, and who may make a step by the rules of the search. Time
/// does not go on there: rests end when it is their turn.
class LabActors {
   public:
    /// `log` is told what clients send; null is fine.
    LabActors(const Scenario& scenario, Lab& lab, const PlayRecorder& recorder, StepLog* log);

    enum class Stand : std::uint8_t { unstarted, parked, resting, waiting, idle, ended };
    struct Actor {
        Stand stand = Stand::ended;
        Waiting at{};             ///< parked, resting, waiting: for what
        RequestId request = 0;    ///< of a client: the one in flight
        std::uint32_t sent = 0;   ///< of a client: how many requests
        std::uint32_t rests = 0;  ///< in this request, or in all
        std::uint32_t rested_at = 0;
        const TaskFrame* task = nullptr;  ///< of work beside requests
        InstanceId instance = 0;
        Value last_read{};  ///< what the client's last read was answered, if that was its last request
    };

    /// Looks at what the lab has waiting now. False when there is more work beside requests than a search numbers.
    bool refresh();
    /// The client sends its next request.
    void send(std::size_t client);
    /// Nobody of the instance is there any more but clients that have more to ask for.
    void crashed(InstanceId instance);
    void close() { closing_ = true; }

    const std::vector<Actor>& all() const { return actors_; }
    bool is_client(std::size_t actor) const { return actor < scenario_->clients(); }
    bool may_step(std::size_t actor) const;
    std::vector<std::uint8_t> movable() const;
    bool clients_done() const;
    bool closing() const { return closing_; }
    /// Why the actor cannot make a step: "R1 has ended".
    std::string obstacle(std::size_t actor) const;

    /// Changes of the stores, and whatever else may end a poll.
    std::uint32_t progress() const { return recorder_->progress() + other_progress_; }
    void note_progress() { ++other_progress_; }

   private:
    bool may_go_on(std::size_t actor) const;
    std::size_t slot_of(const Waiting& waiting);
    void ended(std::size_t client, const Answer& answer);

    const Scenario* scenario_;
    Lab* lab_;
    const PlayRecorder* recorder_;
    StepLog* log_;
    std::vector<Actor> actors_;  // clients, then a fixed number of places for each instance
    std::vector<Ended> told_;    // by client
    std::uint32_t other_progress_ = 0;
    bool closing_ = false;
};

}  // namespace stampede
