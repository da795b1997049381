// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signals.h"

#include <pthread.h>

namespace stampede {

Signals::Signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
}

Signals::~Signals() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Signals::on_signal(std::function<void()> call) {
    thread_ = std::thread([this, call = std::move(call)] {
        const timespec patience{0, 50'000'000};
        while (!over_) {
            if (sigtimedwait(&set_, nullptr, &patience) > 0) return call();
        }
    });
}

}  // namespace stampede
