// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/open_live.h"

#include <csignal>
#include <mutex>

#include "core/live/dataset_store.h"
#include "core/live/live_world.h"

namespace stampede {
namespace {

// What belongs to the process and has to be said before the libraries are first used.
void configure_libraries() {
    static std::once_flag once;
    std::call_once(once, [] {
        configure_thread_pool();
        configure_sqlite();
        // A server that was killed must show as a failed write, not end this process too.
        std::signal(SIGPIPE, SIG_IGN);
    });
}

tl::expected<std::filesystem::path, std::string> provide_dataset(const LiveOptions& options) {
    std::filesystem::path folder = options.data_dir;
    if (folder.empty()) {
        const auto usual = default_data_dir();
        if (!usual) return usual;
        folder = *usual;
    }
    return prepare_dataset(folder, [&](int percent) {
        if (options.progress) options.progress(percent, "Building the data set");
    });
}

}  // namespace

tl::expected<LiveOpened, std::string> open_live(const LiveOptions& options) {
    configure_libraries();
    const auto server = find_redis_server();
    if (!server) return tl::unexpected(server.error());
    const auto dataset = provide_dataset(options);
    if (!dataset) return tl::unexpected(dataset.error());
    auto folder = RunDirectory::create(options.socket_dir);
    if (!folder) return tl::unexpected(folder.error());

    LiveOpened opened;
    opened.database = options.database_file.empty() ? folder->database() : options.database_file;
    if (const auto provided = provide_database(*dataset, opened.database); !provided) return tl::unexpected(provided.error());
    if (options.progress) options.progress(100, "Starting redis-server");
    opened.neighbours = folder->neighbours();
    auto loop = std::make_unique<UvLoop>();
    auto world = LiveWorld::open(*loop, options.config, std::move(*folder), *server, opened.database);
    if (!world) return tl::unexpected(world.error());

    opened.socket = (*world)->socket();
    opened.redis_pid = (*world)->server_pid();
    opened.redis_version = redis_server_version(*server);
    opened.sqlite_version = sqlite_version();
    opened.description = "Redis " + opened.redis_version + " at " + opened.socket.string() + ", SQLite " + opened.sqlite_version + " at " +
                         opened.database.string();
    (*world)->describe(opened.description);
    opened.loop = std::move(loop);
    opened.world = std::move(*world);
    return opened;
}

}  // namespace stampede
