// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/virtual_time_loop.h"
#include "core/simulated/simulated_world.h"
#include "tests/contract/world_under_test.h"

namespace stampede::test {
namespace {

class SimulatedUnderTest final : public WorldUnderTest {
   public:
    explicit SimulatedUnderTest(const RunConfig& config) : world_(config, loop_, loop_) { watch(); }

    World& world() override { return world_; }
    Scheduler& scheduler() override { return loop_; }
    bool run_until(const std::function<bool()>& condition) override {
        const Instant latest = loop_.now() + std::chrono::seconds(10);
        while (!condition()) {
            if (loop_.idle() || loop_.next_deadline() > latest) return false;
            loop_.run_one();
        }
        return true;
    }
    void let_wall_time_pass(Duration) override {}

   private:
    VirtualTimeLoop loop_;
    SimulatedWorld world_;
};

}  // namespace

std::unique_ptr<WorldUnderTest> make_simulated(const RunConfig& config) { return std::make_unique<SimulatedUnderTest>(config); }

}  // namespace stampede::test
