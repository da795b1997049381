// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/chrome_trace.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kStores = 1000;           // the process of what happens in the stores by itself
constexpr double kEventIsWorth = 1000;  // microseconds

const char* word_for(RequestKind kind) { return kind == RequestKind::read ? "read" : kind == RequestKind::write ? "write" : "erase"; }

std::string value_text(Value value) {
    if (value.version != 0) return "v" + std::to_string(value.version);
    return value.write == 0 ? "-" : "w" + std::to_string(value.write);
}

/// Folds events into trace events and writes them one after the other.
class Tracer {
   public:
    Tracer(std::ostream& out, TraceAxis axis) : out_(&out), axis_(axis) {}

    void begin() {
        *out_ << "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
        name_process(kStores, "Stores");
    }

    void apply(const Event& event) {
        now_ = axis_ == TraceAxis::events ? static_cast<double>(count_) * kEventIsWorth : static_cast<double>(event.at.count()) / 1000;
        ++count_;
        switch (event.type) {
            case EventType::request_begun: begun_[event.request] = {now_, event}; return;
            case EventType::request_ended: return end_request(event);
            case EventType::issued: issued_[event.operation] = now_; return;
            case EventType::replied: return reply(event);
            case EventType::effect: return effect(event);
            case EventType::fault_injected: return fault(event, "b");
            case EventType::fault_healed: return fault(event, "e");
            case EventType::expired:
            case EventType::evicted:
            case EventType::cache_started:
            case EventType::cache_died:
            case EventType::crashed:
            case EventType::restarted:
            case EventType::message:
            case EventType::breaker:
            case EventType::shed: return instant(event);
            default: return;
        }
    }

    // What is still in flight ends where the journal does.
    void end() {
        for (const auto& [request, begun] : begun_) slice_of_request(request, begun, nullptr);
        for (const auto& [kind, id] : broken_) {
            if (id)
                write({{"name", name_of(static_cast<FaultKind>(kind))},
                       {"cat", "fault"},
                       {"ph", "e"},
                       {"id", *id},
                       {"ts", now_},
                       {"pid", kStores},
                       {"tid", 1}});
        }
        *out_ << "\n]}\n";
    }

   private:
    struct Begun {
        double at = 0;
        Event event{};
    };
    struct Origin {
        Value value{};
        double at = 0;
        int process = 0;
        RequestId thread = 0;
    };

    static int process_of(const Event& event) { return event.instance + 1; }

    void write(const Json& json) { *out_ << (std::exchange(first_, false) ? "" : ",\n") << json.dump(); }
    void name_process(int process, const std::string& name) {
        if (!named_.insert({process, 0}).second) return;
        write({{"name", "process_name"}, {"ph", "M"}, {"pid", process}, {"tid", 0}, {"args", {{"name", name}}}});
    }
    void name_thread(const Event& event, const std::string& name) {
        name_process(process_of(event), "Application " + std::to_string(process_of(event)));
        if (!named_.insert({process_of(event), event.request + 1}).second) return;
        write({{"name", "thread_name"}, {"ph", "M"}, {"pid", process_of(event)}, {"tid", event.request + 1}, {"args", {{"name", name}}}});
    }

    void slice_of_request(RequestId request, const Begun& begun, const Event* ended) {
        const Event& event = begun.event;
        const char letter = event.kind == RequestKind::read ? 'R' : event.kind == RequestKind::write ? 'W' : 'E';
        name_thread(event, letter + std::to_string(request));
        Json args{{"key", to_string(event.key)}, {"session", event.session}};
        args["outcome"] = ended == nullptr ? "in flight" : name_of(ended->outcome);
        if (ended != nullptr) args["value"] = value_text(ended->value);
        write({{"name", std::string(word_for(event.kind)) + " " + to_string(event.key)},
               {"cat", "request"},
               {"ph", "X"},
               {"ts", begun.at},
               {"dur", now_ - begun.at},
               {"pid", process_of(event)},
               {"tid", request + 1},
               {"args", args}});
    }

