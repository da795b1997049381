// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/fault_case.h"

#include "core/faults/fault_parameters.h"
#include "core/faults/fault_plan.h"

namespace stampede::test {
namespace {

using namespace std::chrono_literals;

constexpr Key kHottest{Kind::user_profile, 1};

RunConfig config_for(const std::string& combination) {
    RunConfig config;
    config.strategy = combination.substr(0, combination.find('+'));
    if (const auto plus = combination.find('+'); plus != std::string::npos) config.guards.push_back({combination.substr(plus + 1)});
    config.latency.cache = 1ms;
    config.latency.database = 5ms;
    config.database_pool = 4;
    config.instances = 2;
    config.deadlines.cache = 50ms;
    config.deadlines.database = 1s;
    config.write_behind.interval = 200ms;
    config.ttl.set_all(60s);
    return config;
}

Workload load() {
    Workload load;
    load.name = "faults";
    load.read_share = 0.75;
    load.keys = 30;
    load.clients = 16;
    load.rate = 400;
    load.duration = 1200ms;
    return load;
}

// Parameters with which the fault shows within a moment.
Fault fault_for(FaultKind kind) {
    Fault fault = make_fault(kind);
    for (const FaultParameter& parameter : entry_of(kind).parameters) {
        if (parameter.field == FaultField::key && !what_is_missing(fault).empty()) fault.key = kHottest;
    }
    const bool of_messages = kind >= FaultKind::lose_request && kind <= FaultKind::deliver_late;
    if (of_messages) fault.probability = 0.3;
    if (kind == FaultKind::redis_kill) fault.choice = 0;
    if (kind == FaultKind::db_pool) fault.amount = 4;
    if (kind == FaultKind::net_bandwidth) fault.amount = 5;
    if (kind == FaultKind::redis_power_cut) fault.added = 300ms;
    return fault;
}

FaultPlan plan_for(FaultKind kind) { return {{fault_for(kind), 400ms, lasting(kind) ? Instant(800ms) : Instant(400ms)}}; }

FaultEffect effect_of(const WholeRun& run) {
    FaultEffect effect;
    effect.errors = run.metrics.requests == 0 ? 0 : static_cast<double>(run.metrics.errors) / static_cast<double>(run.metrics.requests);
    effect.slowest = run.metrics.read_latency.max();
    effect.stale = run.verdict.stale_reads;
    effect.lost = run.verdict.lost_writes;
    effect.amplification = run.verdict.amplification;
    effect.complete = run.done && run.in_flight == 0;
    return effect;
}

RunConfig prepared(FaultKind kind, const std::string& combination) {
    RunConfig config = config_for(combination);
    prepare_for(plan_for(kind), config);
    return config;
}

}  // namespace

const std::vector<std::string>& table_combinations() {
    static const std::vector<std::string> combinations{"cache-aside", "write-through", "write-behind", "write-behind-stream",
                                                       "cache-aside+lease"};
    return combinations;
}

FaultEffect simulate(FaultKind kind, const std::string& combination) {
    return effect_of(run_simulated(prepared(kind, combination), load(), plan_for(kind)));
}

FaultEffect run_for_real(FaultKind kind, const std::string& combination) {
    return effect_of(run_live(prepared(kind, combination), load(), plan_for(kind)));
}

FaultEffect simulate_calm(const std::string& combination) { return effect_of(run_simulated(config_for(combination), load())); }

}  // namespace stampede::test
