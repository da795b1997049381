// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/model/event.h"
#include "core/oracle/finding.h"
#include "core/oracle/verdict.h"

namespace stampede {

/// Judges a run from its journal: a fold, O(1) an event amortised, no knowledge of the strategy. A write that timed out or crashed is
/// unknown and raises nothing; a read that returns it is legal, and binds later ones unless it fails. An answer "no such row" is judged as
/// any value. Definitions follow the literature: read freshness, session guarantees (Terry et al. 1994), G1a (Adya 1999), lost update
/// (Berenson et al. 1995). Memory: keys, pairs of session and row, what is in flight or unsettled, and one bit a request.
class Consistency {
   public:
    Consistency();
    Consistency(Consistency&&) noexcept;
    Consistency& operator=(Consistency&&) noexcept;
    ~Consistency();

    void apply(const Event& event);

    /// The verdict if nothing more happens: call it when nothing is in flight and the queues are empty.
    Verdict verdict() const;
    /// The first thousand cases of each property, those that can be told only at the end last.
    std::vector<Finding> findings() const;

   private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
