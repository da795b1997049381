// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <utility>

namespace stampede {

/// Threads hand in their results as they finish; this hands them out in the order that CommitOrder numbered. A number that is missing
/// is on its way: each one given out is handed in.
template <class T>
class CommitLine {
   public:
    /// Calls `out` for the result, or for none, or for it and others that waited for it.
    template <class Out>
    void hand_in(std::uint64_t order, T result, Out&& out) {
        waiting_.emplace(order, std::move(result));
        while (!waiting_.empty() && waiting_.begin()->first == next_) {
            T first = std::move(waiting_.begin()->second);
            waiting_.erase(waiting_.begin());
            ++next_;
            out(std::move(first));
        }
    }

   private:
    std::map<std::uint64_t, T> waiting_;
    std::uint64_t next_ = 0;
};

}  // namespace stampede
