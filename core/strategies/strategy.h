// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/model/change.h"
#include "core/model/request.h"
#include "core/ports/environment.h"

namespace stampede {

/// What a read found, and where.
struct Answer {
    Outcome outcome = Outcome::ok;
    Source source = Source::none;
    bool found = false;  ///< false with outcome ok: there is no such row
    Value value{};
};

inline Answer answer_from(Reply reply) { return {reply.outcome, reply.source, reply.found, reply.value}; }

/// What a write was told. ok means acknowledged: the caller may rely on it.
struct Acknowledgement {
    Outcome outcome = Outcome::ok;
    Value value{};
};

inline Acknowledgement acknowledgement_of(Reply reply) { return {reply.outcome, reply.value}; }

/// A caching strategy as one application instance runs it. Implementations do nothing but await operations of their environment;
/// their sources are shown to learners while they run, so they are written to be read.
class Strategy {
   public:
    virtual ~Strategy() = default;

    virtual Task<Answer> read(Key key) = 0;
    virtual Task<Acknowledgement> write(Key key, Change change) = 0;

    /// Work that goes on beside requests, until the instance ends; none by default.
    virtual Task<void> background() { co_return; }

    /// The background work has been killed wherever it was, and may be started again: nobody must wait for what it had begun.
    virtual void background_killed() {}

    /// Brings everything acknowledged to the database, once no request is in flight; nothing to do by default.
    virtual Task<void> close() { co_return; }
};

}  // namespace stampede
