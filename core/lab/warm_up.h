// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include "core/lab/lab.h"

namespace stampede {

/// Reads user profiles 1 to `rows` through a lab's strategy, a few at a time, so that a load does not begin with an empty cache.
class WarmUp {
   public:
    /// The lab must outlive every read. `done` is called once, when all are answered, however.
    WarmUp(std::uint32_t rows, Lab& lab, std::function<void()> done) : rows_(rows), lab_(&lab), done_(std::move(done)) {
        ended_ = [this](RequestId, const Answer&) { ended(); };
    }
    WarmUp(const WarmUp&) = delete;
    WarmUp& operator=(const WarmUp&) = delete;

    void start() { go_on(); }
    /// Sends nothing more; what is in flight ends by itself.
    void stop() { rows_ = sent_; }
    bool running() const { return answered_ < sent_; }

   private:
    static constexpr std::uint32_t kAtATime = 16;

    // A read that the instance's own memory answers ends inside `send`: no recursion, there may be thousands.
    void go_on() {
        if (std::exchange(sending_, true)) return;
        while (sent_ < rows_ && sent_ - answered_ < kAtATime) send();
        sending_ = false;
        if (answered_ == sent_) done_();
    }

    void send() {
        ClientRequest request{RequestKind::read, Key{Kind::user_profile, ++sent_}};
        request.ended = &ended_;
        lab_->send(request);
    }
    void ended() {
        ++answered_;
        go_on();
    }

    std::uint32_t rows_;
    std::uint32_t sent_ = 0;
    std::uint32_t answered_ = 0;
    bool sending_ = false;
    Lab* lab_;
    Lab::Ended ended_;
    std::function<void()> done_;
};

}  // namespace stampede