    void end_request(const Event& event) {
        const auto begun = begun_.find(event.request);
        if (begun == begun_.end()) return;
        slice_of_request(event.request, begun->second, &event);
        begun_.erase(begun);
    }

    void reply(const Event& event) {
        const auto issued = issued_.find(event.operation);
        if (issued == issued_.end()) return;
        const bool cache = component_of(event.verb) == Component::cache;
        if (event.request == 0) name_thread(event, "background");
        Json args{{"key", to_string(event.key)},
                  {"outcome", name_of(event.outcome)},
                  {"found", event.found},
                  {"applied", event.applied},
                  {"value", value_text(event.value)},
                  {"measured_ms", to_ms(event.timing.measured)},
                  {"modelled_ms", to_ms(event.timing.modelled)},
                  {"fault_ms", to_ms(event.timing.fault)}};
        write({{"name", name_of(event.verb)},
               {"cat", cache ? "redis" : "sqlite"},
               {"ph", "X"},
               {"ts", issued->second},
               {"dur", now_ - issued->second},
               {"pid", process_of(event)},
               {"tid", event.request + 1},
               {"args", args}});
        issued_.erase(issued);
        if (looks(event.verb) && event.found && event.outcome == Outcome::ok)
            flow(cache ? cached_[event.key] : rows_[event.key.row()], event);
    }

    void effect(const Event& event) {
        const Origin origin{event.value, now_, process_of(event), event.request};
        if (stored(event)) cached_[event.key] = origin;
        if (commits(event.verb) && event.applied) rows_[event.key.row()] = origin;
    }

    void flow(const Origin& origin, const Event& event) {
        if (origin.process == 0 || !(origin.value == event.value)) return;
        const Json common{{"name", "value"}, {"cat", "value"}, {"id", ++flows_}};
        Json from = common;
        from.update({{"ph", "s"}, {"ts", origin.at}, {"pid", origin.process}, {"tid", origin.thread + 1}});
        Json to = common;
        to.update({{"ph", "f"}, {"bp", "e"}, {"ts", now_}, {"pid", process_of(event)}, {"tid", event.request + 1}});
        write(from);
        write(to);
    }

    void fault(const Event& event, const char* phase) {
        std::optional<std::uint32_t>& id = broken_[static_cast<int>(event.fault)];
        const bool begins = *phase == 'b';
        if (begins == id.has_value() && lasting(event.fault)) return;
        if (!lasting(event.fault)) return instant(event);
        if (begins) id = ++faults_;
        write({{"name", name_of(event.fault)}, {"cat", "fault"}, {"ph", phase}, {"id", *id}, {"ts", now_}, {"pid", kStores}, {"tid", 1}});
        if (!begins) id.reset();
    }

    void instant(const Event& event) {
        Json args = Json::object();
        if (event.key.id != 0) args["key"] = to_string(event.key);
        const bool fault = event.type == EventType::fault_injected;
        write({{"name", fault ? name_of(event.fault) : name_of(event.type)},
               {"cat", "event"},
               {"ph", "i"},
               {"s", "g"},
               {"ts", now_},
               {"pid", kStores},
               {"tid", 1},
               {"args", args}});
    }

    std::ostream* out_;
    TraceAxis axis_;
    bool first_ = true;
    std::size_t count_ = 0;
    double now_ = 0;
    std::uint32_t flows_ = 0;
    std::uint32_t faults_ = 0;
    std::set<std::pair<int, RequestId>> named_;
    std::map<RequestId, Begun> begun_;
    std::map<OperationId, double> issued_;
    std::map<Key, Origin> cached_;
    std::map<Key, Origin> rows_;
    std::map<int, std::optional<std::uint32_t>> broken_;
};

}  // namespace

tl::expected<void, std::string> write_chrome_trace(const std::string& path, const EachEvent& events, TraceAxis axis) {
    std::ofstream out(path);
    Tracer tracer(out, axis);
    tracer.begin();
    events([&tracer](const Event& event) { tracer.apply(event); });
    tracer.end();
    out.close();
    if (out) return {};
    return tl::unexpected("the trace cannot be written to '" + path + "'; choose a folder that you may write to");
}

}  // namespace stampede
