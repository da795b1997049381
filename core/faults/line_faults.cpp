// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/line_faults.h"

#include <algorithm>

namespace stampede {
namespace {

constexpr std::uint64_t kKilobyte = 1024;

// 0 is no bound at all.
template <class Number>
void bound(Number& least, Number value) {
    least = least == 0 ? value : std::min(least, value);
}

bool goes(const Fault& fault, Stream direction) {
    const auto stream = static_cast<Stream>(fault.choice);
    return stream == Stream::both || stream == direction;
}

void add(Toxics& toxics, const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::net_latency: toxics.latency.push_back({fault.added, fault.jitter, fault.probability}); return;
        case FaultKind::net_timeout: toxics.hold = true; return;
        case FaultKind::net_bandwidth: bound(toxics.bytes_a_second, std::max<std::uint64_t>(1, fault.amount) * kKilobyte); return;
        case FaultKind::net_limit_data: bound(toxics.limit, std::max<std::uint64_t>(1, fault.amount)); return;
        case FaultKind::net_slicer:
            bound(toxics.slice, std::max<std::size_t>(1, fault.amount));
            toxics.gap = std::max(toxics.gap, fault.added);
            return;
        default: return;
    }
}

}  // namespace

Duration Toxics::draw(RandomSource& random) const {
    Duration sum{0};
    for (const Latency& each : latency) {
        if (each.probability < 1 && random.unit() >= each.probability) continue;
        Duration held = each.added;
        if (each.jitter > Duration{0})
            held += Duration(static_cast<Duration::rep>((2 * random.unit() - 1) * static_cast<double>(each.jitter.count())));
        sum += std::max(Duration{0}, held);
    }
    return sum;
}

Duration Toxics::time_for(std::size_t bytes) const {
    if (bytes_a_second == 0) return Duration{0};
    return Duration(static_cast<Duration::rep>(static_cast<double>(bytes) * 1e9 / static_cast<double>(bytes_a_second)));
}

void LineFaults::inject(const Fault& fault) {
    heal(fault);
    faults_.push_back(fault);
}

void LineFaults::heal(const Fault& fault) {
    std::erase_if(faults_, [&](const Fault& each) { return same_scope(each, fault); });
}

bool LineFaults::down(InstanceId instance) const {
    return std::any_of(faults_.begin(), faults_.end(),
                       [&](const Fault& fault) { return fault.kind == FaultKind::net_down && concerns(fault, instance); });
}

Toxics LineFaults::toxics(InstanceId instance, Stream direction) const {
    Toxics toxics;
    for (const Fault& fault : faults_) {
        if (concerns(fault, instance) && goes(fault, direction)) add(toxics, fault);
    }
    return toxics;
}

bool LineFaults::concern(InstanceId instance) const {
    return std::any_of(faults_.begin(), faults_.end(), [instance](const Fault& each) { return concerns(each, instance); });
}

}  // namespace stampede
