// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/lab_thread.h"

namespace stampede::ui {
namespace {

constexpr std::chrono::seconds kPatience{10};  // for an operation
constexpr std::chrono::hours kLong{24 * 365};

}  // namespace

LabThread::LabThread(const RunConfig& config, Builder build, Ready ready, Notice notice)
    : thread_([this, config, build = std::move(build), ready = std::move(ready), notice = std::move(notice)] {
          run(config, build, ready, notice);
      }) {}

LabThread::~LabThread() { shut_down(std::chrono::milliseconds(0)); }

void LabThread::run(const RunConfig& config, const Builder& build, const Ready& ready, const Notice& notice) {
    Rig rig = build();
    if (!rig.loop) return;
    const auto until = [this, &rig](const std::function<bool()>& condition) {
        rig.loop->run_until([&] { return leaving_ || condition(); }, kPatience);
        return condition();
    };
    Hand hand(config, *rig.loop, *rig.world, events_, until, [this](std::size_t events) { events_.cut(events); });
    hand.on_interrupt([this] { return leaving_ || interrupted_; });
    hand.story().on_notice(notice);
    std::unique_ptr<Load> load;
    std::vector<std::unique_ptr<Load>> ending;
    std::unique_ptr<PlanRunner> plan;
    std::function<void()> begun;
    Inside inside{hand, *rig.loop, load, ending, plan, begun};
    {
        const std::lock_guard lock(mutex_);
        loop_ = rig.loop.get();
    }
    ready();
    while (!leaving_) {
        rig.loop->run_until([this] { return called_ || leaving_; }, kLong);
        run_calls(inside);
    }
    finish(inside);
    const std::lock_guard lock(mutex_);
    loop_ = nullptr;
}

void LabThread::run_calls(Inside& inside) {
    while (!leaving_) {
        const Call call = next_call();
        if (!call) return;
        call(inside);
    }
}

LabThread::Call LabThread::next_call() {
    const std::lock_guard lock(mutex_);
    std::deque<Call>& queue = urgent_.empty() ? calls_ : urgent_;
    Call call;
    if (!queue.empty()) {
        call = std::move(queue.front());
        queue.pop_front();
    }
    interrupted_ = !urgent_.empty();
    called_ = interrupted_ || !calls_.empty();
    return call;
}

// Acknowledged writes reach the database, if there is time for it.
void LabThread::finish(Inside& inside) {
    std::chrono::milliseconds patience;
    Loop* loop = nullptr;
    {
        const std::lock_guard lock(mutex_);
        patience = patience_;
        loop = loop_;
    }
    if (patience.count() == 0) return;
    inside.plan.reset();
    if (inside.load) inside.load->stop();
    bool flushed = false;
    inside.hand.set_mode(Mode::run);
    inside.hand.lab().heal_all();
    inside.hand.lab().close([&flushed] { flushed = true; });
    loop->run_until([&flushed] { return flushed; }, patience);
}

void LabThread::post(Call call, bool urgent) {
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    (urgent ? urgent_ : calls_).push_back(std::move(call));
    interrupted_ = interrupted_ || urgent;
    called_ = true;
    loop_->post([] {});
}

void LabThread::restart(Inside& inside, const Workload& workload, std::uint64_t seed) {
    std::erase_if(inside.ending, [](const std::unique_ptr<Load>& load) { return !load->running(); });
    if (inside.load) {
        inside.load->stop();
        inside.ending.push_back(std::move(inside.load));
    }
    inside.load = std::make_unique<Load>(workload, seed, inside.hand.lab(), inside.scheduler);
    inside.load->on_begun([&inside] {
        if (const auto begun = std::exchange(inside.begun, nullptr)) begun();
    });
    inside.load->start();
}

void LabThread::run_plan(Inside& inside, const FaultPlan& plan, std::function<void()> done) {
    if (inside.plan) inside.plan->stop();
    Hand& hand = inside.hand;  // its lab is another one after going back
    inside.plan = std::make_unique<PlanRunner>(
        plan, inside.scheduler, [&hand](const Fault& fault) { hand.lab().inject(fault); },
        [&hand](const Fault& fault) { hand.lab().heal(fault); });
    inside.plan->on_done(std::move(done));
    inside.plan->start();
}

void LabThread::shut_down(std::chrono::milliseconds patience) {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        patience_ = patience;
        leaving_ = true;
        if (loop_ != nullptr) loop_->post([] {});
    }
    thread_.join();
}

}  // namespace stampede::ui
