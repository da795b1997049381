// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replay_options.h"

namespace stampede {

void ReplayOptions::declare(CLI::App& command) {
    command.add_option("file", file_, "a script, as `explore --script` writes it")->required();
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
    auto script = load_script(file_);
    if (!script) return tl::unexpected(script.error());
    if (const std::string wrong = obstacle(script->scenario); !wrong.empty())
        return tl::unexpected("the script asks for too much: " + wrong);
    command.script = std::move(*script);
    command.data_dir = data_dir_;
    command.json = json_;
    return command;
}

}  // namespace stampede
