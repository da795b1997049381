// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace stampede {

/// Versions of the libraries that this program runs with.
std::string hiredis_version();
std::string uv_version();

}  // namespace stampede
