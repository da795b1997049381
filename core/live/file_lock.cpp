// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

namespace stampede {

std::optional<FileLock> FileLock::take(const std::filesystem::path& file, bool create, bool wait) {
    const int fd = open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0), 0600);
    if (fd < 0) return std::nullopt;
    FileLock lock(fd);
    if (flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) return std::nullopt;
    return lock;
}

FileLock::~FileLock() {
    if (fd_ >= 0) close(fd_);
}

bool FileLock::write(const std::string& text) {
    if (ftruncate(fd_, 0) != 0) return false;
    return pwrite(fd_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

}  // namespace stampede
