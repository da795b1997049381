// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <iostream>
#include <vector>

#include "app/cli/command.h"
#include "core/journal/chrome_trace.h"
#include "core/journal/journal_reader.h"

namespace stampede {

// All is read before anything is written: a journal that is none must cost no file. What stands before a damaged line is worth having.
int trace_command(const std::string& journal, const std::string& trace, bool by_event) {
    std::error_code absent;
    if (std::filesystem::equivalent(journal, trace, absent)) {
        std::cerr << "stampede: '" << trace << "' is the journal itself; name another file for the trace\n";
        return kFailed;
    }
    std::vector<Event> events;
    const auto read = read_journal(journal, [&events](const Event& event) { events.push_back(event); });
    if (!read) std::cerr << "stampede: " << read.error() << "\n";
    if (!read && events.empty()) return kFailed;
    const auto each = [&events](const std::function<void(const Event&)>& call) {
        for (const Event& event : events) call(event);
    };
    const auto written = write_chrome_trace(trace, each, by_event ? TraceAxis::events : TraceAxis::lab_time);
    if (!written) std::cerr << "stampede: " << written.error() << "\n";
    return read && written ? kOk : kFailed;
}

}  // namespace stampede
