// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/run_config.h"

namespace stampede {

/// Parts of the configuration that fight each other, that do the same twice, or that its figures make useless: one sentence each,
/// none if they go together. Precondition: check(config).
std::vector<std::string> warnings(const RunConfig& config);

/// One paragraph in plain words, put together from what the catalogue says of each part: what happens on a read and on a write, what keeps
/// copies fresh, and what is promised. Precondition: check(config).
std::string explanation(const RunConfig& config);

}  // namespace stampede
