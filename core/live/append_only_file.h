// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <deque>
#include <filesystem>

#include "core/live/cache_expiry.h"
#include "core/live/uv_loop.h"

namespace stampede {

/// The server's append-only file, and how long it was when, in lab time: a power cut takes it back to what it was. The server writes before
/// it replies, so that a length seen with a reply has everything in it that was answered. What the lab knows of the keys goes back with it.
class AppendOnlyFile {
   public:
    /// `kept`: whether the server keeps one.
    AppendOnlyFile(UvLoop& loop, std::filesystem::path folder, CacheExpiry& expiry, bool kept);
    AppendOnlyFile(const AppendOnlyFile&) = delete;
    AppendOnlyFile& operator=(const AppendOnlyFile&) = delete;

    bool kept() const { return kept_; }
    /// A power cut leaves at least what is there now.
    void begin();
    /// A command that may have changed something has been answered.
    void grown();
    /// The server is down.
    void end() { up_ = false; }

    /// Both while the server does not run. What lies after that moment is gone; or all of it.
    void go_back_to(Instant moment);
    void remove();

   private:
    struct Sample {
        Instant at{0};
        std::uintmax_t length = 0;
        UndoLog<KeyTable::Entry>::Position changes = 0;
    };

    /// False when there is no file yet. A rewrite begins a new one, and lengths of the old one say nothing about it.
    bool find_file();
    std::uintmax_t length() const;

    UvLoop* loop_;
    std::filesystem::path folder_;
    CacheExpiry* expiry_;
    bool kept_;
    bool up_ = false;
    struct stat manifest_ {};
    std::filesystem::path file_;  // to which the server appends
    std::deque<Sample> samples_;  // of that file; the first one is the earliest to which it can go back
};

}  // namespace stampede
