// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/goal.h"

#include <charconv>

namespace stampede {
namespace {

constexpr std::string_view kWidth = "stampede-width>";
constexpr std::uint32_t kMostLoads = 24;

}  // namespace

std::string id_of(const Breach& breach) {
    if (breach.loads != 0) return std::string(kWidth) + std::to_string(breach.loads);
    return std::string(id_of(breach.property));
}

std::optional<Breach> find_breach(std::string_view id) {
    if (const auto property = find_property(id)) return Breach{*property, 0};
    if (!id.starts_with(kWidth)) return std::nullopt;
    id.remove_prefix(kWidth.size());
    Breach breach;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), breach.loads);
    if (error != std::errc{} || end != id.data() + id.size() || breach.loads == 0 || breach.loads > kMostLoads) return std::nullopt;
    return breach;
}

void Goal::add(const Breach& breach) {
    if (breach.loads != 0) {
        loads = breach.loads;
    } else {
        properties = properties.with(Properties(breach.property));
    }
}

}  // namespace stampede
