// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/open_live.h"
#include "core/live/uv_loop.h"
#include "tests/contract/world_under_test.h"

namespace stampede::test {

class LiveUnderTest final : public WorldUnderTest {
   public:
    explicit LiveUnderTest(LiveOpened opened) : opened_(std::move(opened)), loop_(static_cast<UvLoop*>(opened_.loop.get())) { watch(); }

    World& world() override { return *opened_.world; }
    Scheduler& scheduler() override { return *loop_; }
    bool run_until(const std::function<bool()>& condition) override { return loop_->run_until(condition, std::chrono::seconds(10)); }
    void let_wall_time_pass(Duration by) override {
        loop_->run_until([] { return false; }, by);
    }
    const LiveOpened& opened() const { return opened_; }

   private:
    LiveOpened opened_;
    UvLoop* loop_;
};

/// Opens it with the data set that the tests share; throws the error sentence.
std::unique_ptr<LiveUnderTest> open_for_test(LiveOptions options);

}  // namespace stampede::test
