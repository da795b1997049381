// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "core/live/dataset_builder.h"

namespace stampede {

/// Where the data set is kept between runs: $XDG_DATA_HOME/stampede or ~/.local/share/stampede.
tl::expected<std::filesystem::path, std::string> default_data_dir();

/// The path of the data set in the folder, built first if it is missing, damaged or of another version. Two programs at once do not
/// collide.
tl::expected<std::filesystem::path, std::string> prepare_dataset(const std::filesystem::path& folder, const Progress& progress);

/// Copies the data set for a lab to work on. An existing file that is one of ours is left as it is.
tl::expected<void, std::string> provide_database(const std::filesystem::path& dataset, const std::filesystem::path& file);

}  // namespace stampede
