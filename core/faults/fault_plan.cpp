// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_plan.h"

#include <charconv>
#include <optional>

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

std::string known_faults() {
    std::string names;
    for (FaultKind kind : kFaultKinds) names += (names.empty() ? "" : ", ") + std::string(name_of(kind));
    return names;
}

std::optional<FaultKind> find_fault(std::string_view name) {
    for (FaultKind kind : kFaultKinds) {
        if (name == name_of(kind)) return kind;
    }
    return std::nullopt;
}

tl::expected<void, std::string> set_parameter(Fault& fault, std::string_view parameter) {
    const auto equals = parameter.find('=');
    const auto name = parameter.substr(0, equals);
    const auto text = equals == std::string_view::npos ? std::string_view{} : parameter.substr(equals + 1);
    if (fault.kind == FaultKind::db_slow && name == "ms") {
        const auto ms = number(text);
        if (!ms || *ms > 60'000) return Failure("db-slow takes ms=0 to ms=60000, not 'ms=" + std::string(text) + "'");
        fault.added = from_ms(*ms);
        return {};
    }
    if (fault.kind == FaultKind::expire_key && name == "key") {
        const auto key = parse_key(text);
        if (!key)
            return Failure("expire-key takes key=user:profile:N, product:N or leaderboard:top100, not 'key=" + std::string(text) + "'");
        fault.key = *key;
        return {};
    }
    if (fault.kind == FaultKind::app_crash && name == "instance") {
        const auto instance = number(text);
        if (!instance || *instance > 3)
            return Failure("app-crash takes instance=0 to instance=3, not 'instance=" + std::string(text) + "'");
        fault.instance = static_cast<InstanceId>(*instance);
        return {};
    }
    return Failure("the fault " + std::string(name_of(fault.kind)) + " has no parameter '" + std::string(name) + "'");
}

tl::expected<void, std::string> set_span(PlannedFault& planned, std::string_view span) {
    const auto dash = span.find('-');
    const auto from = number(span.substr(0, dash));
    if (!from) return Failure("a fault starts at a number of seconds, not '" + std::string(span) + "'");
    planned.from = from_seconds(*from);
    planned.to = lasting(planned.fault.kind) ? kNever : planned.from;
    if (dash == std::string_view::npos) return {};
    if (!lasting(planned.fault.kind))
        return Failure(std::string(name_of(planned.fault.kind)) + " happens once: give it a start and no end");
    const auto to = number(span.substr(dash + 1));
    if (!to || *to <= *from) return Failure("a fault ends after it starts; '" + std::string(span) + "' does not");
    planned.to = from_seconds(*to);
    return {};
}

}  // namespace

tl::expected<PlannedFault, std::string> parse_fault(std::string_view spec) {
    const auto at = spec.find('@');
    if (at == std::string_view::npos) {
        return Failure("a fault needs a time, as in redis-kill@2 or db-slow:ms=800@3-8; '" + std::string(spec) + "' has none");
    }
    const auto colon = std::min(spec.find(':'), at);
    const auto kind = find_fault(spec.substr(0, colon));
    if (!kind) return Failure("unknown fault '" + std::string(spec.substr(0, colon)) + "'; there are " + known_faults());

    PlannedFault planned;
    planned.fault.kind = *kind;
    for (std::size_t begin = colon + 1; begin < at;) {
        const auto comma = std::min(spec.find(',', begin), at);
        if (auto set = set_parameter(planned.fault, spec.substr(begin, comma - begin)); !set) return Failure(set.error());
        begin = comma + 1;
    }
    if (planned.fault.kind == FaultKind::expire_key && planned.fault.key.id == 0)
        return Failure("expire-key needs a key, as in expire-key:key=product:7@1");
    if (auto set = set_span(planned, spec.substr(at + 1)); !set) return Failure(set.error());
    return planned;
}

}  // namespace stampede
