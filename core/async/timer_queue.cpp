// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/timer_queue.h"

#include <algorithm>

namespace stampede {
namespace {

constexpr std::size_t kArity = 4;

}  // namespace

void TimerQueue::push(Instant deadline, Timer timer) {
    const Entry entry{deadline, sequence_++, timer};
    std::size_t hole = heap_.size();
    heap_.push_back(entry);
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / kArity;
        if (!entry.before(heap_[parent])) break;
        heap_[hole] = heap_[parent];
        hole = parent;
    }
    heap_[hole] = entry;
}

Timer TimerQueue::pop() {
    const Timer first = heap_.front().timer;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return first;

    std::size_t hole = 0;
    for (;;) {
        const std::size_t begin = hole * kArity + 1;
        if (begin >= heap_.size()) break;
        const std::size_t end = std::min(begin + kArity, heap_.size());
        std::size_t least = begin;
        for (std::size_t child = begin + 1; child < end; ++child) {
            if (heap_[child].before(heap_[least])) least = child;
        }
        if (!heap_[least].before(last)) break;
        heap_[hole] = heap_[least];
        hole = least;
    }
    heap_[hole] = last;
    return first;
}

// What is sorted is a heap.
void TimerQueue::forget(const void* context) {
    if (std::erase_if(heap_, [context](const Entry& entry) { return entry.timer.context == context; }) == 0) return;
    std::sort(heap_.begin(), heap_.end(), [](const Entry& a, const Entry& b) { return a.before(b); });
}

}  // namespace stampede
