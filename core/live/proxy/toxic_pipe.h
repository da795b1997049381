// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/async/scheduler.h"
#include "core/faults/line_faults.h"

namespace stampede {

/// One direction of one connection: hands on what it is given, in order and unchanged, when its toxics let it. Without any it hands on at
/// once.
class ToxicPipe {
   public:
    class End {
       public:
        virtual ~End() = default;
        virtual void deliver(const ToxicPipe& from, std::string_view bytes) = 0;
        /// As many bytes have gone through as may. Nothing is handed on after that.
        virtual void exhausted(const ToxicPipe& from) = 0;
    };

    /// Delays are in the scheduler's time, drawn from `random`.
    ToxicPipe(Scheduler& scheduler, RandomSource& random, End& end) : scheduler_(&scheduler), random_(&random), end_(&end) {}
    ~ToxicPipe() { scheduler_->forget(this); }
    ToxicPipe(const ToxicPipe&) = delete;
    ToxicPipe& operator=(const ToxicPipe&) = delete;

    /// From now on; what waits is hurried on if nothing holds it any more.
    void set(Toxics toxics);
    void push(std::string_view bytes);
    /// Gives up what waits.
    void drop();

    bool idle() const { return waiting_.empty(); }
    std::size_t waiting_bytes() const { return waiting_bytes_; }
    std::uint64_t pushed() const { return delivered_ + waiting_bytes_; }
    /// All bytes that have been handed on.
    std::uint64_t delivered() const { return delivered_; }

   private:
    struct Chunk {
        std::string bytes;
        std::size_t begin = 0;  // what is before has been handed on
        Instant due{0};
    };

    void pump();
    void wait_until(Instant at);
    std::size_t piece(const Chunk& chunk) const;
    bool hand_on(std::string_view bytes);

    Scheduler* scheduler_;
    RandomSource* random_;
    End* end_;
    Toxics toxics_;
    std::deque<Chunk> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::uint64_t delivered_ = 0;
    std::uint64_t limited_from_ = 0;  // delivered by the time that the limit was set
    Instant line_free_{0};
    std::optional<Instant> piece_begun_;  // when the head's present piece begins to occupy the line
    std::uint64_t armed_ = 0;             // number of the timer that counts
    bool pumping_ = false;
    bool exhausted_ = false;
};

}  // namespace stampede
