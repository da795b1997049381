// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <vector>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Closed, it lets every call to the cache through and counts failures among the last ones. Too many open it: reads no longer ask the
/// cache. After a while it is half-open and a few probes decide. The defaults are those of Resilience4j.
///
/// Writers go on trying to delete and replace, open or not: an entry that is not invalidated would be served to whoever still reaches the
/// cache. What could not be invalidated is owed: this instance does not read such an entry, and deletes it once the cache answers again.
class CircuitBreaker final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"window", "it judges by so many calls", Unit::count, 100, 1, 10000},
        OptionInfo{"threshold", "it opens when so many of them failed", Unit::percent, 50, 1, 100},
        OptionInfo{"open", "it stays open so long", Unit::seconds, 60, 0.1, 3600},
        OptionInfo{"probes", "half-open, so many calls decide", Unit::count, 10, 1, 1000},
    };

    CircuitBreaker(const Options& options, const Environment& environment);

    Task<Reply> get(Key key) override;
    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    enum class State : std::int64_t { closed, open, half_open };
    struct Debt {
        Reply committed{};
        std::uint64_t incurred = 0;
    };

    bool admits();
    void count(bool ok, std::uint64_t phase_of_call);
    void enter(State next);
    void owe(Key key, Reply committed);
    Task<void> settle_debts();

    std::size_t window;
    double threshold;
    Duration open_for;
    std::size_t probes;
    Clock clock;
    Host& host;

    State state = State::closed;
    std::uint64_t phase = 0;  // grows with each change of state: an answer to a call of an earlier one no longer counts
    Instant half_open_at{0};
    std::size_t admitted = 0;   // probes under way or answered
    std::vector<bool> results;  // of the phase: the last `window` calls, or the probes
    std::size_t next_result = 0;
    std::map<Key, Debt> debts;
    std::uint64_t last_debt = 0;
    bool settling = false;
};

}  // namespace stampede
