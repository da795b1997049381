// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "core/model/event.h"

namespace stampede {

/// What the axis of a trace counts. In Step mode lab time hardly moves, so there an event is worth a millisecond.
enum class TraceAxis : std::uint8_t { lab_time, events };

/// Calls back with each event, in order.
using EachEvent = std::function<void(const std::function<void(const Event&)>&)>;

/// Writes a journal in the Trace Event Format of Chrome, which ui.perfetto.dev and chrome://tracing open: a process for each application
/// instance and a thread in it for each request, a slice for each operation with what it asked, what came back and where its time went,
/// arrows from what put a value somewhere to who read it, faults as spans. One sentence when the file cannot be written.
tl::expected<void, std::string> write_chrome_trace(const std::string& path, const EachEvent& events, TraceAxis axis);

}  // namespace stampede
