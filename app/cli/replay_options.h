// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <tl/expected.hpp>

#include "app/cli/command.h"

namespace stampede {

/// The options of `replay` as they were typed; `to_command` reads the script.
class ReplayOptions {
   public:
    void declare(CLI::App& command);

    /// One sentence that says what is wrong with the file or an option.
    tl::expected<ReplayCommand, std::string> to_command() const;

   private:
    std::string file_;
    std::string text_;
    std::string world_ = "live";
    std::string data_dir_;
    bool json_ = false;
};

}  // namespace stampede
