// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal_writer.h"

#include <nlohmann/json.hpp>

#include "core/model/fault_event.h"
#include "core/model/source_files.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(RequestKind kind) {
    switch (kind) {
        case RequestKind::read: return "read";
        case RequestKind::write: return "write";
        case RequestKind::erase: return "erase";
    }
    return "";
}

const char* name_of(Source source) {
    switch (source) {
        case Source::none: return "none";
        case Source::cache: return "cache";
        case Source::database: return "database";
        case Source::local: return "local";
    }
    return "";
}

void add_key(Json& json, const Event& event) {
    json["key"] = to_string(event.key);
    json["write"] = event.value.write;
    json["version"] = event.value.version;
}

void add_noted(Json& json, const Event& event) {
    json["request"] = event.request;
    add_key(json, event);
}

const char* name_of(Channel channel) {
    switch (channel) {
        case Channel::local: return "local";
        case Channel::tracking: return "tracking";
        case Channel::changes: return "changes";
    }
    return "";
}

void add_operation(Json& json, const Event& event) {
    json["request"] = event.request;
    json["operation"] = event.operation;
    json["verb"] = stampede::name_of(event.verb);
    if (!rests(event.verb)) add_key(json, event);
    if (event.state != EntryState::value) json["state"] = stampede::name_of(event.state);
    if (event.outbox) json["outbox"] = true;
    if (event.newer) json["condition"] = "newer";
    json["file"] = source_file_path(event.file);
    json["line"] = event.line;
    json["stack"] = event.stack;
}

void add_reply(Json& json, const Event& event) {
    json["outcome"] = stampede::name_of(event.outcome);
    json["found"] = event.found;
    json["applied"] = event.applied;
}

void add_fault(Json& json, const Event& event) {
    const Fault fault = fault_in(event);
    json["fault"] = stampede::name_of(fault.kind);
    json["detail"] = fault.added.count();
    if (fault.key.id != 0) json["key"] = to_string(fault.key);
    if (fault.verb != Verb::none) json["verb"] = stampede::name_of(fault.verb);
    if (fault.jitter != Duration{0}) json["jitter"] = fault.jitter.count();
    if (fault.amount != 0) json["amount"] = fault.amount;
    if (fault.choice != 0) json["choice"] = fault.choice;
    if (fault.probability != 1) json["probability"] = fault.probability;
}

// What is neither a request nor an operation.
void add_other(Json& json, const Event& event) {
    switch (event.type) {
        case EventType::fault_injected:
        case EventType::fault_healed: add_fault(json, event); break;
        case EventType::restored:
            add_noted(json, event);
            if (event.state != EntryState::value) json["state"] = stampede::name_of(event.state);
            json["expires"] = event.detail;
            break;
        case EventType::reverted:
            add_noted(json, event);
            json["found"] = event.found;
            break;
        case EventType::pool:
            json["in_use"] = event.detail;
            json["waiting"] = event.operation;
            json["size"] = event.session;
            break;
        case EventType::expired:
        case EventType::evicted: json["key"] = to_string(event.key); break;
        case EventType::call:
            json["stack"] = event.stack;
            json["file"] = source_file_path(event.file);
            json["line"] = event.line;
            json["detail"] = event.detail;
            break;
        case EventType::guarded:
            json["request"] = event.request;
            json["key"] = to_string(event.key);
            json["decision"] = stampede::name_of(static_cast<Decision>(event.detail));
            break;
        case EventType::message:
            json["channel"] = name_of(static_cast<Channel>(event.detail));
            // After a lost connection a message may mean every key.
            if (event.found) json["key"] = to_string(event.key);
            break;
        case EventType::local_hit:
        case EventType::local_stored:
            add_noted(json, event);
            json["state"] = stampede::name_of(event.state);
            if (event.type == EventType::local_stored) json["expires"] = event.detail;
            break;
        case EventType::local_dropped:
            if (event.key != Key{}) json["key"] = to_string(event.key);
            json["detail"] = event.detail;
            break;
        case EventType::coalesced:
            add_noted(json, event);
            json["replaced_by"] = event.detail;
            break;
        case EventType::enqueued:
        case EventType::dead_letter:
        case EventType::shed: add_noted(json, event); [[fallthrough]];
        default: json["detail"] = event.detail; break;
    }
}

}  // namespace

std::string to_json(const Event& event) {
    Json json{{"at", event.at.count()}, {"type", name_of(event.type)}, {"instance", event.instance}};
    switch (event.type) {
        case EventType::request_begun:
        case EventType::request_ended:
            json["request"] = event.request;
            json["kind"] = name_of(event.kind);
            json["session"] = event.session;
            add_key(json, event);
            if (event.type == EventType::request_begun) break;
            add_reply(json, event);
            json["source"] = name_of(event.source);
            json["latency"] = event.detail;
            break;
        case EventType::effect:
        case EventType::replied:
            add_operation(json, event);
            add_reply(json, event);
            json[event.type == EventType::effect ? "expires" : "detail"] = event.detail;
            if (event.type == EventType::effect) break;
            json["measured"] = event.timing.measured.count();
            json["modelled"] = event.timing.modelled.count();
            json["fault"] = event.timing.fault.count();
            break;
        case EventType::parked:
        case EventType::issued: add_operation(json, event); break;
        default: add_other(json, event); break;
    }
    return json.dump();
}

tl::expected<JournalWriter, std::string> JournalWriter::create(const std::string& path, const std::string& strategy, std::uint64_t seed) {
    std::ofstream file(path);
    if (!file) return tl::unexpected<std::string>("the journal cannot be written to '" + path + "'; choose a folder that you may write to");
    file << Json{{"stampede_journal", 1}, {"strategy", strategy}, {"seed", seed}}.dump() << '\n';
    return JournalWriter(std::move(file), path);
}

void JournalWriter::write(const Event& event) { file_ << to_json(event) << '\n'; }

tl::expected<void, std::string> JournalWriter::finish() {
    file_.close();
    if (!file_) return tl::unexpected<std::string>("the journal '" + path_ + "' is incomplete; the disk may be full");
    return {};
}

}  // namespace stampede
