// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "core/live/open_live.h"

/// live_helper DATA_DIR SOCKET_DIR: opens a live lab, prints the server's process id and the socket on one line, and runs until killed.
int main(int argc, char** argv) {
    if (argc != 3) return 2;
    stampede::LiveOptions options;
    options.data_dir = argv[1];
    options.socket_dir = argv[2];
    const auto opened = stampede::open_live(options);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().c_str());
        return 1;
    }
    std::printf("%d %s\n", opened->redis_pid, opened->socket.c_str());
    std::fflush(stdout);
    opened->loop->run();
    return 0;
}
