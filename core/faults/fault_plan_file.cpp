// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_plan_file.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/faults/fault_parameters.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;
using Json = nlohmann::ordered_json;

Json json_of(const PlannedFault& planned) {
    const Fault& fault = planned.fault;
    const Fault usual = make_fault(fault.kind);
    Json json{{"fault", name_of(fault.kind)}};
    for (const FaultParameter& parameter : entry_of(fault.kind).parameters) {
        const std::string value = value_of(fault, parameter);
        if (value == value_of(usual, parameter)) continue;
        const Json number = Json::parse(value, nullptr, false);
        json[parameter.name] = number.is_number() ? number : Json(value);
    }
    json["from"] = to_seconds(planned.from);
    if (lasting(fault.kind) && planned.to != kNever) json["to"] = to_seconds(planned.to);
    return json;
}

tl::expected<void, std::string> read_parameter(Fault& fault, const std::string& name, const Json& value) {
    if (!value.is_number() && !value.is_string()) return Failure("'" + name + "' is neither a number nor a text");
    for (const FaultParameter& parameter : entry_of(fault.kind).parameters) {
        if (name == parameter.name) return set_value(fault, parameter, value.is_string() ? value.get<std::string>() : value.dump());
    }
    return Failure("the fault " + std::string(name_of(fault.kind)) + " has no parameter '" + name + "'");
}

tl::expected<PlannedFault, std::string> read_fault(const Json& json) {
    if (!json.is_object() || !json.contains("fault") || !json["fault"].is_string()) return Failure("it has no \"fault\" with a name");
    const auto kind = find_fault(json["fault"].get<std::string>());
    if (!kind) return Failure(kind.error());
    PlannedFault planned{make_fault(*kind)};
    for (const auto& [name, value] : json.items()) {
        if (name == "fault" || name == "from" || name == "to") continue;
        if (auto set = read_parameter(planned.fault, name, value); !set) return Failure(set.error());
    }
    if (const std::string missing = what_is_missing(planned.fault); !missing.empty()) return Failure(missing);
    std::optional<double> to;
    if (json.contains("to")) {
        if (!json["to"].is_number()) return Failure("\"to\" is a number of seconds");
        to = json["to"].get<double>();
    }
    const Json from = json.value("from", Json(0));
    if (!from.is_number() || from < 0 || from > 1e9 || to.value_or(0) > 1e9)
        return Failure("\"from\" and \"to\" are seconds, from 0 to 1e9");
    if (auto set = set_times(planned, from.get<double>(), to); !set) return Failure(set.error());
    return planned;
}

}  // namespace

std::string to_json(const FaultPlan& plan) {
    Json faults = Json::array();
    for (const PlannedFault& planned : plan) faults.push_back(json_of(planned));
    return Json{{"stampede_fault_plan", 1}, {"faults", faults}}.dump(2) + "\n";
}

tl::expected<FaultPlan, std::string> fault_plan_from_json(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("stampede_fault_plan", Json(0)) != Json(1) || !json.value("faults", Json()).is_array()) {
        return Failure("it is no fault plan of Stampede: that starts with {\"stampede_fault_plan\": 1, \"faults\": [");
    }
    FaultPlan plan;
    for (const Json& one : json["faults"]) {
        const auto planned = read_fault(one);
        if (!planned) return Failure("fault " + std::to_string(plan.size() + 1) + " of it cannot be used: " + planned.error());
        plan.push_back(*planned);
    }
    return plan;
}

tl::expected<FaultPlan, std::string> load_fault_plan(const std::string& path) {
    std::ifstream in(path);
    if (!in) return Failure("the fault plan '" + path + "' cannot be read; check its name");
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    auto plan = fault_plan_from_json(text);
    if (!plan) return Failure("'" + path + "': " + plan.error());
    return plan;
}

tl::expected<void, std::string> save_fault_plan(const FaultPlan& plan, const std::string& path) {
    const std::string beside = path + ".new";
    std::ofstream out(beside);
    out << to_json(plan);
    out.close();
    if (out && std::rename(beside.c_str(), path.c_str()) == 0) return {};
    std::remove(beside.c_str());
    return Failure("the fault plan cannot be written to '" + path + "'; choose a folder that you may write to, with room in it");
}

}  // namespace stampede
