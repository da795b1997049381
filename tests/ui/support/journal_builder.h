// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "core/model/event.h"
#include "core/model/fault_event.h"
#include "ui/model/lab_session.h"

namespace stampede::ui {

/// Writes journals as the lab would, event by event, so that a view can be tested without a lab. Lab time stands still but for
/// `pass`. Operations go through the calls in the order parked, issued, effect, replied; each answers with the index of its event.
class JournalBuilder {
   public:
    explicit JournalBuilder(Instant start = Instant{0}) : now_(start) {}

    JournalBuilder& pass(double ms) {
        now_ += from_ms(ms);
        return *this;
    }
    Instant now() const { return now_; }

    JournalBuilder& cacheStarted(std::int64_t pid = 4127) { return plain(EventType::cache_started, pid); }
    JournalBuilder& cacheDied() { return plain(EventType::cache_died, 0); }
    JournalBuilder& mode(bool run) { return plain(EventType::mode_changed, run ? 1 : 0); }
    JournalBuilder& memory(std::int64_t bytes) { return plain(EventType::sample, bytes); }

    RequestId begin(RequestKind kind, Key key, InstanceId instance = 0) {
        const RequestId id = nextRequest_++;
        open_[id] = {kind, key, instance};
        Event event = of(EventType::request_begun, id);
        append(event);
        return id;
    }
    RequestId read(Key key, InstanceId instance = 0) { return begin(RequestKind::read, key, instance); }
    RequestId write(Key key, InstanceId instance = 0) { return begin(RequestKind::write, key, instance); }

    OperationId park(RequestId request, Verb verb, Value value = {}) {
        const OperationId id = nextOperation_++;
        Event event = of(EventType::parked, request);
        event.verb = verb;
        event.operation = id;
        event.value = value;
        operations_[id] = event;
        append(event);
        return id;
    }
    std::size_t issue(OperationId operation) { return append(again(operation, EventType::issued)); }
    std::size_t effect(OperationId operation, bool found = false, Value value = {}, Duration ttl = {}) {
        Event event = again(operation, EventType::effect);
        event.applied = !looks(event.verb) && !rests(event.verb);
        event.found = found || commits(event.verb);
        if (event.verb != Verb::cache_set) event.value = value;
        if (ttl != Duration{0}) event.detail = (now_ + ttl).count();
        return append(event);
    }
    std::size_t reply(OperationId operation, bool found = false, Value value = {}, Timing timing = {}, Outcome outcome = Outcome::ok) {
        Event event = again(operation, EventType::replied);
        event.applied = outcome == Outcome::ok && !looks(event.verb) && !rests(event.verb);
        event.found = found;
        if (event.verb != Verb::cache_set) event.value = value;
        event.timing = timing;
        event.outcome = outcome;
        return append(event);
    }
    std::size_t end(RequestId request, Source source = Source::none, Value value = {}) {
        Event event = of(EventType::request_ended, request);
        event.source = source;
        event.found = source != Source::none;
        event.value = value;
        return append(event);
    }

    /// A whole operation that takes `ms`, a tenth of it measured.
    OperationId whole(RequestId request, Verb verb, double ms, bool found = false, Value value = {}, Duration ttl = {}) {
        const OperationId operation = park(request, verb, verb == Verb::cache_set ? value : Value{});
        issue(operation);
        pass(ms / 2);
        effect(operation, found, value, ttl);
        pass(ms / 2);
        reply(operation, found, value, Timing{from_ms(ms * 0.1), from_ms(ms * 0.9), Duration{0}});
        return operation;
    }

