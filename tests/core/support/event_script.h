// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/event.h"

namespace stampede::test {

/// Writes a journal by hand, one sentence a call, a millisecond apart.
class EventScript {
   public:
    std::vector<Event> events;

    EventScript& begin(RequestId request, RequestKind kind, Key key) {
        return add(EventType::request_begun, request, key, [&](Event& e) { e.kind = kind; });
    }
    EventScript& issue(RequestId request, Verb verb, Key key) {
        return add(EventType::issued, request, key, [&](Event& e) { e.verb = verb; });
    }
    EventScript& effect(RequestId request, Verb verb, Key key, Value value, bool found = true) {
        return add(EventType::effect, request, key, [&](Event& e) {
            e.verb = verb;
            e.value = value;
            e.found = found;
        });
    }
    EventScript& reply(RequestId request, Verb verb, Key key, Outcome outcome = Outcome::ok) {
        return add(EventType::replied, request, key, [&](Event& e) {
            e.verb = verb;
            e.outcome = outcome;
        });
    }
    EventScript& end_read(RequestId request, Key key, Value value, Source source = Source::cache, bool found = true) {
        return add(EventType::request_ended, request, key, [&](Event& e) {
            e.value = value;
            e.source = source;
            e.found = found;
            e.detail = 1'000'000;
        });
    }
    EventScript& end_write(RequestId request, Key key, Value value, Outcome outcome = Outcome::ok) {
        return add(EventType::request_ended, request, key, [&](Event& e) {
            e.kind = RequestKind::write;
            e.value = value;
            e.outcome = outcome;
        });
    }
    EventScript& enqueue(RequestId request, Key key) {
        return add(EventType::enqueued, request, key, [&](Event& e) { e.value = Value{request, 0}; });
    }
    EventScript& plain(EventType type, Key key = {}, std::int64_t detail = 0) {
        return add(type, 0, key, [&](Event& e) { e.detail = detail; });
    }

    /// A whole write that commits and is acknowledged.
    EventScript& write(RequestId request, Key key, Version version) {
        begin(request, RequestKind::write, key).effect(request, Verb::db_update, key, Value{request, version});
        return end_write(request, key, Value{request, version});
    }

    template <class Fold>
    Fold fold() const {
        Fold fold;
        for (const Event& event : events) fold.apply(event);
        return fold;
    }

   private:
    template <class Fill>
    EventScript& add(EventType type, RequestId request, Key key, Fill fill) {
        Event event;
        event.at = now_ += std::chrono::milliseconds(1);
        event.type = type;
        event.request = request;
        event.key = key;
        fill(event);
        events.push_back(event);
        return *this;
    }

    Instant now_{0};
};

}  // namespace stampede::test
