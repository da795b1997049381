// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/property.h"

namespace stampede {

std::string_view id_of(Property property) {
    switch (property) {
        case Property::stale_read: return "stale-read";
        case Property::monotonic_read: return "monotonic-read";
        case Property::read_your_writes: return "read-your-writes";
        case Property::dirty_read: return "dirty-read";
        case Property::read_before_commit: return "read-before-commit";
        case Property::lost_write: return "lost-write";
        case Property::lost_update: return "lost-update";
        case Property::applied_twice: return "applied-twice";
        case Property::permanent_inconsistency: return "permanent-inconsistency";
    }
    return "";
}

std::optional<Property> find_property(std::string_view id) {
    for (const Property property : kProperties) {
        if (id_of(property) == id) return property;
    }
    return std::nullopt;
}

}  // namespace stampede
