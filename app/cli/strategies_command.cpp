// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/strategies/catalogue.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

Json options_json(std::span<const OptionInfo> options) {
    Json list = Json::array();
    for (const OptionInfo& option : options) {
        list.push_back({{"id", option.id},
                        {"sentence", option.sentence},
                        {"unit", name_of(option.unit)},
                        {"default", option.standard},
                        {"low", option.low},
                        {"high", option.high}});
    }
    return list;
}

Json properties_json(Properties properties) {
    Json list = Json::array();
    for (const Property property : kProperties) {
        if (properties.contains(property)) list.push_back(id_of(property));
    }
    return list;
}

Json strategies_json() {
    Json list = Json::array();
    for (const StrategyInfo& info : strategies()) {
        list.push_back({{"id", info.id},
                        {"name", info.name},
                        {"promise", info.promise},
                        {"read", info.read},
                        {"write", info.write},
                        {"never", properties_json(info.promises)},
                        {"anti_pattern", info.anti_pattern},
                        {"options", options_json(info.options)},
                        {"source", info.source}});
    }
    return list;
}

// With each strategy on which it makes no sense, and why.
Json layers_json(std::span<const LayerInfo> layers) {
    Json list = Json::array();
    for (const LayerInfo& info : layers) {
        Json obstacles = Json::object();
        for (const StrategyInfo& strategy : strategies()) {
            const std::string_view why = obstacle(strategy, info);
            if (!why.empty()) obstacles[std::string(strategy.id)] = why;
        }
        list.push_back({{"id", info.id},
                        {"name", info.name},
                        {"sentence", info.sentence},
                        {"adds", properties_json(info.adds)},
                        {"gives_up", properties_json(info.gives_up)},
                        {"anti_pattern", info.anti_pattern},
                        {"options", options_json(info.options)},
                        {"not_with", obstacles},
                        {"source", info.source}});
    }
    return list;
}

void print_options(std::span<const OptionInfo> options) {
    for (const OptionInfo& option : options) {
        std::printf("%30s%.*s=%g  %g to %g %.*s: %.*s\n", "", static_cast<int>(option.id.size()), option.id.data(), option.standard,
                    option.low, option.high, static_cast<int>(name_of(option.unit).size()), name_of(option.unit).data(),
                    static_cast<int>(option.sentence.size()), option.sentence.data());
    }
}

void print_layers(const char* title, std::span<const LayerInfo> layers) {
    std::printf("\n%s\n", title);
    for (const LayerInfo& info : layers) {
        std::printf("%-28s%s%s\n", std::string(info.id).c_str(), info.anti_pattern ? "[anti-pattern] " : "",
                    std::string(info.sentence).c_str());
        print_options(info.options);
    }
}

}  // namespace

int strategies_command(bool json) {
    if (json) {
        const Json all{
            {"strategies", strategies_json()}, {"guards", layers_json(guards())}, {"invalidations", layers_json(invalidations())}};
        std::printf("%s\n", all.dump(2).c_str());
        return kOk;
    }
    std::printf("strategies\n");
    for (const StrategyInfo& info : strategies()) {
        std::printf("%-28s%s%s\n%28sread:  %s\n%28swrite: %s\n", std::string(info.id).c_str(), info.anti_pattern ? "[anti-pattern] " : "",
                    std::string(info.promise).c_str(), "", std::string(info.read).c_str(), "", std::string(info.write).c_str());
        print_options(info.options);
    }
    print_layers("guards, outermost first", guards());
    print_layers("invalidations", invalidations());
    return kOk;
}

}  // namespace stampede
