// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/live/proxy/pipe_end.h"
#include "core/live/proxy/resp_frames.h"
#include "core/live/proxy/session_host.h"

namespace stampede {

/// One request that goes its own, slower way to the server: over a connection of its own.
class LateDelivery final : public PipeEnd::Owner {
   public:
    LateDelivery(std::string request, SessionHost::LateAnswer answer) : request_(std::move(request)), answer_(std::move(answer)) {}

    void begin(uv_loop_s* loop, std::span<char> scratch, const std::string& server);
    bool over() const { return over_; }

   private:
    void received(PipeEnd& from, std::string_view bytes) override;
    void ended(PipeEnd&) override { answer({}); }
    void progressed(PipeEnd&) override {}
    void answer(std::string_view reply);

    std::string request_;
    SessionHost::LateAnswer answer_;
    std::unique_ptr<PipeEnd> server_;
    std::string reply_;
    ReplyScanner replies_;
    bool over_ = false;
};

}  // namespace stampede
