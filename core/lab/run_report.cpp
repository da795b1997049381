// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/run_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/lab/timeline_report.h"
#include "core/oracle/in_words.h"
#include "core/strategies/combination.h"

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
    std::snprintf(text, sizeof text, "  %-28s%s\n", label, value.c_str());
    return text;
}

template <class... Args>
std::string print(const char* format, Args... args) {
    char text[160];
    std::snprintf(text, sizeof text, format, args...);
    return text;
}

/// As the command line spells it: mutex:ttl=5
std::string spelled(const Choice& choice) {
    std::string text = choice.id;
    for (const auto& [id, value] : choice.options) {
        text += (&id == &choice.options.front().first ? ":" : ",") + id + print("=%g", value);
    }
    return text;
}

Json ids_of(Properties properties) {
    Json ids = Json::array();
    for (const Property property : kProperties) {
        if (properties.contains(property)) ids.push_back(std::string(id_of(property)));
    }
    return ids;
}

Json spelled(const std::vector<Choice>& choices) {
    Json all = Json::array();
    for (const Choice& choice : choices) all.push_back(spelled(choice));
    return all;
}

// Some of each property rather than many of the first.
constexpr std::size_t kMostTold = 3;

Json told(const std::vector<Finding>& findings) {
    std::array<std::size_t, kPropertyCount> count{};
    Json some = Json::array();
    for (const Finding& finding : findings) {
        if (count[static_cast<std::size_t>(finding.property)]++ >= kMostTold) continue;
        Json because = Json::array();
        for (const Because& reason : finding.reasons()) {
            because.push_back({{"event", reason.mark.position}, {"at", reason.mark.at.count()}, {"part", in_words(reason.part)}});
        }
        some.push_back({{"property", std::string(id_of(finding.property))},
                        {"key", to_string(finding.key)},
                        {"request", finding.request},
                        {"session", finding.session},
                        {"at", finding.at.count()},
                        {"words", in_words(finding)},
                        {"because", because}});
    }
    return some;
}

Properties promised(const RunConfig& config) { return check(config) ? promises(config) : Properties{}; }

}  // namespace

std::string RunReport::json() const {
    Json json{
        {"strategy", config.strategy},
        {"guards", spelled(config.guards)},
        {"invalidation", spelled(config.invalidation)},
        {"instances", config.instances},
        {"world", world},
        {"workload", workload},
        {"requests", metrics.requests},
        {"reads", metrics.reads},
        {"writes", metrics.writes},
        {"hits", metrics.hits},
        {"misses", metrics.misses},
        {"local_hits", metrics.local_hits},
        {"hit_rate", metrics.hit_rate()},
        {"errors", metrics.errors},
        {"latency_ms", {{"read", quantiles(metrics.read_latency)}, {"write", quantiles(metrics.write_latency)}}},
        {"throughput_rps", throughput(*this)},
        {"db_reads", metrics.db_reads},
        {"db_writes", metrics.db_writes},
        {"cache_ops", metrics.cache_ops},
        {"cache_timeouts", metrics.timeouts},
        {"evictions", metrics.evictions},
        {"shed", metrics.shed},
        {"max_concurrent_loads", verdict.max_concurrent_loads},
        {"redundant_loads", verdict.redundant_loads},
        {"amplification", verdict.amplification},
        {"stale_reads", verdict.stale_reads},
        {"max_staleness_ms", to_ms(verdict.max_staleness)},
        {"max_versions_behind", verdict.max_versions_behind},
        {"monotonic_reads", verdict.monotonic_reads},
        {"read_your_writes", verdict.read_your_writes},
        {"lost_writes", verdict.lost_writes},
        {"dirty_reads", verdict.dirty_reads},
        {"read_before_commit", verdict.read_before_commit},
        {"lost_updates", verdict.lost_updates},
        {"applied_twice", verdict.applied_twice},
        {"permanent_inconsistencies", verdict.permanent_inconsistencies},
        {"for_ever", verdict.for_ever},
        {"divergence_ms", to_ms(verdict.divergence)},
        {"promised", ids_of(promised(config))},
        {"broken", ids_of(verdict.broken())},
        {"findings", told(findings)},
        {"queue_peak", metrics.queue_peak},
        {"interrupted", interrupted},
        {"seed", config.seed},
        {"journal_hash", hex(journal_hash)},
    };
    if (!timeline.empty()) json["timeline"] = timeline_json(timeline);
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
    out += line("sessions",
                print("%llu saw time go back, %llu missed their own writes", static_cast<unsigned long long>(verdict.monotonic_reads),
                      static_cast<unsigned long long>(verdict.read_your_writes)));
    out += line("lost updates, applied twice", print("%llu, %llu", static_cast<unsigned long long>(verdict.lost_updates),
                                                     static_cast<unsigned long long>(verdict.applied_twice)));
    out += line("cache differs from rows",
                print("%llu entries, %llu of them for ever", static_cast<unsigned long long>(verdict.permanent_inconsistencies),
                      static_cast<unsigned long long>(verdict.for_ever)));
    for (const Property property : kProperties) {
        const auto first = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.property == property; });
        if (first != findings.end()) out += "  " + in_words(*first) + "\n";
    }
    return timeline.empty() ? out : out + timeline_text(timeline);
}

}  // namespace stampede
