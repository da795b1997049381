// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/background_task.h"

#include <QMetaObject>
#include <utility>

namespace stampede::ui {

BackgroundTask::~BackgroundTask() { join(); }

void BackgroundTask::join() {
    cancelled_ = true;
    ++generation_;
    if (thread_.joinable()) thread_.join();
}

void BackgroundTask::start(Job job) {
    join();
    cancelled_ = false;
    dropped_ = false;
    job_ = generation_;
    thread_ = std::thread([this, job = std::move(job)] {
        const Deliver deliver = job(cancelled_);
        post([this, deliver] {
            running_ = false;
            if (deliver && !dropped_) deliver();
            Q_EMIT runningChanged(false);
        });
    });
    if (!std::exchange(running_, true)) Q_EMIT runningChanged(true);
}

void BackgroundTask::tell(std::function<void()> call) {
    post([this, call = std::move(call)] {
        if (!dropped_) call();
    });
}

void BackgroundTask::post(std::function<void()> call) {
    const auto deliver = [this, generation = job_, call = std::move(call)] {
        if (generation == generation_) call();
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

}  // namespace stampede::ui
