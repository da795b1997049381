// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/world.h"

namespace stampede {

/// Watches a world that nobody watches: nothing comes of what it hears.
class SilentObserver : public WorldObserver {
   public:
    void effect(const Operation&, const Reply&, Instant) override {}
    void completed(const Operation&, const Reply&, const Timing&) override {}
    void happened(const Event&) override {}
    void notice(const std::string&) override {}
    std::span<const PendingWrite> batch(InstanceId, BatchId) const override { return {}; }
    BatchId received(InstanceId, std::vector<PendingWrite>) override { return 0; }
    void message(InstanceId, const Message&) override {}
};

}  // namespace stampede
