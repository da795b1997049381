// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/scenario.h"

namespace stampede {

std::string Scenario::program(std::uint32_t client) const {
    if (client < readers) return "R";
    if (client < readers + writers) return "W";
    if (client < readers + writers + erasers) return "D";
    return sessions[client - readers - writers - erasers];
}

std::uint32_t Scenario::requests() const {
    std::uint32_t all = readers + writers + erasers;
    for (const std::string& session : sessions) all += static_cast<std::uint32_t>(session.size());
    return all;
}

std::string obstacle(const Scenario& scenario) {
    for (const std::string& session : scenario.sessions) {
        const bool known = !session.empty() && session.find_first_not_of("RWD") == std::string::npos;
        if (!known) return "a client is spelt with R, W and D, such as WR, not '" + session + "'";
    }
    if (scenario.clients() == 0) return "there is nothing to explore: ask for readers, writers, erasers or clients";
    if (scenario.clients() > Scenario::kMostClients) return "there can be 16 clients at most, not " + std::to_string(scenario.clients());
    if (scenario.requests() >= Scenario::kMostRequests) {
        return "clients can make 23 requests at most, not " + std::to_string(scenario.requests());
    }
    if (scenario.rows() > Scenario::kMostKeys) return "there can be 4 keys at most, not " + std::to_string(scenario.keys);
    if (scenario.instances() > Scenario::kMostInstances) return "there can be 4 instances at most";
    return {};
}

}  // namespace stampede
