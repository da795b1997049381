// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/load.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

constexpr std::size_t kMostClients = 100'000;  // whatever the spike

}  // namespace

Load::Load(const Workload& workload, std::uint64_t seed, Lab& lab, Scheduler& scheduler)
    : workload_(workload),
      mix_(workload, seed),
      faults_(lab, seed),
      warm_up_(workload.warm, lab, [this] { begin(); }),
      lab_(&lab),
      scheduler_(&scheduler) {
    while (clients_.size() < workload.clients) add_client();
}

void Load::add_client() {
    const std::size_t client = clients_.size();
    clients_.emplace_back().ended = [this, client](RequestId, const Answer& answer) { ended(client, answer); };
}

void Load::start() { warm_up_.start(); }

void Load::stop() {
    stopping_ = true;
    warm_up_.stop();
}

void Load::begin() {
    if (over()) {
        if (done_) done_();
        return;
    }
    if (begun_) begun_();
    if (workload_.duration > Duration{0}) end_ = scheduler_->now() + workload_.duration;
    wanted_clients_ = clients_.size();
    for (std::size_t client = 0; client < clients_.size(); ++client) set_going(client);
}

void Load::set_going(std::size_t client) {
    ++running_clients_;
    clients_[client].running = true;
    clients_[client].next = scheduler_->now();
    schedule(client);
}

// Those who are too many leave when it is their turn.
void Load::follow_spike() {
    const std::size_t wanted = std::min(kMostClients, std::size_t{workload_.clients} * faults_.factor());
    if (wanted == wanted_clients_) return;
    wanted_clients_ = wanted;
    while (clients_.size() < wanted) add_client();
    for (std::size_t client = workload_.clients; client < wanted; ++client) {
        if (!clients_[client].running) set_going(client);
    }
}

bool Load::over() const { return stopping_ || scheduler_->now() >= end_ || (workload_.requests > 0 && sent_ >= workload_.requests); }

// With a rate the next request comes an exponential gap after the last was due, so that a slow answer is caught up with.
void Load::schedule(std::size_t client) {
    clients_[client].next += mix_.gap();
    if (workload_.rate <= 0) clients_[client].next = scheduler_->now();
    const auto call = [](void* self, std::uint64_t argument) { static_cast<Load*>(self)->turn(static_cast<std::size_t>(argument)); };
    // Nobody sleeps past the end.
    scheduler_->at(std::max(std::min(clients_[client].next, end_), scheduler_->now()), Timer{call, this, client});
}

void Load::turn(std::size_t index) {
    if (over()) return leave(index);
    follow_spike();
    if (index >= wanted_clients_) return leave(index);
    Intent intent = mix_.next();
    faults_.alter(intent);
    Client& client = clients_[index];
    client.key = intent.key;
    client.reads_left = intent.what == Intent::What::scan ? intent.length - 1 : 0;
    client.write_follows = intent.what == Intent::What::read_then_write;
    send(index, intent.what == Intent::What::write ? RequestKind::write : RequestKind::read);
}

void Load::send(std::size_t index, RequestKind kind) {
    ++sent_;
    Client& client = clients_[index];
    ClientRequest request{kind, client.key, static_cast<SessionId>(kSessionByHand + 1 + index)};
    request.based_on = std::exchange(client.based_on, Value{});
    request.ended = &client.ended;
    lab_->send(request);
}

void Load::ended(std::size_t index, const Answer& answer) {
    Client& client = clients_[index];
    if (over()) return leave(index);
    if (std::exchange(client.write_follows, false)) {
        if (answer.outcome == Outcome::ok && answer.found) client.based_on = answer.value;
        return send(index, RequestKind::write);
    }
    if (client.reads_left > 0) {
        --client.reads_left;
        ++client.key.id;
        return send(index, RequestKind::read);
    }
    if (workload_.rate > 0) return schedule(index);
    turn(index);
}

void Load::leave(std::size_t index) {
    clients_[index].running = false;
    if (--running_clients_ == 0 && done_) done_();
}

}  // namespace stampede
