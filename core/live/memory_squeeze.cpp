// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/memory_squeeze.h"

#include <charconv>
#include <string>
#include <utility>

#include "core/live/cache_token.h"
#include "core/model/names.h"

namespace stampede {
namespace {

std::size_t number_after(std::string_view text, std::string_view field) {
    std::size_t number = 0;
    if (const auto at = text.find(field); at != std::string_view::npos)
        std::from_chars(text.data() + at + field.size(), text.data() + text.size(), number);
    return number;
}

std::uint64_t token_of(LabCommand command) { return token_for(Purpose::lab, static_cast<std::uint64_t>(command)); }

}  // namespace

void MemorySqueeze::begin(std::uint32_t percent, Eviction eviction) {
    percent_ = percent;
    eviction_ = eviction;
    if (!std::exchange(active_, true)) used_ = 0;
    server_ready();
}

void MemorySqueeze::end() {
    if (std::exchange(active_, false) && main_->connected()) set(usual_);
}

void MemorySqueeze::server_ready() {
    if (!active_ || !main_->connected()) return;
    if (used_ == 0) return measure();
    set({used_ - data_ + data_ / 100 * percent_, eviction_});
}

void MemorySqueeze::measure() {
    if (main_->send(command_.of({"INFO", "memory"}), token_of(LabCommand::measure))) connections_->hold_back(true);
}

void MemorySqueeze::measured(std::string_view info) {
    used_ = number_after(info, "used_memory:");
    data_ = std::min(used_, number_after(info, "used_memory_dataset:"));
    connections_->hold_back(false);
    if (used_ > 0) server_ready();
}

// In this order the old policy never meets the low limit.
void MemorySqueeze::set(Limit limit) {
    const std::string memory = std::to_string(limit.memory);
    const auto set_policy = [&](std::uint64_t token) {
        return main_->send(command_.of({"CONFIG", "SET", "maxmemory-policy", name_of(limit.eviction)}), token);
    };
    const auto set_memory = [&](std::uint64_t token) { return main_->send(command_.of({"CONFIG", "SET", "maxmemory", memory}), token); };
    const std::uint64_t nothing = token_for(Purpose::nothing);
    const std::uint64_t last = token_of(LabCommand::limit);
    const bool sent = active_ ? set_policy(nothing) && set_memory(last) : set_memory(nothing) && set_policy(last);
    if (sent) connections_->hold_back(true);
}

}  // namespace stampede
