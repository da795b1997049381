// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include "app/cli/command.h"
#include "core/journal/chrome_trace.h"
#include "core/journal/journal_reader.h"

namespace stampede {

// What stands before a damaged line is worth having: it is written all the same.
int trace_command(const std::string& journal, const std::string& trace, bool by_event) {
    tl::expected<void, std::string> read;
    const auto each = [&](const std::function<void(const Event&)>& call) { read = read_journal(journal, call); };
    const auto written = write_chrome_trace(trace, each, by_event ? TraceAxis::events : TraceAxis::lab_time);
    if (!read) std::cerr << "stampede: " << read.error() << "\n";
    if (!written) std::cerr << "stampede: " << written.error() << "\n";
    return read && written ? kOk : kFailed;
}

}  // namespace stampede
