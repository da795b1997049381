// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_options.h"

#include "app/cli/fault_options.h"
#include "core/lab/recipe.h"
#include "core/model/names.h"
#include "core/workload/presets.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;
constexpr std::uint64_t kDefaultRequests = 10'000;

// Takes an option that was given if it lies in its range.
template <class T, class Set>
tl::expected<void, std::string> take(const std::optional<T>& given, const char* option, double low, double high, const char* unit,
                                     Set set) {
    if (!given) return {};
    const auto value = static_cast<double>(*given);
    if (!(value >= low && value <= high)) {
        char text[160];
        std::snprintf(text, sizeof text, "%s takes %g to %g%s%s, not %g", option, low, high, *unit != '\0' ? " " : "", unit, value);
        return Failure(text);
    }
    set(*given);
    return {};
}

}  // namespace

void RunOptions::declare(CLI::App& command) {
    combination_.declare(command, false);
    command.add_option("--recipe", recipe_, "a ready run, or list; what is given beside it takes its place");
    command.add_option("--world", world_, "live or simulated")->capture_default_str();
    command.add_option("--workload", workload_, "ycsb-a to ycsb-f, or a JSON file (default ycsb-b)");
    command.add_option("--keys", keys_, "number of keys, 1 to 10000");
    command.add_option("--theta", theta_, "skew of Zipf's law, 0 to 2");
    command.add_option("--requests", requests_, "stop after so many requests (default 10000)");
    command.add_option("--duration", duration_, "stop after so many seconds of lab time");
    command.add_option("--rate", rate_, "requests a second; 0: as fast as possible");
    command.add_option("--clients", clients_, "requests in flight at most, 1 to 10000");
    command.add_option("--warm", warm_, "read so many rows first, 0 to 10000; times count from then on");
    command.add_option("--instances", instances_, "application instances, 1 to 4");
    command.add_option("--ttl", ttl_, "time to live of every kind of key, seconds");
    command.add_option("--jitter", jitter_, "spread of the TTL, percent");
    command.add_option("--cache-ms", cache_ms_, "modelled time of a cache operation (default 1)");
    command.add_option("--db-ms", db_ms_, "modelled time of a database operation (default 50)");
    command.add_option("--db-pool", db_pool_, "database connections, 1 to 64 (default 8)");
    command.add_option("--db-deadline-ms", db_deadline_ms_, "how long a strategy waits for the database (default 5000)");
    command.add_option("--db-cancels", db_cancels_,
                       "on or off: whoever gives up leaves the queue for a connection; off: the database works for him all the same "
                       "(default on)");
    command.add_option("--latency", spread_, "how modelled times vary: constant or log-normal (default constant)");
    command.add_option("--sigma", sigma_, "log-normal: standard deviation of the logarithm, 0 to 3 (default 0.5)");
    command.add_option("--tail-percent", tail_share_, "this share of operations is slower ... (default 0)");
    command.add_option("--tail-factor", tail_factor_, "... by this factor, 1 to 1000 (default 10)");
    command.add_option("--eviction", eviction_, "maxmemory-policy by Redis's name (default allkeys-lru)");
    command.add_option("--cache-mb", cache_mb_, "maxmemory of the cache in MiB (default 64)");
    command.add_flag("--append-only", append_only_, "Redis keeps an append-only file (by itself when a fault needs it)");
    command.add_option("--flush-every", flush_every_, "write-behind: seconds between flushes (default 5)");
    command.add_option("--flush-batch", flush_batch_, "write-behind: flush as soon as so many writes wait (default 50)");
    command.add_option("--seed", seed_, "seed of everything random (default 1)");
    command.add_option("--fault", faults_, "name[:param=value,...]@start[-end], or a plan's JSON file; may be repeated");
    command.add_option("--journal", journal_, "write the journal to this file (JSON Lines)");
    command.add_option("--trace", trace_, "write the journal to this file as a Chrome trace, for ui.perfetto.dev");
    command.add_option("--data-dir", data_dir_, "where the data set is kept");
    command.add_option("--database", database_, "live: work on this SQLite file and keep it");
    command.add_option("--socket-dir", socket_dir_, "live: where the private server's socket goes");
    command.add_flag("--json", json_, "print JSON");
    command.add_flag("--timeline", timeline_, "report each second: success, hit rate, what waits");
    command.add_flag("--progress", progress_, "draw a progress bar on stderr");
}

tl::expected<RunCommand, std::string> RunOptions::to_command() const {
    RunCommand command;
    if (auto ok = begin_with(command); !ok) return Failure(ok.error());
    if (auto ok = combination_.apply(command.config); !ok) return Failure(ok.error());
    if (auto ok = apply_stores(command.config); !ok) return Failure(ok.error());
    if (world_ != "live" && world_ != "simulated") return Failure("--world takes live or simulated, not '" + world_ + "'");
    if (!faults_.empty()) {
        auto plan = fault_plan_of(faults_);
        if (!plan) return Failure(plan.error());
        command.faults = std::move(*plan);
    }
    command.config.append_only = command.config.append_only || append_only_;
    prepare_for(command.faults, command.config);
    command.config.seed = seed_.value_or(command.config.seed);
    command.world = world_ == "live" ? WorldKind::live : WorldKind::simulated;
    command.journal_file = journal_;
    command.trace_file = trace_;
    command.data_dir = data_dir_;
    command.database_file = database_;
    command.socket_dir = socket_dir_;
    command.json = json_;
    command.timeline = timeline_;
    command.progress = progress_;
    if (auto ok = apply_numbers(command); !ok) return Failure(ok.error());
    if (command.workload.requests == 0 && command.workload.duration == Duration{0}) command.workload.requests = kDefaultRequests;
    return command;
}

