// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/recipe.h"

#include <algorithm>

#include "core/faults/fault_parameters.h"

namespace stampede {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Metastable failures (Bronson et al. 2021, Huang et al. 2022): the trigger is gone after a moment, and what it has set going keeps itself
// going. Without its cache the database is asked for five times what it can do. Its queue grows until every answer comes after the
// deadline; an answer that nobody waits for is not cached; so the cache stays cold and the queue long. A healthy run asks for 80 rows a
// second.
Recipe metastable() {
    Recipe recipe;
    recipe.id = "metastable";
    recipe.title = "A flush that the system never recovers from";
    recipe.explanation =
        "1,500 reads a second, of which a warm cache answers nineteen in twenty, and a database that can do 300 a second. After 30 s the "
        "cache is flushed, once. The database's queue grows until each answer comes later than the second that its asker waits; what is "
        "answered too late is not cached, so the misses do not become fewer, and the database works at full speed for nobody. Nothing is "
        "broken any more, and it stays like this.";
    recipe.config.strategy = "cache-aside";
    recipe.config.latency.cache = milliseconds(1);
    recipe.config.latency.database = milliseconds(20);
    recipe.config.database_pool = 6;
    recipe.config.database_cancels = false;
    recipe.config.deadlines.database = seconds(1);
    Workload& load = recipe.workload;
    load.name = "metastable";
    load.read_share = 1;
    load.keys = 10'000;
    load.theta = 0.99;
    load.warm = 6'000;
    load.rate = 1'500;
    load.clients = 6'000;  // so many that nobody's next request waits for the last one's answer
    load.duration = seconds(120);
    recipe.faults = {PlannedFault{make_fault(FaultKind::redis_flush), seconds(30), seconds(30)}};
    return recipe;
}

Recipe bounded() {
    Recipe recipe = metastable();
    recipe.id = "metastable-bounded";
    recipe.title = "The same flush, with a bounded queue before the database";
    recipe.explanation =
        "As metastable, but each instance lets only so many loads run and wait, and refuses the rest at once. For some seconds many "
        "readers "
        "are refused; those who are not get their answer in time, it is cached, and so the misses become fewer until none is refused.";
    recipe.config.guards = {Choice{"load-shedding", {{"loads", 6}, {"waiting", 60}}}};
    return recipe;
}

Recipe below_capacity() {
    Recipe recipe = metastable();
    recipe.id = "metastable-control";
    recipe.title = "The same flush, at a rate that the database could bear alone";
    recipe.explanation =
        "As metastable, but with 280 requests a second. The database can do more than that, so its queue stays short, every answer is "
        "cached, "
        "and nobody notices the flush. What makes the other run metastable is not the flush, but living on the cache.";
    recipe.workload.rate = 280;
    return recipe;
}

}  // namespace

const std::vector<Recipe>& recipes() {
    static const std::vector<Recipe> all{metastable(), bounded(), below_capacity()};
    return all;
}

tl::expected<Recipe, std::string> find_recipe(std::string_view id) {
    const auto found = std::find_if(recipes().begin(), recipes().end(), [id](const Recipe& recipe) { return recipe.id == id; });
    if (found != recipes().end()) return *found;
    std::string names;
    for (const Recipe& recipe : recipes()) names += (names.empty() ? "" : ", ") + recipe.id;
    return tl::unexpected("unknown recipe '" + std::string(id) + "'; there are " + names);
}

}  // namespace stampede
