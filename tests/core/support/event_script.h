// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/event.h"

namespace stampede::test {

/// Writes a journal by hand, one sentence a call, a millisecond apart.
class EventScript {
   public:
    std::vector<Event> events;

    /// From now on requests are of this session.
    EventScript& as(SessionId session) {
        session_ = session;
        return *this;
    }
    EventScript& begin(RequestId request, RequestKind kind, Key key, Value based_on = {}) {
        return add(EventType::request_begun, request, key, [&](Event& e) {
            e.kind = kind;
            e.value = based_on;
        });
    }
    EventScript& issue(RequestId request, Verb verb, Key key) {
        return add(EventType::issued, request, key, [&](Event& e) { e.verb = verb; });
    }
    /// Performed, with the effect that it asked for.
    EventScript& effect(RequestId request, Verb verb, Key key, Value value, bool found = true) {
        return add(EventType::effect, request, key, [&](Event& e) {
            e.verb = verb;
            e.value = value;
            e.found = found;
            e.applied = !looks(verb);
            e.state = found ? EntryState::value : EntryState::absent;
        });
    }
    /// Stores something other than a value.
    EventScript& store(RequestId request, Key key, Value value, EntryState state, Instant expires = Instant{0}) {
        return add(EventType::effect, request, key, [&](Event& e) {
            e.verb = Verb::cache_set;
            e.value = value;
            e.applied = true;
            e.state = state;
            e.detail = expires.count();
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
    EventScript& enqueue(RequestId request, Key key, InstanceId instance = 0) {
        return add(EventType::enqueued, request, key, [&](Event& e) {
            e.value = Value{request, 0};
            e.instance = instance;
        });
    }
    EventScript& coalesce(RequestId older, RequestId newer, Key key) {
        return add(EventType::coalesced, older, key, [&](Event& e) {
            e.value = Value{older, 0};
            e.detail = newer;
        });
    }
    EventScript& local(EventType type, InstanceId instance, Key key, Value value = {}, RequestId request = 0,
                       Instant expires = Instant{0}) {
        return add(type, request, key, [&](Event& e) {
            e.instance = instance;
            e.value = value;
            e.detail = expires.count();
        });
    }
    EventScript& plain(EventType type, Key key = {}, std::int64_t detail = 0) {
        return add(type, 0, key, [&](Event& e) { e.detail = detail; });
    }

    /// A whole write that commits and is acknowledged.
    EventScript& write(RequestId request, Key key, Version version, Value based_on = {}) {
        begin(request, RequestKind::write, key, based_on).effect(request, Verb::db_update, key, Value{request, version});
        return end_write(request, key, Value{request, version});
    }
    /// A whole deletion of the row.
    EventScript& erase(RequestId request, Key key, Version version) {
        begin(request, RequestKind::erase, key).effect(request, Verb::db_delete, key, Value{request, version}, false);
        return end_write(request, key, Value{request, version});
    }
    /// A whole read.
    EventScript& read(RequestId request, Key key, Value value, bool found = true) {
        return begin(request, RequestKind::read, key).end_read(request, key, value, Source::cache, found);
    }
    /// A write that the application keeps in its queue.
    EventScript& write_behind(RequestId request, Key key, InstanceId instance = 0) {
        begin(request, RequestKind::write, key).effect(request, Verb::cache_set, key, Value{request, 0}).enqueue(request, key, instance);
        return end_write(request, key, Value{request, 0});
    }
    EventScript& flush(RequestId write, Key key, Version version) { return effect(0, Verb::db_apply_batch, key, Value{write, version}); }

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
        event.session = session_;
        fill(event);
        events.push_back(event);
        return *this;
    }

    Instant now_{0};
    SessionId session_ = 0;
};

}  // namespace stampede::test
