// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "core/model/operation.h"

namespace stampede {

/// Which instances stand still, and what reaches them meanwhile: it is kept, and happens in order once they go on.
class InstanceFreeze {
   public:
    bool holds(InstanceId instance) const { return instance < all_.size() && all_[instance].still; }
    void freeze(InstanceId instance) { at(instance).still = true; }

    /// Precondition: the instance stands still.
    void keep(InstanceId instance, std::function<void()> arrival) { at(instance).kept.push_back(std::move(arrival)); }

    /// The instance goes on. What was kept happens now, unless something in it makes the instance stand still again.
    void thaw(InstanceId instance) {
        at(instance).still = false;
        while (!all_[instance].still && !all_[instance].kept.empty()) {
            const std::function<void()> arrival = std::move(all_[instance].kept.front());
            all_[instance].kept.pop_front();
            arrival();
        }
    }

    /// The instance is gone, and nothing reaches it.
    void forget(InstanceId instance) { at(instance) = {}; }

   private:
    struct One {
        bool still = false;
        std::deque<std::function<void()>> kept{};
    };
    One& at(InstanceId instance) {
        if (all_.size() <= instance) all_.resize(instance + std::size_t{1});
        return all_[instance];
    }

    std::vector<One> all_;
};

}  // namespace stampede
