// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_plan.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/faults/fault_catalogue.h"
#include "core/faults/fault_catalogue.h"
#include "core/faults/fault_parameters.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

std::optional<double> seconds(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= 1e9)) return std::nullopt;
    return value;
}

std::string known_faults() {
    std::string names;
    for (FaultKind kind : kFaultKinds) names += (names.empty() ? "" : ", ") + std::string(name_of(kind));
    return names;
}

tl::expected<void, std::string> set_parameter(Fault& fault, std::string_view text) {
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    for (const FaultParameter& parameter : entry_of(fault.kind).parameters) {
        if (name == parameter.name) return set_value(fault, parameter, equals == std::string_view::npos ? "" : text.substr(equals + 1));
    }
    return Failure("the fault " + std::string(name_of(fault.kind)) + " has no parameter '" + std::string(name) + "'");
}

tl::expected<void, std::string> set_span(PlannedFault& planned, std::string_view span) {
    const auto dash = span.find('-');
    const auto from = seconds(span.substr(0, dash));
    if (!from) return Failure("a fault starts at a number of seconds, not '" + std::string(span) + "'");
    if (dash == std::string_view::npos) return set_times(planned, *from, std::nullopt);
    const auto to = seconds(span.substr(dash + 1));
    if (!to) return Failure("a fault ends at a number of seconds after it starts; '" + std::string(span) + "' does not");
    return set_times(planned, *from, to);
}

}  // namespace

bool contains(const FaultPlan& plan, FaultKind kind) {
    return std::any_of(plan.begin(), plan.end(), [kind](const PlannedFault& planned) { return planned.fault.kind == kind; });
}

void prepare_for(const FaultPlan& plan, RunConfig& config) {
    const bool returns = std::any_of(plan.begin(), plan.end(), [](const PlannedFault& planned) {
        const bool with_file = planned.fault.choice == static_cast<std::uint8_t>(Survives::append_only_file);
        return planned.fault.kind == FaultKind::redis_kill && with_file;
    });
    config.append_only = config.append_only || returns || contains(plan, FaultKind::redis_power_cut);
    config.database_power_cuts = config.database_power_cuts || contains(plan, FaultKind::db_power_cut);
}

tl::expected<FaultKind, std::string> find_fault(std::string_view name) {
    const auto found = std::find_if(kFaultKinds.begin(), kFaultKinds.end(), [&](FaultKind kind) { return name == name_of(kind); });
    if (found != kFaultKinds.end()) return *found;
    return Failure("unknown fault '" + std::string(name) + "'; there are " + known_faults());
}

tl::expected<void, std::string> set_times(PlannedFault& planned, double from, std::optional<double> to) {
    planned.from = from_seconds(from);
    planned.to = lasting(planned.fault.kind) ? kNever : planned.from;
    if (!to) return {};
    if (!lasting(planned.fault.kind))
        return Failure(std::string(name_of(planned.fault.kind)) + " happens once: give it a start and no end");
    planned.to = from_seconds(*to);
    if (planned.to <= planned.from)
        return Failure("a fault ends after it starts; " + std::string(name_of(planned.fault.kind)) + " does not");
    return {};
}

tl::expected<PlannedFault, std::string> parse_fault(std::string_view spec) {
    const auto at = spec.find('@');
    if (at == std::string_view::npos) {
        return Failure("a fault needs a time, as in redis-kill@2 or db-slow:ms=800@3-8; '" + std::string(spec) + "' has none");
    }
    const auto colon = std::min(spec.find(':'), at);
    const auto kind = find_fault(spec.substr(0, colon));
    if (!kind) return Failure(kind.error());

    PlannedFault planned{make_fault(*kind)};
    for (std::size_t begin = colon + 1; begin < at;) {
        const auto comma = std::min(spec.find(',', begin), at);
        if (auto set = set_parameter(planned.fault, spec.substr(begin, comma - begin)); !set) return Failure(set.error());
        begin = comma + 1;
    }
    if (const std::string missing = what_is_missing(planned.fault); !missing.empty()) return Failure(missing);
    if (auto set = set_span(planned, spec.substr(at + 1)); !set) return Failure(set.error());
    return planned;
}

}  // namespace stampede
