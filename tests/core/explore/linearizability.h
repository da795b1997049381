// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/model/event.h"

namespace stampede::test {

/// A request on one row as an observer sees it: between when and when it took effect, and what it wrote or returned.
struct Call {
    static constexpr std::size_t kPending = std::numeric_limits<std::size_t>::max();

    bool write = false;
    Version version = 0;
    std::size_t invoked = 0;
    std::size_t responded = kPending;
};

/// Whether the writes of a register must take effect in the order of their versions, or in any.
enum class WriteOrder : std::uint8_t { of_versions, any };

/// Is there an order of the calls, each within its span, in which every read returns what was written last? The search of Wing & Gong
/// ("Testing and Verifying Concurrent Objects", 1993) with Lowe's memory of states seen ("Testing for Linearizability", 2017). A write that
/// never responded may have taken effect at any time after its invocation, or not at all. At most 64 calls.
class Linearizability {
   public:
    Linearizability(std::vector<Call> calls, WriteOrder order) : calls_(std::move(calls)), order_(order) {
        std::erase_if(calls_, [](const Call& call) { return !call.write && call.responded == Call::kPending; });
    }
    bool holds() { return search(0, kInitialVersion); }

   private:
    bool search(std::uint64_t taken, Version held) {
        if (!seen_.insert({taken, held}).second) return false;
        std::size_t earliest = Call::kPending;
        bool all = true;
        for (std::size_t i = 0; i < calls_.size(); ++i) {
            if (((taken >> i) & 1) != 0) continue;
            earliest = std::min(earliest, calls_[i].responded);
            all = all && calls_[i].responded == Call::kPending;
        }
        if (all) return true;
        for (std::size_t i = 0; i < calls_.size(); ++i) {
            const Call& call = calls_[i];
            if (((taken >> i) & 1) != 0 || call.invoked > earliest) continue;
            const bool legal = call.write ? order_ == WriteOrder::any || call.version > held : call.version == held;
            if (legal && search(taken | (std::uint64_t{1} << i), call.write ? call.version : held)) return true;
        }
        return false;
    }

    std::vector<Call> calls_;
    WriteOrder order_;
    std::set<std::pair<std::uint64_t, Version>> seen_;
};

/// The calls of a journal on one row. Writes that never committed have had no effect and are left out.
inline std::vector<Call> calls_of(const std::vector<Event>& events) {
    std::map<RequestId, Call> calls;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        if (event.type == EventType::request_begun) calls[event.request] = {event.kind != RequestKind::read, 0, i};
        if (event.type == EventType::effect && commits(event.verb) && event.applied) calls[event.value.write].version = event.value.version;
        if (event.type != EventType::request_ended || event.outcome != Outcome::ok) continue;
        Call& call = calls[event.request];
        call.responded = i;
        if (!call.write) call.version = event.value.version;
    }
    std::vector<Call> all;
    for (const auto& [request, call] : calls) {
        if (call.version != 0) all.push_back(call);
    }
    return all;
}

}  // namespace stampede::test
