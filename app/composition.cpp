// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "core/live/open_live.h"
#include "core/live/uv_loop.h"
#include "core/simulated/paced_loop.h"
#include "core/simulated/simulated_world.h"

namespace stampede {

tl::expected<Composed, std::string> compose_live(const RunConfig& config, const Places& places, const Progress& progress) {
    LiveOptions options;
    options.config = config;
    options.data_dir = places.data_dir;
    options.database_file = places.database_file;
    options.socket_dir = places.socket_dir;
    options.progress = progress;
    auto opened = open_live(options);
    if (!opened) return tl::unexpected<std::string>(opened.error());
    Composed composed;
    auto* loop = static_cast<UvLoop*>(opened->loop.get());
    composed.run_until = [loop](const std::function<bool()>& condition) { return loop->run_until(condition, std::chrono::seconds(10)); };
    composed.rig = Rig{std::move(opened->loop), std::move(opened->world)};
    composed.description = opened->description;
    composed.socket = opened->socket;
    composed.database_file = opened->database;
    composed.neighbours = opened->neighbours;
    return composed;
}

Composed compose_simulated(const RunConfig& config) {
    Composed composed;
    auto loop = std::make_unique<PacedLoop>();
    composed.rig.world = std::make_unique<SimulatedWorld>(config, *loop, *loop);
    composed.rig.loop = std::move(loop);
    composed.description = composed.rig.world->description();
    return composed;
}

}  // namespace stampede
