// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/run_report.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

Json quantiles(const Histogram& latency) {
    return {{"p50", to_ms(latency.quantile(0.50))},
            {"p95", to_ms(latency.quantile(0.95))},
            {"p99", to_ms(latency.quantile(0.99))},
            {"p999", to_ms(latency.quantile(0.999))},
            {"max", to_ms(latency.max())}};
}

std::string hex(std::uint64_t value) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

double throughput(const RunReport& report) {
    const double seconds = to_seconds(report.elapsed);
    return seconds > 0 ? static_cast<double>(report.metrics.requests) / seconds : 0;
}

std::string line(const char* label, const std::string& value) {
    char text[160];
    std::snprintf(text, sizeof text, "  %-26s%s\n", label, value.c_str());
    return text;
}

template <class... Args>
std::string print(const char* format, Args... args) {
    char text[160];
    std::snprintf(text, sizeof text, format, args...);
    return text;
}

}  // namespace

std::string RunReport::json() const {
    const Json json{
        {"strategy", config.strategy},
        {"world", world},
        {"workload", workload},
        {"requests", metrics.requests},
        {"reads", metrics.reads},
        {"writes", metrics.writes},
        {"hits", metrics.hits},
        {"misses", metrics.misses},
        {"hit_rate", metrics.hit_rate()},
        {"errors", metrics.errors},
        {"latency_ms", {{"read", quantiles(metrics.read_latency)}, {"write", quantiles(metrics.write_latency)}}},
        {"throughput_rps", throughput(*this)},
        {"db_reads", metrics.db_reads},
        {"db_writes", metrics.db_writes},
        {"cache_ops", metrics.cache_ops},
        {"cache_timeouts", metrics.timeouts},
        {"evictions", metrics.evictions},
        {"max_concurrent_loads", verdict.max_concurrent_loads},
        {"amplification", verdict.amplification},
        {"stale_reads", verdict.stale_reads},
        {"max_staleness_ms", to_ms(verdict.max_staleness)},
        {"lost_writes", verdict.lost_writes},
        {"dirty_reads", verdict.dirty_reads},
        {"permanent_inconsistencies", verdict.permanent_inconsistencies},
        {"queue_peak", metrics.queue_peak},
        {"interrupted", interrupted},
        {"seed", config.seed},
        {"journal_hash", hex(journal_hash)},
    };
    return json.dump(2);
}

std::string RunReport::text() const {
    const Histogram& read = metrics.read_latency;
    const Histogram& write = metrics.write_latency;
    std::string out = config.strategy + ", " + world + " world, workload " + workload + (interrupted ? " (interrupted)" : "") + "\n";
    out += line("requests", print("%llu in %.2f s, %.0f a second", static_cast<unsigned long long>(metrics.requests), to_seconds(elapsed),
                                  throughput(*this)));
    out += line("hit rate", print("%.1f %% (%llu hits, %llu misses)", 100 * metrics.hit_rate(),
                                  static_cast<unsigned long long>(metrics.hits), static_cast<unsigned long long>(metrics.misses)));
    out += line("read latency", print("p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms", to_ms(read.quantile(.5)), to_ms(read.quantile(.95)),
                                      to_ms(read.quantile(.99)), to_ms(read.max())));
    out += line("write latency", print("p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms", to_ms(write.quantile(.5)), to_ms(write.quantile(.95)),
                                       to_ms(write.quantile(.99)), to_ms(write.max())));
    out += line("database", print("%llu reads, %llu rows written", static_cast<unsigned long long>(metrics.db_reads),
                                  static_cast<unsigned long long>(metrics.db_writes)));
    out += line("errors, cache timeouts",
                print("%llu, %llu", static_cast<unsigned long long>(metrics.errors), static_cast<unsigned long long>(metrics.timeouts)));
    out += line("stale reads",
                print("%llu, at most %.1f ms old", static_cast<unsigned long long>(verdict.stale_reads), to_ms(verdict.max_staleness)));
    out += line("lost writes, dirty reads", print("%llu, %llu", static_cast<unsigned long long>(verdict.lost_writes),
                                                  static_cast<unsigned long long>(verdict.dirty_reads)));
    out += line("cache differs from rows", print("%llu keys", static_cast<unsigned long long>(verdict.permanent_inconsistencies)));
    return out;
}

}  // namespace stampede
