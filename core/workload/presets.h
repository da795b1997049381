// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/workload/workload.h"

namespace stampede {

/// The core workloads of YCSB by name, ycsb-a to ycsb-f. Keys follow true Zipf's law with the given theta; YCSB's own "zipfian" scrambles a
/// much larger one, which makes it less skewed.
std::span<const Workload> workload_presets();
std::optional<Workload> find_preset(std::string_view name);

/// Checks every field against its range; the error names the field and the range.
tl::expected<void, std::string> check(const Workload& workload);

/// A preset's name, or the path of a JSON file with the fields of Workload ("read_share", "keys", "theta", ..., "preset" to start from
/// one). One sentence when there is no such file, or when a field is unknown or out of range.
tl::expected<Workload, std::string> load_workload(const std::string& name_or_path);

}  // namespace stampede
