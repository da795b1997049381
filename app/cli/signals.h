// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace stampede {

/// Turns SIGINT and SIGTERM into a call on a thread of its own, so that a run can end in order. Construct it before any other thread
/// starts, since threads inherit the blocked signals.
class Signals {
   public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Calls once for the first signal. Call it once.
    void on_signal(std::function<void()> call);

   private:
    sigset_t set_{};
    sigset_t before_{};
    std::atomic<bool> over_{false};
    std::thread thread_;
};

}  // namespace stampede
