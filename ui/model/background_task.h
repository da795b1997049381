// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <atomic>
#include <functional>
#include <thread>

namespace stampede::ui {

/// One long piece of work on a thread of its own, at a time. What it comes to is delivered on the window's thread; whoever owns the task
/// may go at any time, which cancels the work and waits for it.
class BackgroundTask : public QObject {
    Q_OBJECT

   public:
    /// Runs on the window's thread once the work is done.
    using Deliver = std::function<void()>;
    /// Runs on the task's thread and looks at the flag now and then.
    using Job = std::function<Deliver(const std::atomic<bool>& cancelled)>;

    explicit BackgroundTask(QObject* parent = nullptr) : QObject(parent) {}
    ~BackgroundTask() override;

    bool running() const { return running_; }
    /// Cancels the work before, if there is some, and drops what it came to.
    void start(Job job);
    void cancel() { cancelled_ = true; }
    /// Cancels the work and wants nothing of it any more: neither what it comes to nor how far it is.
    void drop() {
        cancelled_ = true;
        dropped_ = true;
    }
    /// From the task's thread: runs the call on the window's thread, unless the task has gone or begun something else.
    void tell(std::function<void()> call);

   Q_SIGNALS:
    void runningChanged(bool running);

   private:
    void join();
    void post(std::function<void()> call);

    std::thread thread_;
    std::atomic<bool> cancelled_ = false;
    quint64 generation_ = 0;  // of the window's thread
    quint64 job_ = 0;         // the generation of the job that runs; changes only while none does
    bool running_ = false;
    bool dropped_ = false;  // of the window's thread
};

}  // namespace stampede::ui
