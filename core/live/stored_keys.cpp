// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/stored_keys.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

// Tokens: the scan, and two questions about each key.
constexpr std::uint64_t kScan = 0;
constexpr std::uint64_t value_of(std::size_t index) { return 2 * index + 1; }
constexpr std::uint64_t time_left_of(std::size_t index) { return 2 * index + 2; }
constexpr long long kGone = -2;  // PTTL of what is not there

bool is_queue(Key key) { return key.role == Role::queue || key.role == Role::stream; }

}  // namespace

StoredKeys::StoredKeys(UvLoop& loop, std::string socket) : connection_(loop, std::move(socket), *this) {}

void StoredKeys::read(Done done) {
    connection_.disconnect();
    done_ = std::move(done);
    seen_.clear();
    held_.clear();
    unanswered_ = 0;
    connection_.connect();
    ask({"SCAN", "0", "COUNT", "1000"}, kScan);
}

std::vector<StoredKeys::Held> StoredKeys::take() {
    std::erase_if(held_, [](const Held& held) { return held.left < Duration{0}; });
    std::sort(held_.begin(), held_.end(), [](const Held& a, const Held& b) { return a.key < b.key; });
    return std::exchange(held_, {});
}

void StoredKeys::ask(std::initializer_list<std::string_view> words, std::uint64_t token) {
    if (connection_.send(command_.of(words), token)) ++unanswered_;
}

void StoredKeys::replied(std::uint64_t token, const RedisReply& reply) {
    using Type = RedisReply::Type;
    if (reply.type == Type::lost) return;
    --unanswered_;
    if (token == kScan && reply.elements.size() == 2) {
        found(reply.elements[1]);
        const std::string next(reply.elements[0].text);
        if (next != "0") ask({"SCAN", next, "COUNT", "1000"}, kScan);
    }
    if (token != kScan) {
        Held& held = held_[(token - 1) / 2];
        const bool time_left = token == time_left_of((token - 1) / 2);
        if (time_left && reply.integer == kGone) held.left = Duration{-1};
        if (time_left && reply.integer > 0) held.left = std::chrono::milliseconds(reply.integer);
        if (!time_left && reply.type == Type::string) held.entry = entry_from_json(reply.text).value_or(StoredEntry{});
    }
    if (unanswered_ == 0) finish();
}

// What somebody else has put there is none of the lab's keys.
void StoredKeys::found(const RedisReply& keys) {
    for (const RedisReply& one : keys.elements) {
        const auto key = parse_stored_key(one.text);
        if (!key || !seen_.insert(*key).second) continue;
        const std::size_t index = held_.size();
        held_.push_back({*key});
        if (!is_queue(*key)) ask({"GET", one.text}, value_of(index));
        ask({"PTTL", one.text}, time_left_of(index));
    }
}

void StoredKeys::finish() {
    connection_.disconnect();
    if (const Done done = std::exchange(done_, {})) done();
}

}  // namespace stampede
