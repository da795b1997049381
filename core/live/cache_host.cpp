// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/cache_host.h"

#include <signal.h>

#include <cstring>
#include <fstream>
#include <utility>

#include "core/live/cache_token.h"
#include "core/live/redis_command.h"

namespace stampede {
namespace {

constexpr Duration kKnockEvery = std::chrono::milliseconds(2);

}  // namespace

CacheHost::CacheHost(UvLoop& loop, RedisConnection& connection, RedisServer::Place place, Listener listener)
    : loop_(&loop),
      connection_(&connection),
      listener_(std::move(listener)),
      server_(loop, std::move(place), [this](int pid, int status, int signal) { ended(pid, status, signal); }) {}

tl::expected<void, std::string> CacheHost::start() {
    if (state_ != State::down) return {};
    if (server_.running()) {
        start_again_ = true;
        return {};
    }
    if (listener_.starting) listener_.starting();
    const auto started = server_.start();
    if (!started) return tl::unexpected(started.error());
    state_ = State::starting;
    knock();
    return {};
}

// Asks until the server answers. Its socket appears some milliseconds after the process.
void CacheHost::knock() {
    if (state_ != State::starting) return;
    RedisCommand command;
    if (connection_->connect() && connection_->send(command.of({"PING"}), token_for(Purpose::ping))) return;
    if (std::exchange(knocking_, true)) return;
    const auto again = [](void* self, std::uint64_t) {
        auto& host = *static_cast<CacheHost*>(self);
        host.knocking_ = false;
        host.knock();
    };
    loop_->at_wall(loop_->wall_now() + kKnockEvery, Timer{again, this, 0});
}

void CacheHost::ponged(bool answered) {
    if (state_ != State::starting) return;
    if (!answered) return knock();
    if (listener_.answers && listener_.answers()) return;
    proceed();
}

void CacheHost::proceed() {
    if (state_ != State::starting) return;
    state_ = State::ready;
    if (frozen_.active()) server_.signal(SIGSTOP);
    if (listener_.ready) listener_.ready(server_.pid());
}

void CacheHost::kill() {
    start_again_ = false;
    if (state_ == State::down) return;
    state_ = State::down;
    const int pid = server_.pid();
    server_.signal(SIGKILL);
    if (listener_.died) listener_.died(pid, true);
    connection_->disconnect();
}

void CacheHost::freeze() {
    frozen_.begin(loop_->wall_now());
    server_.signal(SIGSTOP);
}

void CacheHost::thaw() {
    frozen_.end(loop_->wall_now());
    server_.signal(SIGCONT);
}

void CacheHost::ended(int pid, int status, int signal) {
    if (state_ == State::down) {
        if (!std::exchange(start_again_, false)) return;
        const auto started = start();
        if (!started && listener_.notice) listener_.notice(started.error());
        return;
    }
    const bool was_ready = std::exchange(state_, State::down) == State::ready;
    connection_->disconnect();
    if (was_ready && listener_.died) listener_.died(pid, false);
    if (!listener_.notice) return;
    const std::string how = signal != 0 ? "was ended by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")"
                                        : "ended with exit code " + std::to_string(status);
    const std::string what = was_ready ? ": start Redis again from the toolbar; until then requests go on from the database."
                                       : " before it answered: " + last_words();
    listener_.notice("redis-server (process " + std::to_string(pid) + ") " + how + what);
}

std::string CacheHost::last_words() const {
    std::ifstream log(server_.log());
    std::string line;
    std::string last = "its log is empty; try to run redis-server by hand.";
    while (std::getline(log, line)) {
        if (!line.empty()) last = line;
    }
    return last;
}

}  // namespace stampede
