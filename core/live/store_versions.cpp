// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/store_versions.h"

#include <hiredis/hiredis.h>
#include <uv.h>

namespace stampede {

std::string hiredis_version() {
    return std::to_string(HIREDIS_MAJOR) + "." + std::to_string(HIREDIS_MINOR) + "." + std::to_string(HIREDIS_PATCH);
}

std::string uv_version() { return uv_version_string(); }

}  // namespace stampede
