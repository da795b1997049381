// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/late_delivery.h"

#include <utility>

namespace stampede {

void LateDelivery::begin(uv_loop_s* loop, std::span<char> scratch, const std::string& server) {
    server_ = std::make_unique<PipeEnd>(loop, *this, scratch);
    server_->connect(server);
    server_->write(request_);
}

void LateDelivery::received(PipeEnd&, std::string_view bytes) {
    reply_ += bytes;
    const FrameEnd end = replies_.scan(reply_);
    if (end.kind != FrameEnd::Kind::incomplete) answer(std::string_view(reply_).substr(0, end.size));
}

void LateDelivery::answer(std::string_view reply) {
    if (!std::exchange(over_, true)) answer_(reply);
}

}  // namespace stampede
