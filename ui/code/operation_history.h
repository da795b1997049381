// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/model/lab_session.h"

namespace stampede::ui {

/// How far an operation has come in the journal.
enum class Stage : std::uint8_t { parked, issued, performed, replied };

/// One operation of a request, as far as the journal tells up to a point.
struct OperationRecord {
    Event event{};  ///< the newest one, but for an effect that came after the reply
    Stage stage = Stage::parked;
    Instant issued{-1};  ///< -1: not yet
    Duration waited{0};  ///< of the time between issue and reply, what no part of Timing explains: waiting for a connection
    Duration ttl{0};     ///< of a SET that has been performed; 0: none
    bool late = false;   ///< it had its effect after the client had given up

    std::vector<Event> writes{};  ///< of a batch that has been performed: their effects, in order

    Duration total() const { return event.timing.total() + waited; }
};

/// The operations of one request, oldest first.
struct RequestRecord {
    RequestId request = 0;  ///< 0: the lab's own work, of `instance`
    InstanceId instance = 0;
    RequestKind kind = RequestKind::read;
    Key key{};
    std::vector<OperationRecord> operations;
    std::optional<Event> ended;  ///< its request_ended, when it lies before the point
    bool complete = false;       ///< its beginning was found; else earlier operations lie too far back
};

/// How many events are searched to each side: bounds the work for one frame when many requests are in flight.
inline constexpr std::size_t kSearched = 20'000;
/// How many operations of the lab's own are shown: a flusher never ends.
inline constexpr std::size_t kOwnOperations = 8;

/// The last event before `position` that belongs to an operation or to a request.
std::optional<std::size_t> lastTold(const Journal& journal, std::size_t position);

/// What the journal says about the request of the event at `index`, up to `position` (or past it, up to `index`).
/// Precondition: index is in the journal and belongs to a request or an operation.
RequestRecord recordAround(const Journal& journal, std::size_t index, std::size_t position);

}  // namespace stampede::ui
