// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <source_location>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/async/task.h"
#include "core/model/event.h"
#include "core/model/source_files.h"

namespace stampede {

/// Numbers for the chains of calls that lead to operations. There are few, so an event carries a number; what it stands for is put into the
/// journal before its first use.
class CallStacks {
   public:
    struct Place {
        std::uint16_t file = 0;
        std::uint16_t line = 0;
        std::uint16_t stack = 0;
    };

    /// `record(event)` gets the calls of a stack that has not been seen before, the outermost first.
    template <class Record>
    Place place_of(std::source_location where, const TaskFrame& frame, Record record, Instant now) {
        std::uint64_t print = mix(0, where);
        for (const TaskFrame* at = &frame; at->caller() != nullptr; at = at->caller()) print = mix(print, at->call_site());
        Recent& recent = recent_[print >> kRecentShift];
        if (recent.print == print) return recent.place;
        const auto [found, added] = places_.try_emplace(print);
        if (added) {
            found->second = {file_of(where), static_cast<std::uint16_t>(where.line()), static_cast<std::uint16_t>(places_.size())};
            for (const Event& call : calls_of(frame, found->second.stack, now)) record(call);
        }
        recent = {print, found->second};
        return found->second;
    }

   private:
    // File names are literals: their address tells them apart well enough, and a stack that is numbered twice does no harm.
    static std::uint64_t mix(std::uint64_t print, std::source_location where) {
        const auto file = reinterpret_cast<std::uintptr_t>(where.file_name());
        print = (print ^ file ^ (std::uint64_t{where.line()} << 48)) * 0x9E3779B97F4A7C15ULL;
        return print ^ (print >> 29);
    }
    std::uint16_t file_of(std::source_location where) { return source_file_id(where.file_name()); }

    std::vector<Event> calls_of(const TaskFrame& frame, std::uint16_t stack, Instant now) {
        std::vector<Event> calls;
        for (const TaskFrame* at = &frame; at->caller() != nullptr; at = at->caller()) {
            const std::uint16_t file = file_of(at->call_site());
            if (file == 0) continue;  // the lab's own frames
            Event call;
            call.at = now;
            call.type = EventType::call;
            call.stack = stack;
            call.file = file;
            call.line = static_cast<std::uint16_t>(at->call_site().line());
            calls.insert(calls.begin(), call);
        }
        for (std::size_t i = 0; i < calls.size(); ++i) calls[i].detail = static_cast<std::int64_t>(i);
        return calls;
    }

    // Few stacks are in use at any time: a look at one place that the print names finds nearly all of them.
    static constexpr std::size_t kRecent = 64;
    static constexpr int kRecentShift = 58;
    struct Recent {
        std::uint64_t print = 0;
        Place place{};
    };

    std::array<Recent, kRecent> recent_{};
    std::unordered_map<std::uint64_t, Place> places_;
};

}  // namespace stampede
