// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/strategies/catalogue.h"

namespace stampede {

int strategies_command(bool json) {
    if (!json) {
        for (const StrategyInfo& info : strategies()) {
            std::printf("%-16s%s\n%16sread:  %s\n%16swrite: %s\n", std::string(info.id).c_str(), std::string(info.promise).c_str(), "",
                        std::string(info.read).c_str(), "", std::string(info.write).c_str());
        }
        return kOk;
    }
    auto list = nlohmann::ordered_json::array();
    for (const StrategyInfo& info : strategies()) {
        list.push_back({{"id", info.id},
                        {"name", info.name},
                        {"promise", info.promise},
                        {"read", info.read},
                        {"write", info.write},
                        {"source", info.source}});
    }
    std::printf("%s\n", nlohmann::ordered_json{{"strategies", list}, {"guards", nlohmann::json::array()}}.dump(2).c_str());
    return kOk;
}

}  // namespace stampede
