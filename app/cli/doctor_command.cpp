// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/version.h"
#include "core/live/dataset_store.h"
#include "core/live/redis_server.h"
#include "core/live/run_directory.h"
#include "core/live/sqlite_session.h"
#include "core/live/store_versions.h"

namespace stampede {
namespace {

/// One line of the report. What is not fine keeps the live world away, unless it is optional.
struct Finding {
    std::string what;
    std::string found;
    bool fine = true;
    bool optional = false;
};

Finding redis_server() {
    const auto program = find_redis_server();
    if (!program) return {"redis-server", program.error(), false};
    return {"redis-server", program->string() + ", version " + redis_server_version(*program)};
}

Finding socket_folder() {
    const auto folder = RunDirectory::create({});
    if (!folder) return {"socket folder", folder.error(), false};
    return {"socket folder", folder->path().parent_path().string() + ", writable"};
}

Finding data_folder(const std::filesystem::path& data_dir) {
    const auto folder = data_dir.empty() ? default_data_dir() : tl::expected<std::filesystem::path, std::string>(data_dir);
    if (!folder) return {"data folder", folder.error(), false};
    std::error_code error;
    std::filesystem::create_directories(*folder, error);
    if (error || access(folder->c_str(), W_OK) != 0) {
        return {"data folder", folder->string() + " is not writable; choose another with --data-dir", false};
    }
    return {"data folder", folder->string() + ", writable"};
}

Finding display() {
    const char* x11 = std::getenv("DISPLAY");
    const char* wayland = std::getenv("WAYLAND_DISPLAY");
    if (wayland != nullptr && *wayland != '\0') return {"display", std::string("Wayland ") + wayland};
    if (x11 != nullptr && *x11 != '\0') return {"display", std::string("X11 ") + x11};
    return {"display", "none; the command line works without one", false, true};
}

}  // namespace

int doctor_command(bool json, const std::filesystem::path& data_dir) {
    const std::vector<Finding> findings{
        {"stampede", kVersion},  redis_server(),  {"SQLite", sqlite_version()}, {"hiredis", hiredis_version()},
        {"libuv", uv_version()}, socket_folder(), data_folder(data_dir),        display(),
    };
    bool ready = true;
    auto list = nlohmann::ordered_json::array();
    for (const Finding& finding : findings) {
        if (!finding.fine && !finding.optional) ready = false;
        list.push_back({{"what", finding.what}, {"found", finding.found}, {"fine", finding.fine}});
        if (!json)
            std::printf("%-3s %-15s%s\n", finding.fine ? "ok" : finding.optional ? "-" : "NO", finding.what.c_str(), finding.found.c_str());
    }
    if (json) std::printf("%s\n", nlohmann::ordered_json{{"ready", ready}, {"findings", list}}.dump(2).c_str());
    if (!json) std::printf("%s\n", ready ? "The live world can be opened." : "The live world cannot be opened; the simulated one can.");
    return ready ? kOk : kFailed;
}

}  // namespace stampede
