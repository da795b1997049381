// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal_reader.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "core/model/fault_event.h"
#include "core/model/source_files.h"

namespace stampede {
namespace {

using Json = nlohmann::json;

/// The value of an enumeration, from `first` to `last`, that is called so.
template <class Enum>
Enum named(const std::string& name, Enum last, const char* (*name_of_one)(Enum)) {
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (name == name_of_one(static_cast<Enum>(i))) return static_cast<Enum>(i);
    }
    throw std::invalid_argument("'" + name + "' is not known");
}

template <class Enum>
Enum field(const Json& json, const char* id, Enum last, const char* (*name_of_one)(Enum)) {
    return named(json.at(id).get<std::string>(), last, name_of_one);
}

int place_of(const std::string& name, std::initializer_list<const char*> names) {
    int place = 0;
    for (const char* one : names) {
        if (name == one) return place;
        ++place;
    }
    throw std::invalid_argument("'" + name + "' is not known");
}

Key key_of(const Json& json) {
    const auto key = parse_stored_key(json.at("key").get<std::string>());
    if (!key) throw std::invalid_argument("the key is not known");
    return *key;
}

void read_value(const Json& json, Event& event) {
    event.key = key_of(json);
    event.value = Value{json.at("write").get<WriteId>(), json.at("version").get<Version>()};
}

void read_place(const Json& json, Event& event) {
    event.file = source_file_id(json.at("file").get<std::string>());
    event.line = json.at("line").get<std::uint16_t>();
    event.stack = json.at("stack").get<std::uint16_t>();
}

void read_request(const Json& json, Event& event) {
    event.kind = static_cast<RequestKind>(place_of(json.at("kind").get<std::string>(), {"read", "write", "erase"}));
    event.session = json.at("session").get<SessionId>();
    read_value(json, event);
    if (event.type == EventType::request_begun) return;
    event.source = static_cast<Source>(place_of(json.at("source").get<std::string>(), {"none", "cache", "database", "local"}));
    event.detail = json.at("latency").get<std::int64_t>();
}

void read_operation(const Json& json, Event& event) {
    event.operation = json.at("operation").get<OperationId>();
    event.verb = field<Verb>(json, "verb", kLastVerb, &name_of);
    if (!rests(event.verb)) read_value(json, event);
    event.outbox = json.value("outbox", false);
    event.newer = json.contains("condition");
    read_place(json, event);
    event.detail = json.value("expires", json.value("detail", std::int64_t{0}));
    event.timing.measured = Duration(json.value("measured", std::int64_t{0}));
    event.timing.modelled = Duration(json.value("modelled", std::int64_t{0}));
    event.timing.fault = Duration(json.value("fault", std::int64_t{0}));
}

void read_fault(const Json& json, Event& event) {
    Fault fault;
    fault.kind = field<FaultKind>(json, "fault", kLastFault, &name_of);
    fault.instance = event.instance;
    fault.key = event.key;
    fault.added = Duration(event.detail);
    if (json.contains("verb")) fault.verb = field<Verb>(json, "verb", kLastVerb, &name_of);
    fault.jitter = Duration(json.value("jitter", std::int64_t{0}));
    fault.amount = json.value("amount", std::uint32_t{0});
    fault.choice = json.value("choice", std::uint8_t{0});
    fault.probability = json.value("probability", 1.0);
    put_fault(event, fault);
}

void read_other(const Json& json, Event& event) {
    if (json.contains("write")) {
        read_value(json, event);
    } else if (json.contains("key")) {
        event.key = key_of(json);
    }
    event.detail = json.value("detail", json.value("expires", json.value("replaced_by", std::int64_t{0})));
    if (event.type == EventType::fault_injected || event.type == EventType::fault_healed) {
        read_fault(json, event);
    }
    if (event.type == EventType::pool) {
        event.detail = json.at("in_use").get<std::int64_t>();
        event.operation = json.at("waiting").get<OperationId>();
        event.session = json.at("size").get<SessionId>();
    }
    if (event.type == EventType::call) read_place(json, event);
    if (event.type == EventType::guarded) {
        event.detail = static_cast<std::int64_t>(field<Decision>(json, "decision", Decision::gave_up_waiting, &name_of));
    }
    if (event.type == EventType::message) {
        event.detail = place_of(json.at("channel").get<std::string>(), {"local", "tracking", "changes"});
        event.found = json.contains("key");
    }
}

Event event_from(const Json& json) {
    Event event;
    event.at = Instant(json.at("at").get<std::int64_t>());
    event.type = field<EventType>(json, "type", kLastEvent, &name_of);
    event.instance = json.at("instance").get<InstanceId>();
    event.request = json.value("request", RequestId{0});
    event.found = json.value("found", false);
    event.applied = json.value("applied", false);
    if (json.contains("outcome")) event.outcome = field<Outcome>(json, "outcome", Outcome::crashed, &name_of);
    if (json.contains("state")) event.state = field<EntryState>(json, "state", EntryState::stale, &name_of);
    switch (event.type) {
        case EventType::request_begun:
        case EventType::request_ended: read_request(json, event); break;
        case EventType::parked:
        case EventType::issued:
        case EventType::effect:
        case EventType::replied: read_operation(json, event); break;
        default: read_other(json, event); break;
    }
    return event;
}

}  // namespace

tl::expected<Event, std::string> event_from_json(const std::string& line) {
    try {
        return event_from(Json::parse(line));
    } catch (const std::exception& error) {
        return tl::unexpected("it is no event: " + std::string(error.what()));
    }
}

tl::expected<void, std::string> read_journal(const std::string& path, const std::function<void(const Event&)>& call) {
    std::ifstream in(path);
    if (!in) return tl::unexpected("the journal '" + path + "' cannot be read; check its name");
    std::string line;
    std::getline(in, line);
    const Json head = Json::parse(line, nullptr, false);
    if (!head.is_object() || head.value("stampede_journal", Json(0)) != Json(1)) {
        return tl::unexpected("'" + path + "' is not a journal of Stampede; `run --journal FILE` writes one");
    }
    for (std::size_t number = 2; std::getline(in, line); ++number) {
        const auto event = event_from_json(line);
        if (!event) return tl::unexpected("line " + std::to_string(number) + " of '" + path + "' is damaged: " + event.error());
        call(*event);
    }
    return {};
}

}  // namespace stampede