    /// An operation on a key of its own, applied.
    JournalBuilder& apply(RequestId request, Verb verb, Key key, EntryState state = EntryState::value) {
        const OperationId operation = park(request, verb);
        operations_[operation].key = key;
        operations_[operation].state = state;
        issue(operation);
        effect(operation);
        reply(operation);
        return *this;
    }
    /// An operation whose reply says how many (a batch taken, entries acknowledged).
    JournalBuilder& count(RequestId request, Verb verb, std::int64_t affected) {
        const OperationId operation = park(request, verb);
        issue(operation);
        effect(operation);
        events_[reply(operation)].detail = affected;
        return *this;
    }
    /// A miss that hands out the lease.
    JournalBuilder& lease(RequestId request, Key key) {
        const OperationId operation = park(request, Verb::cache_lease_get);
        operations_[operation].key = key;
        issue(operation);
        effect(operation);
        events_[reply(operation)].detail = 77;
        return *this;
    }
    JournalBuilder& local(EventType type, InstanceId instance, Key key, Value value) {
        Event event;
        event.instance = instance;
        event.key = key;
        event.value = value;
        return put(event, type);
    }
    /// 0 closed, 1 open, 2 half-open.
    JournalBuilder& breaker(InstanceId instance, std::int64_t state) {
        Event event;
        event.instance = instance;
        event.detail = state;
        return put(event, EventType::breaker);
    }

    JournalBuilder& inject(FaultKind fault, double addedMs = 0) {
        Event event;
        event.fault = fault;
        event.detail = from_ms(addedMs).count();
        return put(event, EventType::fault_injected);
    }
    JournalBuilder& inject(const Fault& fault) {
        Event event;
        put_fault(event, fault);
        return put(event, EventType::fault_injected);
    }
    JournalBuilder& pool(std::uint32_t size, std::uint32_t inUse, std::uint32_t waiting) {
        Event event;
        event.session = size;
        event.detail = inUse;
        event.operation = waiting;
        return put(event, EventType::pool);
    }
    JournalBuilder& shed(InstanceId instance, Key key) {
        Event event;
        event.instance = instance;
        event.key = key;
        return put(event, EventType::shed);
    }
    JournalBuilder& heal(FaultKind fault) {
        Event event;
        event.fault = fault;
        return put(event, EventType::fault_healed);
    }
    JournalBuilder& key(EventType type, Key key) {
        Event event;
        event.key = key;
        return put(event, type);
    }
    JournalBuilder& crash(InstanceId instance = 0, std::int64_t lost = 0) {
        Event event;
        event.instance = instance;
        event.detail = lost;
        return put(event, EventType::crashed);
    }
    JournalBuilder& enqueue(RequestId write) {
        Event event = of(EventType::enqueued, write);
        event.value = Value{write, 0};
        event.detail = ++queued_;
        append(event);
        return *this;
    }
    JournalBuilder& flush(std::int64_t count) {
        queued_ -= count;
        return plain(EventType::flushed, count);
    }

    const std::vector<Event>& events() const { return events_; }
    std::size_t size() const { return events_.size(); }

    /// Brings everything written since the last call into the session, and its cursor to the end.
    void feed(LabSession& session) {
        session.setFeed([this](Arrival& out) {
            out.events.insert(out.events.end(), events_.begin() + static_cast<std::ptrdiff_t>(fed_), events_.end());
            fed_ = events_.size();
        });
        session.tick();
        session.setFeed({});
        session.goLive();
    }

   private:
    struct Open {
        RequestKind kind = RequestKind::read;
        Key key{};
        InstanceId instance = 0;
    };

    Event of(EventType type, RequestId request) {
        Event event;
        event.type = type;
        event.request = request;
        const Open& open = open_[request];
        event.kind = open.kind;
        event.key = open.key;
        event.instance = open.instance;
        return event;
    }
    Event again(OperationId operation, EventType type) {
        Event event = operations_.at(operation);
        event.type = type;
        return event;
    }
    std::size_t append(Event event) {
        event.at = now_;
        events_.push_back(event);
        return events_.size() - 1;
    }
    JournalBuilder& put(Event event, EventType type) {
        event.type = type;
        append(event);
        return *this;
    }
    JournalBuilder& plain(EventType type, std::int64_t detail) {
        Event event;
        event.detail = detail;
        return put(event, type);
    }

    Instant now_;
    RequestId nextRequest_ = 1;
    OperationId nextOperation_ = 1;
    std::int64_t queued_ = 0;
    std::size_t fed_ = 0;
    std::unordered_map<RequestId, Open> open_;
    std::unordered_map<OperationId, Event> operations_;
    std::vector<Event> events_;
};

}  // namespace stampede::ui
