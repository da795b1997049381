// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/instance_connections.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

constexpr Duration kRetryEvery = std::chrono::milliseconds(10);

}  // namespace

InstanceConnections::InstanceConnections(UvLoop& loop, FaultProxy& network, LabLines& lines, RedisConnection& shared,
                                         RedisConnection::Listener& operations, Duration travel)
    : loop_(&loop), network_(&network), lab_lines_(&lines), shared_(&shared), operations_(&operations), travel_(travel) {}

void InstanceConnections::subscribe(InstanceId instance, Channel channel) {
    std::unique_ptr<InstanceLink>& link = links_[instance];
    if (link == nullptr) {
        const auto told = [this, instance](const Message& message) { tell(instance, message); };
        const InstanceLink::Told listener{told, [this] { changed(); }};
        network_->listen(instance);
        link = std::make_unique<InstanceLink>(*loop_, network_->socket(instance), *operations_, *lab_lines_, listener);
    }
    link->subscribe(channel);
    if (server_ready_) link->open();
}

void InstanceConnections::forget(InstanceId instance) {
    ++crashes_[instance];
    const auto found = links_.find(instance);
    if (found == links_.end()) return;
    found->second->retire();
    retired_.push_back(std::move(found->second));
    links_.erase(found);
    for (Travelling& message : messages_) message.in_vain = message.in_vain || message.to == instance;
    changed();
}

void InstanceConnections::forget_all() {
    std::vector<InstanceId> linked;
    for (const auto& [instance, link] : links_) linked.push_back(instance);
    for (const InstanceId instance : linked) forget(instance);
}

void InstanceConnections::begin() {
    server_ready_ = true;
    for (const auto& [instance, link] : links_) link->open();
}

void InstanceConnections::close() {
    for (const auto& [instance, link] : links_) link->close();
    for (const auto& link : retired_) link->close();
    for (const auto& [instance, line] : lines_) line->connection().close();
}

void InstanceConnections::hold_back(bool on) {
    if (std::exchange(held_back_, on) && !on) changed();
}

bool InstanceConnections::opening(InstanceId instance) const {
    return held_back_ || std::any_of(links_.begin(), links_.end(), [&](const auto& entry) {
        return entry.second->opening() && (entry.first == instance || !network_->troubled(entry.first));
    });
}

InstanceConnections::Route InstanceConnections::route_of(InstanceId instance) {
    if (!server_ready_) return {};
    const auto found = links_.find(instance);
    if (found != links_.end() && found->second->tracks()) {
        if (found->second->lost() || !found->second->has_operations()) return {};
        return {&found->second->operations(), true};
    }
    const auto line = lines_.find(instance);
    const bool unanswered = line != lines_.end() && !line->second->idle();
    if (network_->troubled(instance) || unanswered) return through_network(instance);
    return {shared_->connect() ? shared_ : nullptr, false};
}

InstanceConnections::Route InstanceConnections::through_network(InstanceId instance) {
    std::unique_ptr<LabLine>& line = lines_[instance];
    if (line == nullptr) {
        network_->listen(instance);
        line = std::make_unique<LabLine>(*loop_, network_->socket(instance), *operations_, *lab_lines_);
    }
    return {line->connect() ? &line->connection() : nullptr, true};
}

void InstanceConnections::tell(InstanceId instance, const Message& message) {
    messages_.push_back({instance, message});
    const auto call = [](void* self, std::uint64_t) { static_cast<InstanceConnections*>(self)->deliver(); };
    loop_->at(loop_->now() + (hurried_ ? Duration{0} : travel_), Timer{call, this, 0});
}

void InstanceConnections::deliver() {
    const Travelling arrived = messages_.front();
    messages_.pop_front();
    if (!arrived.in_vain && observer_ != nullptr) observer_->message(arrived.to, arrived.message);
}

void InstanceConnections::changed() {
    for (const Timer& call : std::exchange(waiting_, {})) loop_->at_wall(loop_->wall_now(), call);
    bool lost = false;
    for (const auto& [instance, link] : links_) {
        if (!link->lost()) continue;
        lost = true;
        if (server_ready_) link->announce();
    }
    if ((lost && server_ready_) || !retired_.empty()) retry_later();
}

void InstanceConnections::retry_later() {
    if (std::exchange(retrying_, true)) return;
    const auto call = [](void* self, std::uint64_t) { static_cast<InstanceConnections*>(self)->tidy_up(); };
    loop_->at_wall(loop_->wall_now() + kRetryEvery, Timer{call, this, 0});
}

// Opens what was lost while the server is there, and removes what has ended; here no connection of theirs is in the middle of a call.
void InstanceConnections::tidy_up() {
    retrying_ = false;
    std::erase_if(retired_, [](const auto& link) { return !link->has_operations(); });
    if (server_ready_) {
        for (const auto& [instance, link] : links_) link->open();
    }
    changed();
}

}  // namespace stampede
