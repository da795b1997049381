// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_options.h"

#include <algorithm>

namespace stampede {
namespace {

bool chosen(const RunConfig& config, std::string_view id) {
    return std::any_of(config.options.begin(), config.options.end(), [id](const auto& option) { return option.first == id; });
}

}  // namespace

WriteBehindSettings write_behind_settings(const Options& options, const RunConfig& config) {
    WriteBehindSettings settings;
    settings.batch = options.count("batch");
    settings.interval = options.time("interval");
    settings.retry = options.time("retry");
    settings.longest = options.time("longest");
    settings.shutdown = options.time("shutdown");
    settings.bound = options.count("bound");
    settings.attempts = options.count("attempts");
    settings.coalesce = options.number("coalesce") != 0;
    settings.idle = options.time("idle");

    const WriteBehindOptions usual;
    const WriteBehindOptions& run = config.write_behind;
    if (run.batch != usual.batch && !chosen(config, "batch")) settings.batch = run.batch;
    if (run.interval != usual.interval && !chosen(config, "interval")) settings.interval = run.interval;
    if (run.retry != usual.retry && !chosen(config, "retry")) settings.retry = run.retry;
    return settings;
}

}  // namespace stampede
