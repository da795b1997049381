// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace stampede {

using Duration = std::chrono::nanoseconds;

/// Lab time: nanoseconds since the lab opened. It stands still while a learner thinks, and it is the only time that
/// strategies, TTLs and views know.
using Instant = std::chrono::nanoseconds;

inline constexpr Instant kNever = Instant::max();

inline double to_ms(Duration d) { return std::chrono::duration<double, std::milli>(d).count(); }
inline double to_seconds(Duration d) { return std::chrono::duration<double>(d).count(); }
inline Duration from_ms(double ms) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(ms)); }
inline Duration from_seconds(double s) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(s)); }

}  // namespace stampede
