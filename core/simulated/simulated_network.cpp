// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/simulated_network.h"

#include <algorithm>

namespace stampede {
namespace {

// A row of the lab as JSON with what is kept beside it, a change in a queue, a script's text with its frame.
constexpr std::size_t kRow = 170;
constexpr std::size_t kChange = 50;
constexpr std::size_t kScript = 400;

bool scripted(Verb verb) {
    switch (verb) {
        case Verb::cache_get:
        case Verb::cache_set:
        case Verb::cache_add:
        case Verb::cache_del:
        case Verb::cache_incr:
        case Verb::cache_publish:
        case Verb::list_push:
        case Verb::list_pop:
        case Verb::stream_read: return false;
        default: return true;
    }
}

}  // namespace

std::size_t request_bytes(const Operation& operation) {
    std::size_t bytes = 36;  // a command's frame with its name and key
    if (scripted(operation.verb)) bytes += kScript;
    if (stores(operation.verb)) bytes += operation.key.role == Role::data ? kRow : 20;
    if (operation.verb >= Verb::list_push) bytes += kChange;
    return bytes;
}

std::size_t reply_bytes(const Operation& operation, const Reply& reply) {
    if (looks(operation.verb) && reply.found) return operation.key.role == Role::data ? kRow : 20;
    if (!stores(operation.verb) && operation.verb >= Verb::list_push) return 5 + reply.affected * kChange;
    return 5;
}

void SimulatedNetwork::heal(const Fault& fault) {
    of_a_message(fault.kind) ? rules_.heal(fault) : lines_.heal(fault);
    // What was to be late is not any more.
    for (auto& [where, line] : state_) {
        const Toxics toxics = lines_.toxics(where.first, where.second);
        line.free = Instant{0};
        if (toxics.limit == 0) line.carried = 0;
    }
}

void SimulatedNetwork::closed(InstanceId instance) {
    std::erase_if(state_, [instance](const auto& entry) { return instance == kEveryInstance || entry.first.first == instance; });
}

SimulatedNetwork::Passage SimulatedNetwork::pass(InstanceId instance, Stream direction, std::size_t bytes, Instant now) {
    const Toxics toxics = lines_.toxics(instance, direction);
    Line& line = state_[{instance, direction}];
    Passage passage;
    passage.arrives = std::max(now + toxics.draw(random_), line.free) + toxics.time_for(bytes);
    if (toxics.slice != 0) passage.arrives += toxics.gap * static_cast<Duration::rep>((bytes - 1) / toxics.slice);
    line.free = passage.arrives;
    line.carried += bytes;
    passage.last = toxics.limit != 0 && line.carried >= toxics.limit;
    return passage;
}

}  // namespace stampede
