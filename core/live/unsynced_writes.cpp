// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/unsynced_writes.h"

#include <fcntl.h>
#include <unistd.h>

namespace stampede {

bool UnsyncedWrites::undo() {
    const std::lock_guard guard(mutex_);
    if (writes_.empty()) return true;
    const int file = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    bool undone = file >= 0;
    for (auto write = writes_.rbegin(); undone && write != writes_.rend(); ++write) {
        const auto length = static_cast<ssize_t>(write->before.size());
        undone = pwrite(file, write->before.data(), write->before.size(), write->offset) == length && ftruncate(file, write->size) == 0;
    }
    if (file >= 0) close(file);
    synced_ += writes_.size();
    writes_.clear();
    return undone;
}

}  // namespace stampede
