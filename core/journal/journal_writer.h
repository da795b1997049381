// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>
#include <tl/expected.hpp>

#include "core/model/event.h"

namespace stampede {

/// Writes a journal as JSON Lines: a header line, then one object an event with the fields that its type fills. Times are nanoseconds.
class JournalWriter {
   public:
    /// One sentence when the file cannot be written.
    static tl::expected<JournalWriter, std::string> create(const std::string& path, const std::string& strategy, std::uint64_t seed);

    void write(const Event& event);

    /// Flushes; one sentence when something could not be written (the disk is full).
    tl::expected<void, std::string> finish();

   private:
    JournalWriter(std::ofstream file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

    std::ofstream file_;
    std::string path_;
};

/// One event as a line of JSON, without the line's end.
std::string to_json(const Event& event);

}  // namespace stampede
