// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// A bounded queue in front of the database: so many loads of this instance run, so many wait, and the rest is refused at once. A
/// database that is asked for more than it can do answers nobody in time; this one goes on answering some.
class LoadShedding final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"loads", "so many loads run at a time", Unit::count, 8, 1, 1000},
        OptionInfo{"waiting", "so many wait; more are refused", Unit::count, 100, 0, 100000},
    };

    LoadShedding(const Options& options, const Environment& environment)
        : most_running(options.count("loads")), most_waiting(options.count("waiting")), host(environment.host) {}

    Task<Reply> select(Key key) override;

   private:
    std::size_t most_running;
    std::size_t most_waiting;
    std::size_t running = 0;
    std::deque<std::uint64_t> queue;  // the signals of those who wait
    Host& host;
};

}  // namespace stampede
