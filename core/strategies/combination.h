// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/strategies/catalogue.h"

namespace stampede {

/// Reads a part as the command line spells it: `mutex`, `mutex:ttl=5,poll=20`. One sentence if it is not well formed; whether the part and
/// its options exist is for `check`.
tl::expected<Choice, std::string> parse_choice(const std::string& text);

/// Whether the configuration's strategy, guards and invalidation exist, take these options, and can stand on one another.
/// One sentence that names the part, the option and its range if not.
tl::expected<void, std::string> check(const RunConfig& config);

/// What never happens in such a run while nothing fails. Precondition: check(config).
Properties promises(const RunConfig& config);

/// Puts the configuration's layers together for one instance. Precondition: check(config).
std::unique_ptr<Strategy> compose(const RunConfig& config, const Environment& environment);

/// A path with layers on top, the outermost first.
class Combination final : public Strategy {
   public:
    Combination(std::unique_ptr<Path> path, std::vector<std::unique_ptr<Layer>> layers, Host& host);

    Task<Answer> read(Key key) override { return path_->read(key); }
    Task<Acknowledgement> write(Key key, Change change) override { return path_->write(key, change); }
    Task<void> background() override;
    void background_killed() override { path_->background_killed(); }
    Task<void> close() override;

   private:
    std::unique_ptr<Path> path_;
    std::vector<std::unique_ptr<Layer>> layers_;
    Host* host_;
};

}  // namespace stampede
