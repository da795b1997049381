// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/property.h"

namespace stampede {

/// One thing that can be broken: a property, or the bound on how many load one row at the same time.
struct Breach {
    Breach(Property broken = Property::stale_read, std::uint32_t most_loads = 0) : property(broken), loads(most_loads) {}

    Property property;
    std::uint32_t loads;  ///< not 0: instead of a property, that more loads of one row than this were in flight at once

    friend bool operator==(const Breach&, const Breach&) = default;
};

/// As on the command line: "stale-read", "stampede-width>3".
std::string id_of(const Breach& breach);
std::optional<Breach> find_breach(std::string_view id);

/// What a search looks for. Nothing named: every property.
struct Goal {
    Goal(Properties wanted = {}, std::uint32_t most_loads = 0) : properties(wanted), loads(most_loads) {}
    explicit Goal(const Breach& breach) : Goal(breach.loads == 0 ? Properties(breach.property) : Properties{}, breach.loads) {}

    Properties properties;
    std::uint32_t loads;  ///< more loads of one row than this at once; 0: not looked for

    bool everything() const { return properties == Properties{} && loads == 0; }
    void add(const Breach& breach);
};

}  // namespace stampede
