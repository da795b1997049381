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
    config.deadlines.database = 250ms;
    config.write_behind.interval = 150ms;
    config.ttl.set_all(60s);
    return config;
}

Workload load() {
    Workload load;
    load.name = "faults";
    load.read_share = 0.83;
    load.insert_share = 0.02;
    load.keys = 100;
    load.theta = 0.6;
    load.clients = 32;
    load.rate = 800;
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
    if (kind >= FaultKind::flusher_kill && kind <= FaultKind::flusher_reorder) fault.instance = kEveryInstance;
    if (kind == FaultKind::db_pool) fault.amount = 4;
    if (kind == FaultKind::net_bandwidth) fault.amount = 5;
    if (kind == FaultKind::redis_power_cut) fault.added = 300ms;
    return fault;
}

// What concerns one key is done to a few; a stampede needs an entry that is not there.
FaultPlan plan_for(FaultKind kind) {
    if (lasting(kind)) return {{fault_for(kind), 400ms, 800ms}};
    FaultPlan plan;
    const bool of_a_key = kind == FaultKind::expire_key || kind == FaultKind::evict_key || kind == FaultKind::db_write;
    for (std::uint32_t id = 1; id <= (of_a_key ? 10u : 1u); ++id) {
        Fault fault = fault_for(kind);
        if (of_a_key) fault.key.id = id;
        plan.push_back({fault, 400ms, 400ms});
    }
    if (kind != FaultKind::stampede) return plan;
    Fault expiry = make_fault(FaultKind::expire_key);
    expiry.key = kHottest;
    plan.insert(plan.begin(), {expiry, 400ms, 400ms});
    return plan;
}

FaultEffect effect_of(const WholeRun& run) {
    FaultEffect effect;
    effect.errors = run.metrics.requests == 0 ? 0 : static_cast<double>(run.metrics.errors) / static_cast<double>(run.metrics.requests);
    effect.slowest = run.metrics.read_latency.max();
    effect.stale = run.verdict.stale_reads;
    effect.lost = run.verdict.lost_writes;
    effect.wrong = run.verdict.permanent_inconsistencies;
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
