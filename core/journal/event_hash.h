// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/event.h"

namespace stampede {

/// A running fingerprint of a journal: equal journals give equal values on every compiler and optimization level. FNV-1a over 64-bit words,
/// field by field, so that padding never counts.
class EventHash {
   public:
    void add(const Event& event) {
        word(static_cast<std::uint64_t>(event.at.count()));
        word((static_cast<std::uint64_t>(event.type) << 48) | (static_cast<std::uint64_t>(event.verb) << 40) |
             (static_cast<std::uint64_t>(event.outcome) << 32) | (static_cast<std::uint64_t>(event.kind) << 24) |
             (static_cast<std::uint64_t>(event.instance) << 16) | (static_cast<std::uint64_t>(event.found) << 8) |
             static_cast<std::uint64_t>(event.source));
        word((static_cast<std::uint64_t>(event.fault) << 32) | event.line);
        word((static_cast<std::uint64_t>(event.state) << 48) | (static_cast<std::uint64_t>(event.newer) << 42) |
             (static_cast<std::uint64_t>(event.outbox) << 41) | (static_cast<std::uint64_t>(event.applied) << 40) | event.session);
        word((static_cast<std::uint64_t>(event.request) << 32) | event.operation);
        word((static_cast<std::uint64_t>(event.key.kind) << 32) | event.key.id);
        word((static_cast<std::uint64_t>(event.key.role) << 32) | event.key.generation);
        word((static_cast<std::uint64_t>(event.value.write) << 32) | event.value.version);
        word(static_cast<std::uint64_t>(event.timing.total().count()));
        word(static_cast<std::uint64_t>(event.detail));
    }
    std::uint64_t value() const { return state_; }

   private:
    void word(std::uint64_t word) { state_ = (state_ ^ word) * 0x100000001b3ULL; }

    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace stampede
