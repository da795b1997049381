// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/options.h"
#include "core/strategies/path.h"

namespace stampede {

/// Cache-aside with a delayed double delete, an anti-pattern: the second delete removes what a reader stored in between, unless that reader
/// is slower than the wait. No wait is long enough for every reader.
class CacheAsideDoubleDelete final : public Path {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"wait", "the second delete follows the commit so much later", Unit::milliseconds, 500, 0, 60'000},
    };

    CacheAsideDoubleDelete(const Options& options, const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;
    Task<void> close() override;

   private:
    Task<void> delete_again(Key key, Reply committed);

    Host& host;
    Duration wait;
    std::uint64_t all_deleted;
    std::uint32_t outstanding = 0;
};

}  // namespace stampede
