// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal.h"

namespace stampede {

void Journal::grow() {
    // The oldest chunk becomes the newest when the capacity is reached, so that a long run allocates nothing.
    if (capacity_ != kUnbounded && chunks_.size() > 1 && (chunks_.size() + 1) * kChunk > capacity_) {
        auto oldest = std::move(chunks_.front());
        chunks_.pop_front();
        chunks_.push_back(std::move(oldest));
        first_ += kChunk;
        return;
    }
    chunks_.push_back(std::make_unique<Chunk>(kChunk));
}

std::size_t Journal::lower_bound(Instant at) const {
    std::size_t low = first_;
    std::size_t high = size_;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if ((*this)[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void Journal::cut(std::size_t size) {
    size_ = size;
    const std::size_t kept = (size + kChunk - 1) / kChunk - first_ / kChunk;
    while (chunks_.size() > kept) chunks_.pop_back();
}

}  // namespace stampede
