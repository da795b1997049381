// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace stampede {

/// What a file held before each write since its last sync, so that the writes can be taken back. Used by several threads.
class UnsyncedWrites {
   public:
    explicit UnsyncedWrites(std::string path) : path_(std::move(path)) {}
    const std::string& path() const { return path_; }

    /// `before`: the bytes that are about to be replaced, fewer than written where the file ends; `size`: how long the file is.
    void note(std::int64_t offset, std::vector<char> before, std::int64_t size) {
        const std::lock_guard guard(mutex_);
        writes_.push_back({offset, size, std::move(before)});
    }
    /// To be asked before the sync begins, since others may write while it lasts ...
    std::size_t count() const {
        const std::lock_guard guard(mutex_);
        return writes_.size() + synced_;
    }
    /// ... and told when it has ended: the first so many writes are on the disk.
    void synced(std::size_t count) {
        const std::lock_guard guard(mutex_);
        if (count <= synced_) return;
        writes_.erase(writes_.begin(), writes_.begin() + static_cast<std::ptrdiff_t>(count - synced_));
        synced_ = count;
    }
    /// The file is gone, or new.
    void clear() { synced(count()); }

    /// Takes the writes back, the last one first. False if the file cannot be written. Precondition: nobody has the file open.
    bool undo();

   private:
    struct Write {
        std::int64_t offset;
        std::int64_t size;
        std::vector<char> before;
    };
    std::string path_;
    mutable std::mutex mutex_;
    std::vector<Write> writes_;
    std::size_t synced_ = 0;  // writes that were noted before these
};

}  // namespace stampede
