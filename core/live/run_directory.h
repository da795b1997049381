// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "core/live/file_lock.h"

namespace stampede {

/// The private folder of one lab: socket, log and database copy. A lock in it says that its program lives; it is removed at the end, or,
/// when the program was killed, by the next start. Its path is short, because a unix socket's path may have 107 bytes at most.
class RunDirectory {
   public:
    /// Below `base`, or if that is empty below $XDG_RUNTIME_DIR, $TMPDIR or /tmp, the first that is short and writable. Removes the folders
    /// there that killed programs left behind.
    static tl::expected<RunDirectory, std::string> create(const std::filesystem::path& base);

    RunDirectory(RunDirectory&& other) noexcept
        : path_(std::move(other.path_)), lock_(std::move(other.lock_)), neighbours_(other.neighbours_) {
        other.path_.clear();
    }
    RunDirectory& operator=(RunDirectory&&) = delete;
    ~RunDirectory();

    const std::filesystem::path& path() const { return path_; }
    /// How many other labs ran beside it when it was made.
    std::size_t neighbours() const { return neighbours_; }
    std::filesystem::path socket() const { return path_ / "redis.sock"; }
    std::filesystem::path log() const { return path_ / "redis.log"; }
    std::filesystem::path database() const { return path_ / "lab.sqlite"; }

   private:
    RunDirectory(std::filesystem::path path, FileLock lock, std::size_t neighbours)
        : path_(std::move(path)), lock_(std::move(lock)), neighbours_(neighbours) {}
    static tl::expected<RunDirectory, std::string> create_below(const std::filesystem::path& base);

    std::filesystem::path path_;
    FileLock lock_;
    std::size_t neighbours_ = 0;
};

}  // namespace stampede
