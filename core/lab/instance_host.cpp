// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/instance_host.h"

namespace stampede {

OperationAwaiter InstanceHost::wait(std::uint64_t signal, Duration at_most, std::source_location where) {
    Operation operation;
    operation.verb = Verb::wait;
    operation.instance = instance_;
    operation.token = signal;
    operation.ttl = at_most;
    return {waist_, operation, where};
}

void InstanceHost::spawn(Task<void> task) {
    const std::size_t number = ++last_spawned_;
    task.on_end(ended, this, number);
    // The coroutine may end, or spawn another, while it starts: a list keeps its place.
    const bool background = waist_->caller().background;
    Spawned& spawned = spawned_.emplace_back(Spawned{number, background, std::move(task)});
    waist_->run_as(Caller{0, instance_, background}, [&spawned] { spawned.task.start(); });
}

void InstanceHost::ended(void* self, std::size_t number) {
    std::list<Spawned>& all = static_cast<InstanceHost*>(self)->spawned_;
    all.remove_if([number](const Spawned& spawned) { return spawned.number == number; });
}

void InstanceHost::subscribe(Channel channel, std::function<void(const Message&)> listener) {
    auto& listeners = listeners_[static_cast<std::size_t>(channel)];
    listeners.push_back(std::move(listener));
    if (listeners.size() == 1) exchange_->subscribe(instance_, channel);
}

void InstanceHost::deliver(const Message& message) {
    for (const auto& listener : listeners_[static_cast<std::size_t>(message.channel)]) {
        waist_->run_as(Caller{0, instance_}, [&] { listener(message); });
    }
}

void InstanceHost::note(EventType type, Key key, Value value, EntryState state, std::int64_t detail) {
    Event event = waist_->event(type);
    event.instance = instance_;
    event.request = waist_->caller().request;
    event.key = key;
    event.value = value;
    event.state = state;
    event.found = state == EntryState::value;
    event.detail = detail;
    waist_->record(event);
}

void InstanceHost::clear_background() {
    spawned_.remove_if([](const Spawned& spawned) { return spawned.background; });
}

void InstanceHost::clear() {
    spawned_.clear();
    for (auto& listeners : listeners_) listeners.clear();
    exchange_->forget(instance_);
}

}  // namespace stampede
