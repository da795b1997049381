// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/frame_pool.h"

#include <array>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define STAMPEDE_POOL_FRAMES 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define STAMPEDE_POOL_FRAMES 0
#endif
#endif
#ifndef STAMPEDE_POOL_FRAMES
#define STAMPEDE_POOL_FRAMES 1
#endif

namespace stampede {

#if STAMPEDE_POOL_FRAMES
namespace {

constexpr std::size_t kGranule = 64;
constexpr std::size_t kClasses = 16;

struct FreeFrame {
    FreeFrame* next;
};

struct FreeLists {
    std::array<FreeFrame*, kClasses + 1> head{};

    ~FreeLists() {
        for (FreeFrame* frame : head) {
            while (frame != nullptr) {
                FreeFrame* next = frame->next;
                ::operator delete(frame);
                frame = next;
            }
        }
    }
};

FreeLists& lists() {
    thread_local FreeLists instance;
    return instance;
}

constexpr std::size_t size_class(std::size_t size) { return (size + kGranule - 1) / kGranule; }

}  // namespace

void* allocate_frame(std::size_t size) {
    const std::size_t index = size_class(size);
    if (index > kClasses) return ::operator new(size);
    FreeFrame*& head = lists().head[index];
    if (head == nullptr) return ::operator new(index* kGranule);
    FreeFrame* frame = head;
    head = frame->next;
    return frame;
}

void release_frame(void* frame, std::size_t size) noexcept {
    const std::size_t index = size_class(size);
    if (index > kClasses) return ::operator delete(frame);
    auto* node = static_cast<FreeFrame*>(frame);
    node->next = lists().head[index];
    lists().head[index] = node;
}
#else
void* allocate_frame(std::size_t size) { return ::operator new(size); }
void release_frame(void* frame, std::size_t) noexcept { ::operator delete(frame); }
#endif

}  // namespace stampede
