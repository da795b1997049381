// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/toxic_pipe.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

// A narrow line hands on at least so often.
constexpr Duration kTick = std::chrono::milliseconds(50);

}  // namespace

void ToxicPipe::set(Toxics toxics) {
    const Instant now = scheduler_->now();
    if (toxics.limit != toxics_.limit) limited_from_ = delivered_;
    const bool hurry = toxics.latency.empty();
    toxics_ = std::move(toxics);
    if (hurry) {
        for (Chunk& chunk : waiting_) chunk.due = std::min(chunk.due, now);
    }
    line_free_ = now;
    piece_begun_.reset();
    pump();
}

void ToxicPipe::push(std::string_view bytes) {
    if (bytes.empty() || exhausted_) return;
    if (waiting_.empty() && !toxics_.any()) {
        delivered_ += bytes.size();
        return end_->deliver(*this, bytes);
    }
    waiting_.push_back({std::string(bytes), 0, scheduler_->now() + toxics_.draw(*random_)});
    waiting_bytes_ += bytes.size();
    pump();
}

void ToxicPipe::drop() {
    waiting_.clear();
    waiting_bytes_ = 0;
    piece_begun_.reset();
}

std::size_t ToxicPipe::piece(const Chunk& chunk) const {
    std::size_t size = chunk.bytes.size() - chunk.begin;
    if (toxics_.slice != 0) size = std::min(size, toxics_.slice);
    if (toxics_.bytes_a_second != 0) {
        const double in_a_tick = static_cast<double>(toxics_.bytes_a_second) * to_seconds(kTick);
        size = std::min(size, std::max<std::size_t>(1, static_cast<std::size_t>(in_a_tick)));
    }
    return size;
}

// A piece begins when it has arrived and the line is free, and is handed on when all its bytes have gone over the line.
void ToxicPipe::pump() {
    if (std::exchange(pumping_, true)) return;
    ++armed_;
    while (!waiting_.empty() && !toxics_.hold) {
        Chunk& head = waiting_.front();
        const std::size_t size = piece(head);
        if (!piece_begun_) piece_begun_ = std::max(head.due, line_free_);
        const Instant through = *piece_begun_ + toxics_.time_for(size);
        if (through > scheduler_->now()) {
            wait_until(through);
            break;
        }
        piece_begun_.reset();
        waiting_bytes_ -= size;
        if (!hand_on(std::string_view(head.bytes).substr(head.begin, size))) break;
        head.begin += size;
        const bool more = head.begin < head.bytes.size();
        line_free_ = through + (more ? toxics_.gap : Duration{0});
        if (!more) waiting_.pop_front();
    }
    pumping_ = false;
}

// False: that was the last.
bool ToxicPipe::hand_on(std::string_view bytes) {
    const std::uint64_t left = toxics_.limit == 0 ? bytes.size() : toxics_.limit - std::min(toxics_.limit, delivered_ - limited_from_);
    bytes = bytes.substr(0, std::min<std::uint64_t>(left, bytes.size()));
    delivered_ += bytes.size();
    if (!bytes.empty()) end_->deliver(*this, bytes);
    if (toxics_.limit == 0 || delivered_ - limited_from_ < toxics_.limit) return true;
    exhausted_ = true;
    drop();
    end_->exhausted(*this);
    return false;
}

void ToxicPipe::wait_until(Instant at) {
    const auto call = [](void* self, std::uint64_t number) {
        auto& pipe = *static_cast<ToxicPipe*>(self);
        if (number == pipe.armed_) pipe.pump();
    };
    scheduler_->at(at, Timer{call, this, armed_});
}

}  // namespace stampede
