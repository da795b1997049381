// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct uv_loop_s;
struct uv_stream_s;

namespace stampede {

/// One end of a connection over a unix socket, on libuv. Its destruction closes it, and nobody is told anything from then on.
class PipeEnd {
   public:
    class Owner {
       public:
        virtual ~Owner() = default;
        /// Valid during the call.
        virtual void received(PipeEnd& from, std::string_view bytes) = 0;
        /// The other side has closed, or could not be reached. Not from inside `write`.
        virtual void ended(PipeEnd& from) = 0;
        /// Something that was written has gone out.
        virtual void progressed(PipeEnd& to) = 0;
    };

    /// `scratch` is where bytes are read to; many ends of one loop may share it.
    PipeEnd(uv_loop_s* loop, Owner& owner, std::span<char> scratch);
    ~PipeEnd();
    PipeEnd(const PipeEnd&) = delete;
    PipeEnd& operator=(const PipeEnd&) = delete;

    /// False when there is nobody to accept.
    bool accept(uv_stream_s* listener);
    /// What is written before the other side has accepted waits for that.
    void connect(const std::string& path);

    void write(std::string_view bytes);
    /// Written, and not yet taken by the kernel.
    std::size_t unwritten() const;
    void read(bool on);

   private:
    struct Handle;
    struct Write;
    Handle* handle_;  // outlives this until libuv has closed it
};

}  // namespace stampede
