// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/version_counters.h"

namespace stampede {

void VersionCounters::effect(RowIndex row, const Event& event) {
    if (removed(event)) return gone(row);
    if (event.verb == Verb::cache_incr && event.applied) {
        Series& series = series_[row];
        if (series.number == 0) series = {.number = ++last_number_, .known = true};
        ++series.increments;
    }
    if (stored(event)) series_[row] = {.number = ++last_number_, .begun_by = event.request};
    const Series* series = series_.find(row);
    const bool answers = event.verb == Verb::cache_incr || event.verb == Verb::cache_get;
    if (answers && series != nullptr) asked_[event.operation] = {row, series->number, series->increments};
}

void VersionCounters::replied(const Event& event) {
    const Asked* asked = asked_.find(event.operation);
    if (asked == nullptr) return;
    Series* series = series_.find(asked->row);
    const bool tells = event.outcome == Outcome::ok && event.detail > 0 && series != nullptr && series->number == asked->number;
    if (tells && !series->known) {
        const std::uint64_t count = static_cast<std::uint64_t>(event.detail) % kGenerations;
        series->base = (count + kGenerations - asked->increments % kGenerations) % kGenerations;
        series->known = true;
    }
    asked_.erase(event.operation);
}

void VersionCounters::filled(RowIndex row, const Event& event) {
    Series* series = series_.find(row);
    if (series == nullptr || series->known || event.request == 0 || series->begun_by != event.request) return;
    series->base = event.key.generation % kGenerations;
    series->known = true;
}

std::optional<std::uint32_t> VersionCounters::current(RowIndex row) const {
    const Series* series = series_.find(row);
    if (series == nullptr || !series->known) return std::nullopt;
    const std::uint64_t count = (series->base + series->increments) % kGenerations;
    return static_cast<std::uint32_t>(count == 0 ? kGenerations : count);
}

}  // namespace stampede
