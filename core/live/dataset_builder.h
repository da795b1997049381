// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <tl/expected.hpp>

namespace stampede {

/// Told how far the data set is, 0 to 100.
using Progress = std::function<void(int percent)>;

/// Writes the data set of core/model/dataset.h into a new file. The same file on every machine.
tl::expected<void, std::string> build_dataset(const std::filesystem::path& file, const Progress& progress);

/// Whether the file is a database of ours, of this version of the schema, whole and with all its
/// rows, but for users and products that a lab has deleted since. A sentence if not.
tl::expected<void, std::string> check_dataset(const std::filesystem::path& file);

}  // namespace stampede
