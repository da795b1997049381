// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explore_options.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

struct Range {
    const char* option;
    std::uint64_t value;
    std::uint64_t low;
    std::uint64_t high;
};

std::string property_ids() {
    std::string ids;
    for (const Property property : kProperties) ids += std::string(id_of(property)) + ", ";
    return ids + "stampede-width>N";
}

}  // namespace

void ExploreOptions::declare(CLI::App& command) {
    combination_.declare(command);
    command.add_option("--readers", readers_, "requests that read, 0 to 8")->capture_default_str();
    command.add_option("--writers", writers_, "requests that write, 0 to 8")->capture_default_str();
    command.add_option("--erasers", erasers_, "requests that delete the row, 0 to 8")->capture_default_str();
    command.add_option("--client", sessions_, "one more client with several requests in a row, such as WR or RW; may be repeated");
    command.add_option("--keys", keys_, "rows that the requests share in turn, 1 to 4")->capture_default_str();
    command.add_option("--instances", instances_, "application instances, 1 to 4")->capture_default_str();
    command.add_option("--crashes", crashes_, "at most so many times an instance crashes, 0 to 4")->capture_default_str();
    command.add_option("--expiries", expiries_, "at most so many entries expire early, 0 to 8")->capture_default_str();
    command.add_option("--lost", lost_, "at most so many requests or replies of the cache are lost, 0 to 8")->capture_default_str();
    command.add_option("--property", properties_, "look for this; may be repeated (default: all): " + property_ids());
    command.add_option("--max-states", max_states_, "stop after so many states")->capture_default_str();
    command.add_option("--max-memory", max_memory_, "stop before the search needs more, MiB")->capture_default_str();
    command.add_option("--script", script_, "write the shortest counterexample to this file");
    command.add_flag("--remedies", remedies_, "try what would cure the first counterexample, and at what cost in operations");
    command.add_flag("--warm", warm_, "the cache holds the rows when it begins");
    command.add_flag("--count-schedules", count_, "count executions, not only states");
    command.add_flag("--json", json_, "print JSON");
    command.add_flag("--progress", progress_, "say on stderr how far it is");
}

tl::expected<ExploreCommand, std::string> ExploreOptions::to_command() const {
    const Range ranges[] = {
        {"--readers", readers_, 0, 8},
        {"--writers", writers_, 0, 8},
        {"--erasers", erasers_, 0, 8},
        {"--keys", keys_, 1, 4},
        {"--instances", instances_, 1, 4},
        {"--crashes", crashes_, 0, 4},
        {"--expiries", expiries_, 0, 8},
        {"--lost", lost_, 0, 8},
        {"--max-states", max_states_, 1, 4'000'000'000},
        {"--max-memory", static_cast<std::uint64_t>(max_memory_), 1, 1'000'000},
    };
    for (const Range& range : ranges) {
        if (range.value >= range.low && range.value <= range.high) continue;
        return Failure(std::string(range.option) + " takes " + std::to_string(range.low) + " to " + std::to_string(range.high) + ", not " +
                       std::to_string(range.value));
    }

    ExploreCommand command;
    Scenario& scenario = command.scenario;
    if (auto ok = combination_.apply(scenario.config); !ok) return Failure(ok.error());
    for (const std::string& id : properties_) {
        const auto breach = find_breach(id);
        if (!breach) return Failure("unknown property '" + id + "'; there are " + property_ids());
        command.goal.add(*breach);
    }
    scenario.config.instances = instances_;
    scenario.readers = readers_;
    scenario.writers = writers_;
    scenario.erasers = erasers_;
    scenario.sessions = sessions_;
    scenario.keys = keys_;
    scenario.warm = warm_;
    scenario.crashes = crashes_;
    scenario.expiries = expiries_;
    scenario.lost = lost_;
    if (const std::string why = obstacle(scenario); !why.empty()) return Failure(why);
    command.limits.states = max_states_;
    command.limits.memory = static_cast<std::size_t>(max_memory_) << 20;
    command.limits.count_schedules = count_;
    command.script_file = script_;
    command.remedies = remedies_;
    command.json = json_;
    command.progress = progress_;
    return command;
}

}  // namespace stampede
