// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/faults/fault_parameters.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

bool has_range(const FaultParameter& parameter) { return parameter.most > parameter.least; }

Json parameters_json(const FaultEntry& entry) {
    const Fault as_is = make_fault(entry.kind);
    Json list = Json::array();
    for (const FaultParameter& parameter : entry.parameters) {
        Json json{{"name", parameter.name}, {"label", parameter.label}, {"unit", parameter.unit}, {"default", value_of(as_is, parameter)}};
        if (has_range(parameter)) {
            json["low"] = parameter.least;
            json["high"] = parameter.most;
        }
        if (!parameter.choices.empty()) json["choices"] = Json::array();
        for (const char* choice : parameter.choices) json["choices"].push_back(choice);
        list.push_back(std::move(json));
    }
    return list;
}

Json faults_json() {
    Json list = Json::array();
    for (const FaultEntry& entry : fault_catalogue()) {
        list.push_back({{"id", name_of(entry.kind)},
                        {"group", name_of(entry.group)},
                        {"title", entry.title},
                        {"sentence", entry.explanation},
                        {"lasts", lasting(entry.kind)},
                        {"parameters", parameters_json(entry)}});
    }
    return list;
}

std::string range_of(const FaultParameter& parameter) {
    if (!parameter.choices.empty()) {
        std::string names;
        for (const char* choice : parameter.choices) names += (names.empty() ? "" : " | ") + std::string(choice);
        return names;
    }
    if (!has_range(parameter)) return {};
    if (parameter.field == FaultField::instance) return parameter.initial == kEveryInstance ? "0 to 3, or all" : "0 to 3";
    char text[64];
    std::snprintf(text, sizeof text, "%.0f to %.0f %s", parameter.least, parameter.most, parameter.unit);
    return text;
}

void print(const FaultEntry& entry) {
    std::printf("%-18s%s%s\n", name_of(entry.kind), entry.explanation, lasting(entry.kind) ? "" : " Happens once.");
    const Fault as_is = make_fault(entry.kind);
    for (const FaultParameter& parameter : entry.parameters) {
        const std::string value = value_of(as_is, parameter);
        std::printf("%18s%s=%s  %s%s%s\n", "", parameter.name, value.c_str(), parameter.label, range_of(parameter).empty() ? "" : ": ",
                    range_of(parameter).c_str());
    }
}

}  // namespace

int faults_command(bool json) {
    if (json) {
        std::printf("%s\n", Json{{"faults", faults_json()}}.dump(2).c_str());
        return kOk;
    }
    const char* group = "";
    for (const FaultEntry& entry : fault_catalogue()) {
        if (std::string_view(name_of(entry.group)) != group) std::printf("%s%s\n", *group == '\0' ? "" : "\n", name_of(entry.group));
        group = name_of(entry.group);
        print(entry);
    }
    return kOk;
}

}  // namespace stampede
