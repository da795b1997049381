// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <set>

#include "core/strategies/options.h"
#include "core/strategies/path.h"

namespace stampede {

/// Refresh-ahead (Oracle Coherence): a read that finds an ageing entry gets it at once, and the row is loaded again beside it, so that
/// an entry in use never expires under its readers.
class RefreshAhead final : public Path {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"factor", "a read loads again once an entry has lived so much of its TTL; 0: never, 1: at every read", Unit::factor,
                   0.75, 0, 1},
    };

    RefreshAhead(const Options& options, const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, Change change) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;

   private:
    void refresh(Key key, Reply cached);
    Task<void> reload(Key key, Reply cached);
    bool ageing(Reply cached) const;
    Entry with_deadlines(Entry entry) const;

    Host& host;
    double factor;
    std::set<Key> refreshing;
};

}  // namespace stampede
