// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/cli/command.h"
#include "core/workload/presets.h"

namespace stampede {
namespace {

int run(const char* title, const char* strategy, const std::filesystem::path& data_dir) {
    std::printf("%s\n", title);
    std::fflush(stdout);
    RunCommand command;
    command.config.strategy = strategy;
    command.workload = *find_preset("ycsb-b");
    command.workload.requests = 2000;
    command.workload.keys = 200;
    command.data_dir = data_dir;
    command.progress = true;
    const int code = run_command(command);
    std::printf("\n");
    return code;
}

}  // namespace

int demo_command(const std::filesystem::path& data_dir) {
    std::printf("A real redis-server and a real SQLite on this machine, with 1 ms of network to the cache and 50 ms to the database:\n\n");
    if (const int code = run("1. Without a cache", "no-cache", data_dir); code != kOk) return code;
    if (const int code = run("2. The same requests with cache-aside", "cache-aside", data_dir); code != kOk) return code;
    std::printf("There is no display, so no window was opened. On a machine with one, `./run.sh` opens it; over ssh, `ssh -X` does.\n");
    return kOk;
}

}  // namespace stampede
