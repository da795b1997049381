// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <source_location>
#include <utility>

#include "core/async/frame_pool.h"

namespace stampede {

template <class T>
class Task;

namespace detail {

/// What every Task's promise shares: who waits for it, and what to do when nobody does.
///
/// Resumption is not symmetric: the parent resumes the child inline, and the child's end resumes the parent only if the parent really
/// suspended. g++ 12 makes symmetric transfer a tail call only when optimizing and never under a sanitizer; a loop of awaits that
/// complete at once would overflow the stack. This form cannot.
class TaskPromiseBase {
   public:
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) noexcept { release_frame(frame, size); }

    std::suspend_always initial_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { failure_ = std::current_exception(); }

    struct FinalAwaiter {
        bool await_ready() noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            TaskPromiseBase& promise = self.promise();
            if (promise.parent_waits_) return promise.parent_.resume();
            if (promise.on_end_ != nullptr) promise.on_end_(promise.context_, promise.argument_);
        }
        void await_resume() noexcept {}
    };
    FinalAwaiter final_suspend() noexcept { return {}; }

    /// Notes where a coroutine awaits another, so that an operation far down knows the calls that led to it.
    template <class T>
    Task<T>&& await_transform(Task<T>&& task, std::source_location where = std::source_location::current()) noexcept {
        task.called_by(*this, where);
        return std::move(task);
    }
    template <class Awaitable>
    Awaitable&& await_transform(Awaitable&& awaitable) noexcept {
        return std::forward<Awaitable>(awaitable);
    }

    /// The coroutine that awaits this one, nullptr for a root, ...
    const TaskPromiseBase* caller() const { return caller_; }
    /// ... and the place where it does.
    std::source_location call_site() const { return call_site_; }

    void set_caller(const TaskPromiseBase& caller, std::source_location where) {
        caller_ = &caller;
        call_site_ = where;
    }
    void set_parent(std::coroutine_handle<> parent) { parent_ = parent; }
    void parent_suspended() { parent_waits_ = true; }
    void on_end(void (*call)(void*, std::size_t), void* context, std::size_t argument) {
        on_end_ = call;
        context_ = context;
        argument_ = argument;
    }
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

   private:
    std::coroutine_handle<> parent_{};
    const TaskPromiseBase* caller_ = nullptr;
    std::source_location call_site_{};
    bool parent_waits_ = false;
    void (*on_end_)(void*, std::size_t) = nullptr;
    void* context_ = nullptr;
    std::size_t argument_ = 0;
    std::exception_ptr failure_{};
};

template <class T>
class TaskPromise final : public TaskPromiseBase {
   public:
    Task<T> get_return_object() noexcept;
    template <class U>
    void return_value(U&& value) {
        value_.emplace(std::forward<U>(value));
    }
    T take() {
        rethrow();
        return std::move(*value_);
    }

   private:
    std::optional<T> value_;
};

template <>
class TaskPromise<void> final : public TaskPromiseBase {
   public:
    Task<void> get_return_object() noexcept;
    void return_void() noexcept {}
    void take() const { rethrow(); }
};

}  // namespace detail

/// A lazy coroutine: nothing runs until it is awaited or started. Move-only; destroying it destroys its frame, suspended or not, and the
/// frames that it awaits with it: that is how an application instance crashes.
template <class T = void>
class [[nodiscard]] Task {
   public:
    using promise_type = detail::TaskPromise<T>;

    Task() = default;
    explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            destroy();
            handle_ = std::exchange(other.handle_, {});
        }
        return *this;
    }
    ~Task() { destroy(); }

    bool valid() const { return static_cast<bool>(handle_); }
    bool done() const { return handle_ && handle_.done(); }

    /// Runs a root task to its first suspension.
    void start() { handle_.resume(); }

    /// Calls `call(context, argument)` once a root task has ended. The task may be destroyed from inside the call.
    void on_end(void (*call)(void*, std::size_t), void* context, std::size_t argument) {
        handle_.promise().on_end(call, context, argument);
    }

    /// The result of a root task that is done; throws what the coroutine threw.
    T take() { return handle_.promise().take(); }

    void called_by(const detail::TaskPromiseBase& caller, std::source_location where) { handle_.promise().set_caller(caller, where); }

    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> parent) {
        handle_.promise().set_parent(parent);
        handle_.resume();
        if (handle_.done()) return false;
        handle_.promise().parent_suspended();
        return true;
    }
    T await_resume() { return handle_.promise().take(); }

   private:
    void destroy() {
        if (handle_) std::exchange(handle_, {}).destroy();
    }

    std::coroutine_handle<promise_type> handle_{};
};

namespace detail {

template <class T>
Task<T> TaskPromise<T>::get_return_object() noexcept {
    return Task<T>{std::coroutine_handle<TaskPromise<T>>::from_promise(*this)};
}

inline Task<void> TaskPromise<void>::get_return_object() noexcept {
    return Task<void>{std::coroutine_handle<TaskPromise<void>>::from_promise(*this)};
}

}  // namespace detail

/// A coroutine on its way, as whoever it has parked with sees it.
using TaskFrame = detail::TaskPromiseBase;

}  // namespace stampede
