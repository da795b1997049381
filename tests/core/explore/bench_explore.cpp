// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/explore/search.h"
#include "plain_explorer.h"

using namespace stampede;

/// States of one search a second of processor time, with the checker as part of the state, beside a plain-data explorer that was written
/// for this one strategy and has no checker but for stale entries at the end. Figures to compare with, not a test.
static void measure(std::uint32_t readers, std::uint32_t writers) {
    Scenario scenario;
    scenario.readers = readers;
    scenario.writers = writers;
    std::uint64_t states = 0;
    std::uint64_t plain_states = 0;
    const std::clock_t begin = std::clock();
    std::clock_t end = begin;
    int rounds = 0;
    for (; end - begin < CLOCKS_PER_SEC / 2; end = std::clock()) {
        states += search(scenario, Properties{}, {}).states;
        ++rounds;
    }
    const double seconds = static_cast<double>(end - begin) / CLOCKS_PER_SEC;
    const std::clock_t plain_begin = std::clock();
    for (int round = 0; round < rounds; ++round) plain_states += PlainExplorer(readers, writers).explore();
    const double plain_seconds = std::max(1e-6, static_cast<double>(std::clock() - plain_begin) / CLOCKS_PER_SEC);
    const double rate = static_cast<double>(states) / seconds;
    const double plain_rate = static_cast<double>(plain_states) / plain_seconds;
    std::printf(
        "{\"bench\": \"explore cache-aside %uR+%uW\", \"states\": %llu, \"states_per_second\": %.0f, \"plain_states\": %llu, "
        "\"plain_states_per_second\": %.0f, \"ratio\": %.2f}\n",
        readers, writers, static_cast<unsigned long long>(states / static_cast<std::uint64_t>(rounds)), rate,
        static_cast<unsigned long long>(plain_states / static_cast<std::uint64_t>(rounds)), plain_rate, rate / plain_rate);
}

int main() {
    for (int round = 0; round < 3; ++round) {
        measure(1, 1);
        measure(2, 1);
        measure(2, 2);
        measure(3, 2);
        measure(4, 2);
        measure(5, 2);
    }
    return 0;
}
