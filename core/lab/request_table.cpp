// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/request_table.h"

namespace stampede {

RequestId RequestTable::start(const ClientRequest& request, Instance& instance) {
    const std::size_t index = add(request, instance.id());
    const RequestId id = entries_[index].id;
    Task<void> root =
        request.kind == RequestKind::read ? serve_read(index, &instance.strategy()) : serve_write(index, &instance.strategy());
    root.on_end([](void* self, std::size_t entry) { static_cast<RequestTable*>(self)->free(entry); }, this, index);
    entries_[index].root = std::move(root);
    // An instance that stands still has the request wait at its door. A crash takes it from there.
    dispatcher_->reach(instance.id(), [this, index] { run(index); });
    return id;
}

// The frame may end, and the table may grow, while it runs: hold no reference across the call.
void RequestTable::run(std::size_t index) {
    const Entry& entry = entries_[index];
    Task<void>& started = entries_[index].root;
    dispatcher_->run_as(Caller{entry.id, entry.instance}, [&started] { started.start(); });
}

RequestId RequestTable::refuse(const ClientRequest& request, InstanceId instance, Duration after) {
    const std::size_t index = add(request, instance);
    const RequestId id = entries_[index].id;
    ++refused_;
    const auto give_up = [](void* self, std::uint64_t argument) {
        auto& table = *static_cast<RequestTable*>(self);
        const auto entry = static_cast<std::size_t>(argument >> 32);
        if (table.entries_[entry].id != static_cast<RequestId>(argument)) return;
        --table.refused_;
        table.end(entry, Answer{Outcome::unavailable, Source::none, false, Value{}});
        table.free(entry);
    };
    scheduler_->at(scheduler_->now() + after, Timer{give_up, this, (std::uint64_t{index} << 32) | id});
    return id;
}

std::size_t RequestTable::add(const ClientRequest& request, InstanceId instance) {
    std::size_t index = entries_.size();
    if (free_.empty()) {
        entries_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    Entry& entry = entries_[index];
    entry.id = next_++;
    entry.request = request;
    entry.instance = instance;
    entry.begun = scheduler_->now();
    ++in_flight_;

    Event event = dispatcher_->event(EventType::request_begun);
    event.request = entry.id;
    event.kind = request.kind;
    event.instance = instance;
    event.key = request.key;
    event.session = request.session;
    event.value = request.based_on;
    dispatcher_->record(event);
    return index;
}

Task<void> RequestTable::serve_read(std::size_t entry, Strategy* strategy) {
    const Answer answer = co_await strategy->read(entries_[entry].request.key);
    end(entry, answer);
}

Task<void> RequestTable::serve_write(std::size_t entry, Strategy* strategy) {
    const Change change{entries_[entry].id, entries_[entry].request.kind == RequestKind::erase};
    const Acknowledgement told = co_await strategy->write(entries_[entry].request.key, change);
    end(entry, Answer{told.outcome, Source::none, told.outcome == Outcome::ok, told.value});
}

void RequestTable::end(std::size_t index, const Answer& answer) {
    const Entry& entry = entries_[index];
    Event event = dispatcher_->event(EventType::request_ended);
    event.request = entry.id;
    event.kind = entry.request.kind;
    event.instance = entry.instance;
    event.key = entry.request.key;
    event.session = entry.request.session;
    event.value = answer.value;
    event.outcome = answer.outcome;
    event.found = answer.found;
    event.source = answer.source;
    event.detail = (scheduler_->now() - entry.begun).count();
    dispatcher_->record(event);
    --in_flight_;
    const RequestId id = entry.id;
    if (const Ended* ended = entry.request.ended) (*ended)(id, answer);
}

void RequestTable::free(std::size_t index) {
    entries_[index].root = {};
    entries_[index].id = 0;
    free_.push_back(index);
}

void RequestTable::crash(InstanceId instance) {
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        if (entries_[index].id == 0 || entries_[index].instance != instance || !entries_[index].root.valid()) continue;
        entries_[index].root = {};
        end(index, Answer{Outcome::crashed, Source::none, false, Value{}});
        free(index);
    }
}

}  // namespace stampede
