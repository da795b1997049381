// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replay_options.h"

#include "core/explore/script_line.h"

namespace stampede {

void ReplayOptions::declare(CLI::App& command) {
    auto* file = command.add_option("file", file_, "a script, as `explore --script` writes it");
    command.add_option("--text", text_, "instead of a file: a script as one line, such as 'cache-aside 1R+1W: R1 R1 W1 W1 R1'")
        ->excludes(file);
    command.add_option("--world", world_, "live or simulated")->capture_default_str();
    command.add_option("--data-dir", data_dir_, "where the data set is kept");
    command.add_flag("--json", json_, "print JSON");
}

tl::expected<ReplayCommand, std::string> ReplayOptions::to_command() const {
    ReplayCommand command;
    if (world_ != "live" && world_ != "simulated") {
        return tl::unexpected("unknown world '" + world_ + "'; there are live and simulated");
    }
    command.world = world_ == "live" ? WorldKind::live : WorldKind::simulated;
    if (file_.empty() && text_.empty()) return tl::unexpected(std::string("replay takes a script: a file, or --text"));
    auto script = text_.empty() ? load_script(file_) : parse_script_text(text_);
    if (!script) return tl::unexpected(script.error());
    if (const std::string wrong = obstacle(script->scenario); !wrong.empty())
        return tl::unexpected("the script asks for too much: " + wrong);
    command.script = std::move(*script);
    command.data_dir = data_dir_;
    command.json = json_;
    return command;
}

}  // namespace stampede
