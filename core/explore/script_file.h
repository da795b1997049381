// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/explore/choice.h"
#include "core/explore/scenario.h"

namespace stampede {

/// A scenario and what was chosen in it: enough to see the same again, anywhere.
struct Script {
    Scenario scenario;
    std::vector<ExploreChoice> choices;
};

/// JSON with the choices as words, to be read and mended by hand.
std::string script_json(const Script& script);
/// One sentence that says what is wrong and where, if it is not a script.
tl::expected<Script, std::string> parse_script(const std::string& text);

tl::expected<void, std::string> save_script(const std::filesystem::path& file, const Script& script);
tl::expected<Script, std::string> load_script(const std::filesystem::path& file);

}  // namespace stampede
