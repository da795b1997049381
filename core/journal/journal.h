// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/model/event.h"

namespace stampede {

/// The append-only record of what happened: the only thing that views read. An event is named by its index, from 0. Events are kept
/// in chunks; when a capacity is set, the oldest chunks are let go and `first()` moves up.
class Journal {
   public:
    static constexpr std::size_t kChunk = 8192;
    static constexpr std::size_t kUnbounded = 0;

    explicit Journal(std::size_t capacity = kUnbounded) : capacity_(capacity) {}

    void append(const Event& event) {
        if (size_ % kChunk == 0) grow();
        (*chunks_.back())[size_ % kChunk] = event;
        ++size_;
    }
    void append(std::span<const Event> events) {
        for (const Event& event : events) append(event);
    }

    /// Forgets everything from this index on. Precondition: first() <= size <= size().
    void cut(std::size_t size);

    /// Index of the oldest event still held.
    std::size_t first() const { return first_; }
    /// Number of events ever appended: one past the newest.
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == first_; }

    /// Precondition: first() <= index < size().
    const Event& operator[](std::size_t index) const { return (*chunks_[index / kChunk - first_ / kChunk])[index % kChunk]; }
    const Event& back() const { return (*this)[size_ - 1]; }

    /// Index of the first event at or after `at`; size() if there is none.
    std::size_t lower_bound(Instant at) const;

   private:
    using Chunk = std::vector<Event>;

    void grow();

    std::size_t capacity_;
    std::deque<std::unique_ptr<Chunk>> chunks_;
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

}  // namespace stampede
