// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stampede {

enum class RequestKind : std::uint8_t { read, write };

/// Where a read was answered from.
enum class Source : std::uint8_t { none, cache, database };

}  // namespace stampede
