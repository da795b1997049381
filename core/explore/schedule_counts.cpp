// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/schedule_counts.h"

#include <limits>

namespace stampede {
namespace {

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return a > most - b ? most : a + b;
}

void add(ScheduleCounts& to, const ScheduleCounts& from) {
    to.all = sum(to.all, from.all);
    to.wide = sum(to.wide, from.wide);
    for (std::size_t p = 0; p < kPropertyCount; ++p) to.bad[p] = sum(to.bad[p], from.bad[p]);
}

// Edges sorted by where they lead, so that those into a state are found at once.
struct Incoming {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> from;

    Incoming(std::size_t states, std::span<const StateEdge> edges) : first(states + 1), from(edges.size()) {
        for (const StateEdge& edge : edges) ++first[edge.to + 1];
        for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
        std::vector<std::size_t> next(first.begin(), first.end() - 1);
        for (const StateEdge& edge : edges) from[next[edge.to]++] = edge.from;
    }
};

}  // namespace

// Kahn's order, from the ends back: a state's count is known once those of all that follow it are.
ScheduleCounts count_schedules(std::size_t states, std::span<const StateEdge> edges, std::span<const StateEnd> ends) {
    const Incoming incoming(states, edges);
    std::vector<std::uint32_t> open(states);
    for (const StateEdge& edge : edges) ++open[edge.from];
    std::vector<ScheduleCounts> counts(states);
    std::vector<std::uint32_t> ready;
    for (const StateEnd& end : ends) {
        ready.push_back(end.state);
        counts[end.state].all = 1;
        counts[end.state].wide = end.wide ? 1 : 0;
        for (std::size_t p = 0; p < kPropertyCount; ++p) counts[end.state].bad[p] = end.broken.contains(kProperties[p]) ? 1 : 0;
    }
    while (!ready.empty()) {
        const std::uint32_t state = ready.back();
        ready.pop_back();
        for (std::size_t i = incoming.first[state]; i < incoming.first[state + 1]; ++i) {
            const std::uint32_t from = incoming.from[i];
            add(counts[from], counts[state]);
            if (--open[from] == 0) ready.push_back(from);
        }
    }
    return counts.front();
}

}  // namespace stampede
