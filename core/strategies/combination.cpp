// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/combination.h"

#include <algorithm>

namespace stampede {

Combination::Combination(std::unique_ptr<Path> path, std::vector<std::unique_ptr<Layer>> layers, Host& host)
    : path_(std::move(path)), layers_(std::move(layers)), host_(&host) {
    Layer& top = layers_.empty() ? *path_ : *layers_.front();
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        Layer& below = i + 1 < layers_.size() ? *layers_[i + 1] : static_cast<Layer&>(*path_);
        layers_[i]->stand_on(below, top);
    }
    path_->stand_on(*path_, top);
}

Task<void> Combination::background() {
    for (const auto& layer : layers_) host_->spawn(layer->background());
    return static_cast<Strategy&>(*path_).background();
}

// The path first: what it still writes, the layers may have to tell somebody.
Task<void> Combination::close() {
    co_await path_->close();
    for (const auto& layer : layers_) co_await layer->close();
}

std::unique_ptr<Strategy> compose(const RunConfig& config, const Environment& environment) {
    const StrategyInfo& info = *find_strategy(config.strategy);
    // From the top to the bottom. The way of invalidation may keep a copy in the instance's memory: it comes first.
    struct Part {
        const LayerInfo* info;
        const Choice* choice;
    };
    std::vector<Part> parts;
    if (const LayerInfo* invalidation = find_invalidation(config.invalidation.id)) parts.push_back({invalidation, &config.invalidation});
    for (const LayerInfo& guard : guards()) {
        const auto chosen = std::find_if(config.guards.begin(), config.guards.end(), [&](const Choice& c) { return c.id == guard.id; });
        if (chosen != config.guards.end()) parts.push_back({&guard, &*chosen});
    }

    Environment adapted = environment;
    for (const auto& [layer, choice] : parts) {
        if (layer->adapt != nullptr) layer->adapt(Options(layer->options, choice->options), adapted);
    }
    std::vector<std::unique_ptr<Layer>> layers;
    for (const auto& [layer, choice] : parts) {
        if (layer->make != nullptr) layers.push_back(layer->make(Options(layer->options, choice->options), adapted));
    }
    return std::make_unique<Combination>(info.make(Options(info.options, config.options), adapted), std::move(layers), environment.host);
}

}  // namespace stampede
