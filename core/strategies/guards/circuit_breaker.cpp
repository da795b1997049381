// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/circuit_breaker.h"

#include <algorithm>

namespace stampede {

CircuitBreaker::CircuitBreaker(const Options& options, const Environment& environment)
    : window(options.count("window")),
      threshold(options.share("threshold")),
      open_for(options.time("open")),
      probes(options.count("probes")),
      clock(environment.clock),
      host(environment.host) {}

Task<Reply> CircuitBreaker::get(Key key) {
    if (debts.contains(key) || !admits()) {
        host.note(Decision::skipped_cache, key);
        Reply skipped;
        skipped.outcome = Outcome::unavailable;
        co_return skipped;
    }
    const std::uint64_t phase_of_call = phase;
    const Reply cached = co_await below().get(key);
    count(cached.ok(), phase_of_call);
    if (cached.ok() && state == State::closed && !debts.empty() && !settling) host.spawn(settle_debts());
    co_return cached;
}

Task<Reply> CircuitBreaker::put(Key key, Entry entry) {
    const std::uint64_t phase_of_call = phase;
    const Reply stored = co_await below().put(key, entry);
    if (state == State::closed) count(stored.ok(), phase_of_call);
    if (stored.ok()) debts.erase(key);
    // What is not committed yet has a path of its own to the database; there is no newer row to make room for.
    if (!stored.ok() && entry.value.version != 0) {
        Reply committed;
        committed.found = true;
        committed.value = entry.value;
        owe(key, committed);
    }
    co_return stored;
}

Task<Reply> CircuitBreaker::drop(Key key, Reply committed) {
    const std::uint64_t phase_of_call = phase;
    const Reply dropped = co_await below().drop(key, committed);
    if (state == State::closed) count(dropped.ok(), phase_of_call);
    if (dropped.ok()) debts.erase(key);
    if (!dropped.ok()) owe(key, committed);
    co_return dropped;
}

bool CircuitBreaker::admits() {
    if (state == State::open && clock.now() >= half_open_at) enter(State::half_open);
    if (state == State::half_open) return admitted++ < probes;
    return state == State::closed;
}

void CircuitBreaker::count(bool ok, std::uint64_t phase_of_call) {
    if (phase_of_call != phase) return;
    const std::size_t wanted = state == State::half_open ? probes : window;
    if (results.size() < wanted) {
        results.push_back(ok);
    } else {
        results[next_result] = ok;
        next_result = (next_result + 1) % wanted;
    }
    if (results.size() < wanted) return;
    const auto failed = static_cast<double>(std::count(results.begin(), results.end(), false));
    const bool too_many = failed >= threshold * static_cast<double>(wanted);
    if (too_many) {
        enter(State::open);
    } else if (state == State::half_open) {
        enter(State::closed);
    }
}

void CircuitBreaker::enter(State next) {
    state = next;
    ++phase;
    admitted = 0;
    results.clear();
    next_result = 0;
    if (next == State::open) half_open_at = clock.now() + open_for;
    host.note(EventType::breaker, Key{}, static_cast<std::int64_t>(next));
}

void CircuitBreaker::owe(Key key, Reply committed) { debts[key] = Debt{committed, ++last_debt}; }

Task<void> CircuitBreaker::settle_debts() {
    settling = true;
    while (!debts.empty()) {
        const Key key = debts.begin()->first;
        const Debt debt = debts.begin()->second;
        const Reply dropped = co_await below().drop(key, debt.committed);
        if (!dropped.ok()) break;
        // A write that failed to invalidate meanwhile has left a debt of its own.
        const auto owed = debts.find(key);
        if (owed != debts.end() && owed->second.incurred == debt.incurred) debts.erase(owed);
    }
    settling = false;
}

}  // namespace stampede
