// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Remembers that a row does not exist, for a while of its own: repeated questions for it stay away from the database. Whatever a writer
/// does to the entry of a new row replaces or deletes the note.
class NullCaching final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"ttl", "how long an absent row is remembered", Unit::seconds, 300, 1, 86400},
    };

    NullCaching(const Options& options, const Environment&) : ttl(options.time("ttl")) {}

    Task<Reply> fill(Key key, Entry entry) override;

   private:
    Duration ttl;
};

}  // namespace stampede
