// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace stampede::test {

/// What this process holds of the system, to be compared before and after.
struct Holdings {
    std::size_t descriptors = 0;
    std::set<int> children;
    std::size_t threads = 0;
};
Holdings holdings();

/// Processes whose command line names this folder.
std::set<int> processes_that_name(const std::filesystem::path& folder);

}  // namespace stampede::test