// What all other options change: a recipe, or nothing but a workload.
tl::expected<void, std::string> RunOptions::begin_with(RunCommand& command) const {
    if (!recipe_.empty()) {
        auto recipe = find_recipe(recipe_);
        if (!recipe) return Failure(recipe.error());
        command.config = std::move(recipe->config);
        command.workload = std::move(recipe->workload);
        command.faults = std::move(recipe->faults);
    } else if (!combination_.names_strategy()) {
        return Failure("run needs a --strategy, see `stampede strategies`, or a --recipe, see --recipe list");
    }
    if (!recipe_.empty() && workload_.empty()) return {};
    auto workload = load_workload(workload_.empty() ? "ycsb-b" : workload_);
    if (!workload) return Failure(workload.error());
    command.workload = std::move(*workload);
    return {};
}

tl::expected<void, std::string> RunOptions::apply_stores(RunConfig& config) const {
    if (!eviction_.empty()) {
        const auto eviction = find_eviction(eviction_);
        if (!eviction) return Failure("--eviction takes " + eviction_names() + ", not '" + eviction_ + "'");
        config.eviction = *eviction;
    }
    if (!db_cancels_.empty()) {
        if (db_cancels_ != "on" && db_cancels_ != "off") return Failure("--db-cancels takes on or off, not '" + db_cancels_ + "'");
        config.database_cancels = db_cancels_ == "on";
    }
    if (spread_.empty()) return {};
    if (spread_ != "constant" && spread_ != "log-normal") return Failure("--latency takes constant or log-normal, not '" + spread_ + "'");
    config.latency.spread = spread_ == "constant" ? Spread::constant : Spread::log_normal;
    return {};
}

tl::expected<void, std::string> RunOptions::apply_numbers(RunCommand& command) const {
    RunConfig& config = command.config;
    Workload& load = command.workload;
    const tl::expected<void, std::string> checks[] = {
        take(keys_, "--keys", 1, 10'000, "", [&](auto v) { load.keys = v; }),
        take(theta_, "--theta", 0, 2, "", [&](auto v) { load.theta = v; }),
        take(requests_, "--requests", 1, 1e10, "", [&](auto v) { load.requests = v; }),
        take(duration_, "--duration", 0.001, 1e6, "seconds", [&](auto v) { load.duration = from_seconds(v); }),
        take(rate_, "--rate", 0, 1e6, "requests a second", [&](auto v) { load.rate = v; }),
        take(clients_, "--clients", 1, 10'000, "", [&](auto v) { load.clients = v; }),
        take(warm_, "--warm", 0, 10'000, "rows", [&](auto v) { load.warm = v; }),
        take(instances_, "--instances", 1, 4, "", [&](auto v) { config.instances = v; }),
        take(ttl_, "--ttl", 0.001, 1e7, "seconds", [&](auto v) { config.ttl.set_all(from_seconds(v)); }),
        take(jitter_, "--jitter", 0, 90, "percent", [&](auto v) { config.ttl.jitter = v / 100; }),
        take(cache_ms_, "--cache-ms", 0, 10'000, "ms", [&](auto v) { config.latency.cache = from_ms(v); }),
        take(db_ms_, "--db-ms", 0, 10'000, "ms", [&](auto v) { config.latency.database = from_ms(v); }),
        take(db_pool_, "--db-pool", 1, 64, "", [&](auto v) { config.database_pool = v; }),
        take(db_deadline_ms_, "--db-deadline-ms", 1, 600'000, "ms", [&](auto v) { config.deadlines.database = from_ms(v); }),
        take(cache_mb_, "--cache-mb", 2, 1024, "MiB", [&](auto v) { config.cache_memory = static_cast<std::size_t>(v * 1024 * 1024); }),
        take(sigma_, "--sigma", 0, 3, "", [&](auto v) { config.latency.sigma = v; }),
        take(tail_share_, "--tail-percent", 0, 100, "percent", [&](auto v) { config.latency.tail_share = v / 100; }),
        take(tail_factor_, "--tail-factor", 1, 1000, "", [&](auto v) { config.latency.tail_factor = v; }),
        take(flush_every_, "--flush-every", 0.001, 3600, "seconds", [&](auto v) { config.write_behind.interval = from_seconds(v); }),
        take(flush_batch_, "--flush-batch", 1, 10'000, "writes", [&](auto v) { config.write_behind.batch = v; }),
    };
    for (const auto& result : checks) {
        if (!result) return result;
    }
    return {};
}

}  // namespace stampede
