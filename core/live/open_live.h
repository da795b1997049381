// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/async/loop.h"
#include "core/model/run_config.h"
#include "core/ports/world.h"

namespace stampede {

struct LiveOptions {
    RunConfig config{};
    std::filesystem::path data_dir;       ///< where the data set is kept; empty: the user's data folder
    std::filesystem::path database_file;  ///< created from the data set if missing, kept at the end; empty: a private copy
    std::filesystem::path socket_dir;     ///< where the run directory goes; empty: the usual temporary folder
    std::function<void(int percent, const std::string& what)> progress;
};

/// A live lab's loop and world. The world has to go before the loop, as it does when this is destroyed.
struct LiveOpened {
    std::unique_ptr<Loop> loop;
    std::unique_ptr<World> world;
    std::filesystem::path socket;
    std::filesystem::path database;
    std::string redis_version;
    std::string sqlite_version;
    int redis_pid = 0;
    std::size_t neighbours = 0;  ///< other labs that run at this moment, each with stores of its own
    std::string description;     ///< one line for people
};

/// Opens the live stores, on the thread that will run the loop: when this thread ends, the kernel ends the server. Builds the data set
/// first if there is none, which takes a second or two. The error is one sentence that says what to do.
tl::expected<LiveOpened, std::string> open_live(const LiveOptions& options);

}  // namespace stampede
