// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/command_text.h"

namespace stampede {

std::string command_text(const Event& event, Duration ttl) {
    return component_of(event.verb) == Component::cache ? redis_command(event, ttl) : sql_text(event);
}

}  // namespace stampede
