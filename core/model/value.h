// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stampede {

/// A request, numbered from 1 in the order of arrival. 0 stands for the lab itself (a flusher, a timer).
using RequestId = std::uint32_t;

/// A write is named by the request that made it; 0 is the row as the data set was created.
using WriteId = RequestId;

/// The number of a commit, handed out by the database inside the writing transaction. 1 is the data set as created,
/// 0 means "not committed yet" (a value that a write-behind cache holds before its flush).
using Version = std::uint32_t;

inline constexpr Version kInitialVersion = 1;

/// What a key holds: the identity of one unique write. Bytes live outside, in the world that stores them.
struct Value {
    WriteId write = 0;
    Version version = 0;

    friend bool operator==(Value, Value) = default;
};

}  // namespace stampede
