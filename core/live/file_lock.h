// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace stampede {

/// An exclusive lock on a file, held until destroyed or until the process ends, however it ends. Children do not inherit it.
class FileLock {
   public:
    /// Empty when the file cannot be opened or, with `wait` off, when another process holds the lock. Creates the file if `create`.
    static std::optional<FileLock> take(const std::filesystem::path& file, bool create, bool wait);

    FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileLock& operator=(FileLock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~FileLock();

    /// Replaces what the file says.
    bool write(const std::string& text);

   private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace stampede
