// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/pipe_end.h"

#include <uv.h>

#include <algorithm>
#include <utility>

namespace stampede {

struct PipeEnd::Handle {
    uv_pipe_t pipe{};
    uv_connect_t connecting{};
    PipeEnd* end = nullptr;  // nullptr: closing
    Owner* owner = nullptr;
    std::span<char> scratch;
    std::size_t unwritten = 0;
    bool open = false;  // connected, and the other side has not closed
    bool reading = false;

    uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&pipe); }
    static Handle& of(const void* handle) { return *static_cast<Handle*>(static_cast<const uv_handle_t*>(handle)->data); }

    void read(bool on) {
        if (!open || std::exchange(reading, on) == on) return;
        if (!on) {
            uv_read_stop(stream());
            return;
        }
        const auto give_room = [](uv_handle_t* handle, std::size_t, uv_buf_t* room) {
            const std::span<char> free = of(handle).scratch;
            *room = uv_buf_init(free.data(), static_cast<unsigned>(free.size()));
        };
        const auto take = [](uv_stream_t* stream, ssize_t size, const uv_buf_t* room) {
            Handle& self = of(stream);
            if (self.end == nullptr || size == 0) return;
            if (size > 0) return self.owner->received(*self.end, {room->base, static_cast<std::size_t>(size)});
            self.read(false);
            self.open = false;
            self.owner->ended(*self.end);
        };
        uv_read_start(stream(), give_room, take);
    }
};

struct PipeEnd::Write {
    uv_write_t request{};
    std::string bytes;
};

PipeEnd::PipeEnd(uv_loop_s* loop, Owner& owner, std::span<char> scratch) : handle_(new Handle) {
    uv_pipe_init(loop, &handle_->pipe, 0);
    handle_->pipe.data = handle_;
    handle_->end = this;
    handle_->owner = &owner;
    handle_->scratch = scratch;
}

PipeEnd::~PipeEnd() {
    handle_->end = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(&handle_->pipe), [](uv_handle_t* handle) { delete &Handle::of(handle); });
}

bool PipeEnd::accept(uv_stream_s* listener) {
    if (uv_accept(listener, handle_->stream()) != 0) return false;
    handle_->open = true;
    handle_->read(true);
    return true;
}

void PipeEnd::connect(const std::string& path) {
    uv_pipe_connect(&handle_->connecting, &handle_->pipe, path.c_str(), [](uv_connect_t* request, int status) {
        Handle& self = Handle::of(request->handle);
        if (self.end == nullptr) return;
        if (status != 0) return self.owner->ended(*self.end);
        self.open = true;
        self.read(true);
    });
}

// What the kernel takes at once is not copied.
void PipeEnd::write(std::string_view bytes) {
    if (bytes.empty()) return;
    uv_buf_t at_once = uv_buf_init(const_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
    const int written = handle_->unwritten == 0 ? uv_try_write(handle_->stream(), &at_once, 1) : 0;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (bytes.empty()) return;
    auto* write = new Write;
    write->bytes.assign(bytes);
    write->request.data = write;
    handle_->unwritten += bytes.size();
    uv_buf_t later = uv_buf_init(write->bytes.data(), static_cast<unsigned>(write->bytes.size()));
    const int queued = uv_write(&write->request, handle_->stream(), &later, 1, [](uv_write_t* request, int status) {
        const std::unique_ptr<Write> done(static_cast<Write*>(request->data));
        Handle& self = Handle::of(request->handle);
        self.unwritten -= done->bytes.size();
        if (self.end != nullptr && status == 0) self.owner->progressed(*self.end);
    });
    if (queued == 0) return;
    handle_->unwritten -= write->bytes.size();
    delete write;
}

std::size_t PipeEnd::unwritten() const { return handle_->unwritten; }

void PipeEnd::read(bool on) { handle_->read(on); }

}  // namespace stampede
