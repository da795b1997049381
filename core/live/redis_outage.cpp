// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_outage.h"

#include <utility>

#include "core/faults/fault_catalogue.h"

namespace stampede {

void RedisOutage::inject(const Fault& fault) {
    const bool cut = fault.kind == FaultKind::redis_power_cut;
    bool with_file = cut || fault.choice == static_cast<std::uint8_t>(Survives::append_only_file);
    if (with_file && !file_->kept()) {
        with_file = false;
        if (observer_ != nullptr) observer_->notice(kNoAppendOnlyFile);
    }
    if (cut) {
        cut_ = true;
        lost_ = fault.added;
        if (!killed_) with_file_ = with_file;
    } else {
        killed_ = true;
        with_file_ = with_file;
    }
    host_->kill();
}

void RedisOutage::heal(FaultKind kind) {
    (kind == FaultKind::redis_power_cut ? cut_ : killed_) = false;
    if (killed_ || cut_) return;
    const auto started = host_->start();
    if (!started && observer_ != nullptr) observer_->notice(started.error());
}

void RedisOutage::died() {
    file_->end();
    down_since_ = loop_->now();
    expiry_->lost();
}

void RedisOutage::about_to_start() {
    if (!with_file_) return file_->remove();
    if (lost_ > Duration{0}) file_->go_back_to(down_since_ - lost_);
}

bool RedisOutage::reads_back() {
    if (!with_file_) return false;
    keys_.read([this] { host_->proceed(); });
    return true;
}

void RedisOutage::is_back() {
    for (const StoredKeys::Held& held : keys_.take()) {
        const auto expires = expiry_->came_back(held.key, held.entry.value, held.left);
        if (!expires || observer_ == nullptr) continue;
        Event event;
        event.type = EventType::restored;
        event.key = held.key;
        event.value = held.entry.value;
        event.state = held.entry.state;
        event.detail = *expires == kNever ? 0 : expires->count();
        observer_->happened(event);
    }
    expiry_->forget_before();
    with_file_ = false;
    lost_ = Duration{0};
    file_->begin();
}

}  // namespace stampede
