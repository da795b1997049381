// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/operation_history.h"

#include <algorithm>

namespace stampede::ui {
namespace {

bool ofOperation(const Event& event) {
    return event.type == EventType::parked || event.type == EventType::issued || event.type == EventType::effect ||
           event.type == EventType::replied;
}

bool ofRequest(const Event& event) {
    return ofOperation(event) || event.type == EventType::request_begun || event.type == EventType::request_ended;
}

bool sameWork(const Event& a, const Event& b) { return a.request == b.request && (a.request != 0 || a.instance == b.instance); }

Stage stageOf(EventType type) {
    switch (type) {
        case EventType::issued: return Stage::issued;
        case EventType::effect: return Stage::performed;
        case EventType::replied: return Stage::replied;
        default: return Stage::parked;
    }
}

void add(OperationRecord& record, const Event& event) {
    if (event.type == EventType::effect && event.detail > event.at.count()) record.ttl = Duration(event.detail) - event.at;
    if (event.type == EventType::effect && event.verb == Verb::db_apply_batch) record.writes.push_back(event);
    if (event.type == EventType::effect && record.stage == Stage::replied) {
        record.late = true;
        return;
    }
    const Value asked = record.event.value;
    record.stage = stageOf(event.type);
    record.event = event;
    // A reply without a value of its own (a time-out) leaves what was asked for.
    if (event.value == Value{}) record.event.value = asked;
    if (event.type == EventType::issued) record.issued = event.at;
    const bool waits = event.type == EventType::replied && !rests(event.verb) && record.issued >= Instant{0};
    if (waits) record.waited = std::max(Duration{0}, event.at - record.issued - event.timing.total());
}

void add(RequestRecord& record, const Event& event) {
    if (event.type == EventType::request_begun || event.type == EventType::request_ended) {
        record.kind = event.kind;
        record.key = event.key;
        record.complete = record.complete || event.type == EventType::request_begun;
        if (event.type == EventType::request_ended) record.ended = event;
        return;
    }
    if (record.key == Key{}) record.key = event.key;
    auto& operations = record.operations;
    const auto known = std::find_if(operations.rbegin(), operations.rend(),
                                    [&](const OperationRecord& each) { return each.event.operation == event.operation; });
    if (known == operations.rend()) {
        operations.push_back({});
        add(operations.back(), event);
    } else {
        add(*known, event);
    }
}

std::size_t beginningOf(const Journal& journal, std::size_t index) {
    const Event& subject = journal[index];
    const std::size_t floor = std::max(journal.first(), index > kSearched ? index - kSearched : 0);
    std::size_t beginning = index;
    std::size_t own = 0;
    for (std::size_t i = index + 1; i-- > floor;) {
        const Event& event = journal[i];
        if (!ofRequest(event) || !sameWork(event, subject)) continue;
        if (subject.request == 0 && event.type == EventType::issued && ++own > kOwnOperations) break;
        beginning = i;
        if (event.type == EventType::request_begun) break;
    }
    return beginning;
}

}  // namespace

std::optional<std::size_t> lastTold(const Journal& journal, std::size_t position) {
    const std::size_t end = std::min(position, journal.size());
    const std::size_t floor = std::max(journal.first(), end > kSearched ? end - kSearched : 0);
    for (std::size_t i = end; i-- > floor;) {
        if (ofRequest(journal[i]) && (ofOperation(journal[i]) || journal[i].request != 0)) return i;
    }
    return std::nullopt;
}

RequestRecord recordAround(const Journal& journal, std::size_t index, std::size_t position) {
    const Event& subject = journal[index];
    RequestRecord record;
    record.request = subject.request;
    record.instance = subject.instance;
    record.kind = subject.kind;
    const std::size_t last = std::max(index + 1, std::min({position, journal.size(), index + kSearched}));
    for (std::size_t i = beginningOf(journal, index); i < last; ++i) {
        if (ofRequest(journal[i]) && sameWork(journal[i], subject)) add(record, journal[i]);
    }
    return record;
}

}  // namespace stampede::ui
