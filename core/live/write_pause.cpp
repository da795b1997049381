// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/write_pause.h"

#include <utility>

#include "core/live/cache_token.h"

namespace stampede {
namespace {

constexpr const char* kForEver = "1000000000000";  // milliseconds

}  // namespace

WritePause::WritePause(UvLoop& loop, const std::string& socket, RedisConnection& main, InstanceConnections& connections,
                       RedisConnection::Listener& listener)
    : loop_(&loop), main_(&main), connections_(&connections), writes_(loop, socket, listener), control_(loop, socket, listener) {}

void WritePause::begin() {
    if (time_.active()) return;
    time_.begin(loop_->wall_now());
    if (!lifting_) ask();
}

// On the common connection, so that what was sent before is performed before. Nothing is sent until the server confirms.
void WritePause::ask() {
    const auto token = token_for(Purpose::lab, static_cast<std::uint64_t>(LabCommand::pause));
    if (main_->connected() && main_->send(command_.of({"CLIENT", "PAUSE", kForEver, "WRITE"}), token)) connections_->hold_back(true);
}

void WritePause::confirmed() {
    holding_ = writes_.connect() && control_.connect();
    connections_->hold_back(false);
    if (!time_.active()) end();
}

void WritePause::end() {
    time_.end(loop_->wall_now());
    if (!holding_ || std::exchange(lifting_, true)) return;
    control_.send(command_.of({"CLIENT", "UNPAUSE"}), token_for(Purpose::lab, static_cast<std::uint64_t>(LabCommand::unpause)));
}

void WritePause::lifted() {
    holding_ = lifting_ = false;
    if (time_.active()) ask();
}

void WritePause::server_ready() {
    if (time_.active()) ask();
}

void WritePause::server_lost() {
    holding_ = lifting_ = false;
    connections_->hold_back(false);
    writes_.disconnect();
    control_.disconnect();
}

void WritePause::close() {
    writes_.close();
    control_.close();
}

RedisConnection* WritePause::for_writes() { return holding_ && writes_.connect() ? &writes_ : nullptr; }

bool WritePause::send(std::string_view command, std::uint64_t token) {
    if (!holding_ || lifting_) return main_->send(command, token);
    const std::uint64_t nothing = token_for(Purpose::nothing);
    const std::string said(command);
    control_.send(command_.of({"CLIENT", "UNPAUSE"}), nothing);
    const bool sent = control_.send(said, token);
    control_.send(command_.of({"CLIENT", "PAUSE", kForEver, "WRITE"}), nothing);
    return sent;
}

}  // namespace stampede
