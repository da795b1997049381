// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/lab_line.h"

#include <utility>

#include "core/live/cache_token.h"

namespace stampede {
namespace {

constexpr std::uint64_t kName = token_for(Purpose::nothing, 2);

bool is_call(std::uint64_t token) { return purpose_of(token) == Purpose::call; }

}  // namespace

void LabLines::performed(std::uint64_t connection, std::uint64_t request, const RedisReply& reply, Duration held) {
    const auto found = logs_.find(connection);
    if (found == logs_.end()) return;
    Log& log = found->second;
    if (request < log.first || request - log.first >= log.sent.size()) return;
    Sent& sent = log.sent[request - log.first];
    if (!is_call(sent.token)) return;
    const std::uint64_t token = sent.token;
    const bool late = std::exchange(sent.late, false);
    if (reply.type != RedisReply::Type::lost) listener_->performed(token, reply, held);
    if (!late) return;
    if (reply.type == RedisReply::Type::lost) listener_->abandoned(token);
    replies_->replied(token, reply);
}

void LabLines::answered(std::uint64_t connection, bool late) {
    const auto found = logs_.find(connection);
    if (found == logs_.end()) return;
    Log& log = found->second;
    if (log.unanswered >= log.sent.size()) return;
    Sent& sent = log.sent[log.unanswered++];
    sent.answered = true;
    sent.late = late;
    while (!log.sent.empty() && log.sent.front().answered && !log.sent.front().late) {
        log.sent.pop_front();
        ++log.first;
        --log.unanswered;
    }
}

void LabLines::over(std::uint64_t connection) {
    const auto found = logs_.find(connection);
    if (found == logs_.end()) return;
    const Log log = std::move(found->second);
    logs_.erase(found);
    for (const Sent& sent : log.sent) {
        if (is_call(sent.token) && (!sent.answered || sent.late)) listener_->abandoned(sent.token);
        if (is_call(sent.token) && sent.late) replies_->replied(sent.token, RedisReply{});
    }
}

void LabLines::disconnected(std::uint64_t connection) {
    const auto found = logs_.find(connection);
    if (found != logs_.end() && !found->second.introduced) over(connection);
}

bool LabLine::connect() {
    if (connection_.connected()) return true;
    if (!connection_.connect()) return false;
    label_ = lines_->begin();
    open_ = 0;
    const std::string name = "lab-" + std::to_string(label_);
    return connection_.send(command_.of({"CLIENT", "SETNAME", name}), kName);
}

void LabLine::sent(std::uint64_t token) {
    ++open_;
    lines_->sent(label_, token);
}

void LabLine::replied(std::uint64_t token, const RedisReply& reply) {
    if (open_ > 0) --open_;
    if (reply.type != RedisReply::Type::lost) {
        const bool late = is_call(token) && reply.type == RedisReply::Type::error && reply.text.starts_with("LATE ");
        lines_->answered(label_, late);
        if (late) return;
    }
    if (token != kName) listener_->replied(token, reply);
}

void LabLine::disconnected() {
    lines_->disconnected(std::exchange(label_, 0));
    listener_->disconnected();
}

}  // namespace stampede
