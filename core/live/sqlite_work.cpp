// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_work.h"

#include <uv.h>

#include <cstdlib>
#include <utility>

#include "core/live/uv_loop.h"

namespace stampede {

struct SqliteWork::Job {
    uv_work_t request{};
    SqliteWork* owner = nullptr;
    SqliteSession* session = nullptr;
    std::uint64_t token = 0;
    SqlTask task{};
    SqlResult result{};
};

// More threads than this would only wait for the processor and for SQLite's one writer.
void configure_thread_pool() { setenv("UV_THREADPOOL_SIZE", "16", 0); }

SqliteWork::SqliteWork(UvLoop& loop, Listener& listener) : loop_(&loop), listener_(&listener) {}

SqliteWork::~SqliteWork() {
    listener_ = nullptr;
    loop_->run_until([this] { return running_ == 0; }, std::chrono::hours(1));
}

void SqliteWork::run(SqliteSession& session, SqlTask task, std::uint64_t token) {
    Job* job = take();
    job->session = &session;
    job->token = token;
    job->task = std::move(task);
    ++running_;
    const auto run = [](uv_work_t* request) {
        Job& work = *static_cast<Job*>(request->data);
        work.result = work.session->run(work.task);
    };
    const auto done = [](uv_work_t* request, int) {
        Job* finished = static_cast<Job*>(request->data);
        SqliteWork& self = *finished->owner;
        --self.running_;
        self.free_.push_back(finished);
        if (self.listener_ != nullptr) self.listener_->worked(finished->token, std::move(finished->result));
    };
    uv_queue_work(loop_->native(), &job->request, run, done);
}

SqliteWork::Job* SqliteWork::take() {
    if (free_.empty()) {
        jobs_.push_back(std::make_unique<Job>());
        free_.push_back(jobs_.back().get());
        free_.back()->owner = this;
        free_.back()->request.data = free_.back();
    }
    Job* job = free_.back();
    free_.pop_back();
    return job;
}

}  // namespace stampede
