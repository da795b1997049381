// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include "core/model/names.h"
#include "core/strategies/combination.h"
#include "ui/model/format.h"
#include "ui/window/combination_words.h"
#include "ui/window/settings.h"

namespace stampede::ui {
namespace {

constexpr const char* kSpreads[] = {"constant", "log-normal"};

/// A part as it was kept, if it can still be used with the rest of the configuration.
void take(RunConfig& config, const QString& kept, const std::function<void(RunConfig&, Choice)>& put) {
    const auto choice = parse_choice(toCore(kept));
    if (!choice || choice->id.empty()) return;
    RunConfig with = config;
    put(with, *choice);
    if (check(with)) config = with;
}

QStringList guardsOf(const RunConfig& config) {
    QStringList all;
    for (const Choice& guard : config.guards) all << spelled(guard);
    return all;
}

}  // namespace

RunConfig Settings::config() const {
    RunConfig config;
    take(config, file_.value(QStringLiteral("lab/strategy")).toString(), [](RunConfig& with, Choice choice) {
        with.strategy = choice.id;
        with.options = choice.options;
    });
    for (const QString& guard : file_.value(QStringLiteral("lab/guards")).toStringList()) {
        take(config, guard, [](RunConfig& with, Choice choice) { with.guards.push_back(std::move(choice)); });
    }
    take(config, file_.value(QStringLiteral("lab/invalidation")).toString(),
         [](RunConfig& with, Choice choice) { with.invalidation = std::move(choice); });
    const int ttl = whole("lab/ttl-seconds", 0, 7 * 86'400, 0);
    if (ttl > 0) config.ttl.set_all(std::chrono::seconds(ttl));
    config.append_only = config.database_power_cuts = true;  // so that every fault can be tried
    config.instances = static_cast<std::uint32_t>(whole("lab/instances", 1, 4, 1));
    const QStringList policies = evictionNames();
    const auto policy = policies.indexOf(file_.value(QStringLiteral("lab/eviction")).toString());
    if (policy >= 0) config.eviction = static_cast<Eviction>(policy);
    LatencyModel& latency = config.latency;
    latency.cache = from_ms(real("lab/cache-ms", 0, 1'000, to_ms(latency.cache)));
    latency.database = from_ms(real("lab/database-ms", 0, 10'000, to_ms(latency.database)));
    if (file_.value(QStringLiteral("lab/spread")).toString() == QLatin1String(kSpreads[1])) latency.spread = Spread::log_normal;
    latency.sigma = real("lab/sigma", 0, 2, latency.sigma);
    latency.tail_share = real("lab/tail-share", 0, 1, latency.tail_share);
    latency.tail_factor = real("lab/tail-factor", 1, 1'000, latency.tail_factor);
    return config;
}

void Settings::setConfig(const RunConfig& config) {
    const bool byKind = config.ttl.product != config.ttl.user_profile;
    file_.setValue(QStringLiteral("lab/strategy"), spelled({config.strategy, config.options}));
    file_.setValue(QStringLiteral("lab/guards"), guardsOf(config));
    file_.setValue(QStringLiteral("lab/invalidation"), spelled(config.invalidation));
    file_.setValue(QStringLiteral("lab/ttl-seconds"), byKind ? 0 : static_cast<int>(to_seconds(config.ttl.product)));
    file_.setValue(QStringLiteral("lab/instances"), config.instances);
    file_.setValue(QStringLiteral("lab/eviction"), evictionNames()[static_cast<int>(config.eviction)]);
    file_.setValue(QStringLiteral("lab/cache-ms"), to_ms(config.latency.cache));
    file_.setValue(QStringLiteral("lab/database-ms"), to_ms(config.latency.database));
    file_.setValue(QStringLiteral("lab/spread"), QString::fromLatin1(kSpreads[static_cast<int>(config.latency.spread)]));
    file_.setValue(QStringLiteral("lab/sigma"), config.latency.sigma);
    file_.setValue(QStringLiteral("lab/tail-share"), config.latency.tail_share);
    file_.setValue(QStringLiteral("lab/tail-factor"), config.latency.tail_factor);
}

}  // namespace stampede::ui
