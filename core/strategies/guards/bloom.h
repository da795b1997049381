// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/guards/bloom_filter.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Answers questions for rows that never existed without asking cache or database, from a Bloom filter of every row's id.
///
/// It must never deny a row that exists, whichever instance inserted it. So an instance announces a new id to all others and waits for a
/// while before it commits; and an instance trusts its filter only so long after it sent a heartbeat that has come back to it. A
/// channel keeps order: whoever's heartbeat was sent after the announcement has the announcement. What an instance does not trust
/// it does not use: it asks as if there were no filter. Clocks need to run equally fast, not to show the same time.
class Bloom final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"rows", "the filter is made for so many rows; more make it err more often", Unit::count, 100000, 1, 10000000},
        OptionInfo{"error", "so many absent rows are taken for present ones", Unit::percent, 1, 0.001, 50},
        OptionInfo{"delay", "with several instances, a new row waits so long, that all of them know it first", Unit::milliseconds, 200, 1,
                   10000},
    };

    Bloom(const Options& options, const Environment& environment);

    Task<Reply> get(Key key) override;
    Task<Reply> commit(Key key, Change change) override;
    Task<void> background() override;

   private:
    bool covers(Key key) const { return writable(key) && key.role == Role::data; }
    bool trusted() const;
    void hear(Message message);
    void next_heartbeat();
    Task<void> announce(Key key);
    Task<void> read_rows();

    Duration delay;
    Duration settling;  // a commit that was announced before this instance listened is done after so long
    bool alone;
    InstanceId self;
    CacheStore cache;
    Database database;
    Clock clock;
    WriteQueue& batches;
    Host& host;
    Key heartbeat;  // the last one

    BloomFilter known;      // every row that may exist, as far as this instance has heard
    BloomFilter announced;  // those of them that every trusted filter has
    bool loaded = false;
    bool loading = false;
    bool missed_messages = false;
    bool heard_itself = false;
    Instant heartbeat_sent{0};  // the last one
    Instant trusted_from{0};    // when the last one that came back in time was sent
    std::uint32_t heartbeats = 0;
};

}  // namespace stampede
