// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// A transactional outbox: the transaction that changes a row also notes its key, and a relay in every instance deletes what is cached
/// under the noted keys. What is committed is invalidated sooner or later, whoever crashes.
class Outbox final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"interval", "the relay looks at least so often; a commit of its own instance wakes it", Unit::milliseconds, 500, 1,
                   60'000},
        OptionInfo{"batch", "the relay takes so many entries at a time", Unit::count, 50, 1, 10'000},
        OptionInfo{"retry", "the relay waits so long after a store has failed it", Unit::milliseconds, 500, 1, 60'000},
    };

    Outbox(const Options& options, const Environment& environment);

    Task<Reply> commit(Key key, Change change) override;
    Task<Reply> drop(Key key, Reply committed) override;
    Task<void> background() override;
    Task<void> close() override;

   private:
    enum class Round : std::uint8_t { nothing, done, failed };

    Task<Round> relay();
    Task<bool> drop_all(BatchId batch);

    Database database;
    Clock clock;
    WriteQueue& batches;
    Host& host;
    Duration interval;
    Duration retry;
    std::uint32_t most;
    std::uint64_t news;
    bool unread = false;
};

}  // namespace stampede
