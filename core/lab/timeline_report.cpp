// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/timeline_report.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace stampede {

nlohmann::ordered_json timeline_json(const std::vector<TimelineSecond>& seconds) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        const TimelineSecond& second = seconds[i];
        list.push_back({{"second", i},
                        {"requests", second.ended},
                        {"success", second.success()},
                        {"hit_rate", second.hit_rate()},
                        {"db_timed_out", second.timed_out},
                        {"db_waiting", second.waiting},
                        {"db_abandoned", second.abandoned},
                        {"shed", second.shed},
                        {"in_flight", second.in_flight}});
    }
    return list;
}

std::string timeline_text(const std::vector<TimelineSecond>& seconds) {
    std::string out = "\n  second  requests  success  hit rate  db timed out  db waiting  db for nobody    shed  in flight\n";
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        const TimelineSecond& second = seconds[i];
        const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
        char line[160];
        std::snprintf(line, sizeof line, "  %6zu  %8llu  %5.1f %%   %5.1f %%  %12llu  %10llu  %13llu  %6llu  %9llu\n", i,
                      number(second.ended), 100 * second.success(), 100 * second.hit_rate(), number(second.timed_out),
                      number(second.waiting), number(second.abandoned), number(second.shed), number(second.in_flight));
        out += line;
    }
    return out;
}

}  // namespace stampede
