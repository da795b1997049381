// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/strategies/combination.h"
#include "core/strategies/combination_text.h"

namespace stampede {
namespace {

const Choice* chosen(const RunConfig& config, std::string_view id) {
    const auto found = std::find_if(config.guards.begin(), config.guards.end(), [id](const Choice& choice) { return choice.id == id; });
    return found == config.guards.end() ? nullptr : &*found;
}

bool has(const RunConfig& config, std::string_view id) { return chosen(config, id) != nullptr; }

bool refreshes_early(const RunConfig& config) { return has(config, "swr") || has(config, "xfetch") || has(config, "early-random"); }

Duration time_of(const RunConfig& config, std::string_view guard, std::string_view option) {
    return Options(find_guard(guard)->options, chosen(config, guard)->options).time(option);
}

// The guard is chosen, and this time of its is shorter than a look into the database.
bool shorter_than_a_load(const RunConfig& config, std::string_view guard, std::string_view option) {
    return has(config, guard) && time_of(config, guard, option) <= config.latency.database;
}

struct Rule {
    bool (*applies)(const RunConfig&);
    std::string_view sentence;
};

constexpr Rule kRules[] = {
    {[](const RunConfig& c) { return has(c, "single-flight") && has(c, "mutex") && c.instances == 1; },
     "single-flight and mutex: with one instance they do the same, and the lock costs three more commands a miss."},
    {[](const RunConfig& c) { return has(c, "lease") && (has(c, "mutex") || has(c, "mutex-unsafe")); },
     "lease and mutex: a lease lets only one request load already; the lock adds commands and no safety."},
    {[](const RunConfig& c) { return has(c, "lease") && has(c, "fill-if-absent"); },
     "lease and fill-if-absent: nobody fills without a lease, so SET NX has nothing left to prevent."},
    {[](const RunConfig& c) { return has(c, "lease") && refreshes_early(c); },
     "lease and early refreshes: leases are handed out for entries that are gone, so nothing is refreshed early."},
    {[](const RunConfig& c) { return has(c, "fill-if-absent") && refreshes_early(c); },
     "fill-if-absent and early refreshes: a refresh finds the old entry in its place, and SET NX does not replace it; it loads in vain."},
    {[](const RunConfig& c) { return has(c, "swr") && (has(c, "xfetch") || has(c, "early-random")); },
     "swr and refreshes by chance: from the soft deadline on swr refreshes, so that nothing comes near its end by chance."},
    {[](const RunConfig& c) { return has(c, "xfetch") && has(c, "early-random"); },
     "xfetch and early-random decide the same thing twice; the rate dependence of early-random stays."},
    {[](const RunConfig& c) { return has(c, "null-caching") && c.invalidation.id == "ttl-only"; },
     "null-caching and ttl-only: nobody clears the note that a row does not exist, so a new row stays unseen until the note expires."},
    {[](const RunConfig& c) { return has(c, "jitter") && c.ttl.jitter > 0; },
     "jitter: the configuration spreads TTLs already; they are spread twice."},
    {[](const RunConfig& c) { return has(c, "fallback") && time_of(c, "fallback", "deadline") <= c.latency.cache; },
     "fallback: its deadline is no longer than the cache takes, so every read goes to the database."},
    {[](const RunConfig& c) { return shorter_than_a_load(c, "mutex", "ttl") || shorter_than_a_load(c, "mutex-unsafe", "ttl"); },
     "mutex: the lock frees itself before a load is done, so several load at once."},
    {[](const RunConfig& c) { return shorter_than_a_load(c, "lease", "hold-off"); },
     "lease: it runs out before a load is done, so nothing is ever stored."},
    {[](const RunConfig& c) {
         const Choice* shedding = chosen(c, "load-shedding");
         if (shedding == nullptr) return false;
         return Options(find_guard("load-shedding")->options, shedding->options).count("loads") > c.database_pool;
     },
     "load-shedding: it lets more loads run than the database has connections; the rest waits where nothing bounds it."},
};

}  // namespace

std::vector<std::string> warnings(const RunConfig& config) {
    std::vector<std::string> found;
    for (const Rule& rule : kRules) {
        if (rule.applies(config)) found.emplace_back(rule.sentence);
    }
    for (auto guard = config.guards.begin(); guard != config.guards.end(); ++guard) {
        const auto again = std::find_if(guard + 1, config.guards.end(), [&](const Choice& other) { return other.id == guard->id; });
        if (again != config.guards.end()) found.push_back(guard->id + " is chosen twice; the first one counts.");
    }
    return found;
}

}  // namespace stampede
