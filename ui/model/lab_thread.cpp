// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/lab_thread.h"

namespace stampede::ui {

LabThread::LabThread(const RunConfig& config, Builder build, Ready ready, Notice notice)
    : thread_([this, config, build = std::move(build), ready = std::move(ready), notice = std::move(notice)] {
          run(config, build, ready, notice);
      }) {}

LabThread::~LabThread() { shut_down(std::chrono::milliseconds(0)); }

void LabThread::run(const RunConfig& config, const Builder& build, const Ready& ready, const Notice& notice) {
    Rig rig = build();
    if (!rig.loop) return;
    Lab lab(config, *rig.loop, *rig.world, events_);
    lab.on_notice(notice);
    std::unique_ptr<Load> load;
    std::vector<std::unique_ptr<Load>> ending;
    Inside inside{lab, *rig.loop, load, ending};
    {
        const std::lock_guard lock(mutex_);
        if (cancelled_) return;
        loop_ = rig.loop.get();
        inside_ = &inside;
    }
    ready();
    rig.loop->run();
    {
        const std::lock_guard lock(mutex_);
        loop_ = nullptr;
        inside_ = nullptr;
    }
}

void LabThread::post(Call call) {
    const std::lock_guard lock(mutex_);
    if (loop_ == nullptr) return;
    loop_->post([this, call = std::move(call)] {
        if (inside_ != nullptr) call(*inside_);
    });
}

void LabThread::restart(Inside& inside, const Workload& workload, std::uint64_t seed) {
    std::erase_if(inside.ending, [](const std::unique_ptr<Load>& load) { return !load->running(); });
    if (inside.load) {
        inside.load->stop();
        inside.ending.push_back(std::move(inside.load));
    }
    inside.load = std::make_unique<Load>(workload, seed, inside.lab, inside.scheduler);
    inside.load->start();
}

void LabThread::shut_down(std::chrono::milliseconds patience) {
    if (!thread_.joinable()) return;
    if (patience.count() > 0) {
        post([this](Inside& inside) {
            if (inside.load) inside.load->stop();
            inside.lab.heal_all();
            inside.lab.close([this] {
                const std::lock_guard lock(mutex_);
                flushed_ = true;
                closed_.notify_all();
            });
        });
    }
    {
        std::unique_lock lock(mutex_);
        cancelled_ = true;
        if (loop_ != nullptr) {
            closed_.wait_for(lock, patience, [this] { return flushed_; });
            loop_->stop();
        }
    }
    thread_.join();
}

}  // namespace stampede::ui
