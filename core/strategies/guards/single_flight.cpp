// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/single_flight.h"

#include "core/strategies/guards/miss.h"

namespace stampede {

Task<Reply> SingleFlight::load(Key key, Reply miss) {
    // Who holds the entry's lease is waited for: waiting here would block both.
    if (holds_lease(miss)) co_return co_await below().load(key, miss);

    if (const auto found = flights.find(key); found != flights.end()) {
        if (refreshes_early(miss)) co_return as_hit(miss);
        const std::shared_ptr<Flight> flight = found->second;
        host.note(Decision::joined, key);
        co_await host.wait(flight->landed, Duration::zero());
        co_return flight->row;
    }

    const auto flight = std::make_shared<Flight>();
    flight->landed = host.new_signal();
    flights[key] = flight;
    flight->row = co_await fly(key, miss);

    // Errors are shared too: those who waited would only run into the same one, all at once.
    const auto mine = flights.find(key);
    if (mine != flights.end() && mine->second == flight) flights.erase(mine);
    host.raise(flight->landed);
    co_return flight->row;
}

Task<Reply> SingleFlight::fly(Key key, Reply miss) {
    if (!miss.ok()) co_return co_await below().load(key, miss);
    // Another flight may have landed between the miss and now.
    const Reply again = co_await below().get(key);
    if (filled_since(miss, again)) co_return again;
    const Reply known = again.settled() ? miss : again;
    co_return co_await below().load(key, known);
}

Task<Reply> SingleFlight::commit(Key key, Change change) {
    const Reply committed = co_await below().commit(key, change);
    // The load under way may have seen the row as it was before: whoever comes from now on starts a new one.
    flights.erase(key);
    co_return committed;
}

}  // namespace stampede
