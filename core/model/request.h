// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stampede {

enum class RequestKind : std::uint8_t { read, write, erase };

/// A client that remembers: what it has read and written binds what it may read next. 0 stands for nobody in particular.
using SessionId = std::uint32_t;

/// Where a read was answered from; `local` is the instance's own memory.
enum class Source : std::uint8_t { none, cache, database, local };

}  // namespace stampede
