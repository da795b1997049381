// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/dataset.h"
#include "core/model/key.h"
#include "core/workload/key_chooser.h"

namespace stampede {

/// What a client does next.
struct Intent {
    enum class What : std::uint8_t { read, write, read_then_write, scan };

    What what = What::read;
    Key key{};
    std::uint32_t length = 1;  ///< scan: how many neighbouring rows
};

/// The stream of what clients do, from a seed. Rows are user profiles.
class OperationMix {
   public:
    OperationMix(const Workload& workload, std::uint64_t seed)
        : workload_(workload), chooser_(workload.distribution, workload.keys, workload.theta), random_(seed), next_insert_(kUsers + 1) {}

    Intent next() {
        double draw = random_.unit();
        if ((draw -= workload_.insert_share) < 0) {
            chooser_.inserted(next_insert_);
            return {Intent::What::write, user(next_insert_++)};
        }
        const Key key = user(chooser_.draw(random_));
        if ((draw -= workload_.read_share) < 0) return {Intent::What::read, key};
        if ((draw -= workload_.rmw_share) < 0) return {Intent::What::read_then_write, key};
        if ((draw -= workload_.scan_share) < 0)
            return {Intent::What::scan, key, 1 + static_cast<std::uint32_t>(random_.below(workload_.scan_length))};
        return {Intent::What::write, key};
    }

    /// Seconds until the next request of one of `clients` that send `rate` a second together: exponential, so arrivals are Poisson.
    Duration gap();

   private:
    static Key user(std::uint32_t id) { return {Kind::user_profile, id}; }

    Workload workload_;
    KeyChooser chooser_;
    RandomSource random_;
    std::uint32_t next_insert_;
};

}  // namespace stampede
