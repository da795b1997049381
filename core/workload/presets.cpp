// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/presets.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/model/dataset.h"

namespace stampede {
namespace {

using Json = nlohmann::json;
using Failure = tl::unexpected<std::string>;

Workload preset(const char* name, double reads, double inserts, double rmw, double scans, Distribution distribution = Distribution::zipf) {
    Workload workload;
    workload.name = name;
    workload.read_share = reads;
    workload.insert_share = inserts;
    workload.rmw_share = rmw;
    workload.scan_share = scans;
    workload.distribution = distribution;
    return workload;
}

// One field of a workload file: how to take it from JSON.
struct Field {
    const char* name;
    void (*set)(Workload&, const Json&);
};

const std::array kFields{
    Field{"name", [](Workload& w, const Json& v) { w.name = v.get<std::string>(); }},
    Field{"read_share", [](Workload& w, const Json& v) { w.read_share = v.get<double>(); }},
    Field{"insert_share", [](Workload& w, const Json& v) { w.insert_share = v.get<double>(); }},
    Field{"rmw_share", [](Workload& w, const Json& v) { w.rmw_share = v.get<double>(); }},
    Field{"scan_share", [](Workload& w, const Json& v) { w.scan_share = v.get<double>(); }},
    Field{"scan_length", [](Workload& w, const Json& v) { w.scan_length = v.get<std::uint32_t>(); }},
    Field{"keys", [](Workload& w, const Json& v) { w.keys = v.get<std::uint32_t>(); }},
    Field{"theta", [](Workload& w, const Json& v) { w.theta = v.get<double>(); }},
    Field{"clients", [](Workload& w, const Json& v) { w.clients = v.get<std::uint32_t>(); }},
    Field{"rate", [](Workload& w, const Json& v) { w.rate = v.get<double>(); }},
    Field{"warm", [](Workload& w, const Json& v) { w.warm = v.get<std::uint32_t>(); }},
    Field{"requests", [](Workload& w, const Json& v) { w.requests = v.get<std::uint64_t>(); }},
    Field{"duration_s", [](Workload& w, const Json& v) { w.duration = from_seconds(v.get<double>()); }},
};

tl::expected<Workload, std::string> from_json(const Json& json, const std::string& path) {
    if (!json.is_object()) return Failure("the workload file '" + path + "' must hold one JSON object");
    Workload workload;
    if (const auto base = json.find("preset"); base != json.end()) {
        const auto found = base->is_string() ? find_preset(base->get<std::string>()) : std::nullopt;
        if (!found) return Failure("the workload file '" + path + "' starts from an unknown preset; there are ycsb-a to ycsb-f");
        workload = *found;
    }
    for (const auto& [name, value] : json.items()) {
        if (name == "preset") continue;
        const auto field = std::find_if(kFields.begin(), kFields.end(), [&](const Field& known) { return name == known.name; });
        if (field == kFields.end()) return Failure("the workload file '" + path + "' has an unknown field '" + name + "'");
        try {
            field->set(workload, value);
        } catch (const Json::exception&) {
            return Failure("the field '" + name + "' of the workload file '" + path + "' has the wrong type");
        }
    }
    if (auto ok = check(workload); !ok) return Failure(ok.error());
    return workload;
}

}  // namespace

std::span<const Workload> workload_presets() {
    static const std::array kPresets{
        preset("ycsb-a", 0.50, 0, 0, 0),    preset("ycsb-b", 0.95, 0, 0, 0),
        preset("ycsb-c", 1.00, 0, 0, 0),    preset("ycsb-d", 0.95, 0.05, 0, 0, Distribution::latest),
        preset("ycsb-e", 0, 0.05, 0, 0.95), preset("ycsb-f", 0.50, 0, 0.50, 0),
    };
    return kPresets;
}

std::optional<Workload> find_preset(std::string_view name) {
    for (const Workload& workload : workload_presets()) {
        if (workload.name == name) return workload;
    }
    return std::nullopt;
}

tl::expected<void, std::string> check(const Workload& w) {
    const auto share = [](double value) { return value >= 0 && value <= 1; };
    if (!share(w.read_share) || !share(w.insert_share) || !share(w.rmw_share) || !share(w.scan_share))
        return Failure("shares of a workload lie between 0 and 1");
    if (w.read_share + w.insert_share + w.rmw_share + w.scan_share > 1.0001)
        return Failure("the shares of a workload add up to more than 1");
    if (w.keys < 1 || w.keys > kUsers) return Failure("keys must be 1 to 10000");
    if (!(w.theta >= 0 && w.theta <= 2)) return Failure("theta must be 0 to 2");
    if (w.clients < 1 || w.clients > 10'000) return Failure("clients must be 1 to 10000");
    if (!(w.rate >= 0 && w.rate <= 1e6)) return Failure("rate must be 0 (as fast as possible) to 1000000 requests a second");
    if (w.warm > kUsers) return Failure("warm must be 0 to 10000 rows");
    if (w.scan_length < 1 || w.scan_length > 1000) return Failure("scan_length must be 1 to 1000");
    return {};
}

tl::expected<Workload, std::string> load_workload(const std::string& name_or_path) {
    if (const auto found = find_preset(name_or_path)) return *found;
    std::ifstream file(name_or_path);
    if (!file) return Failure("'" + name_or_path + "' is neither a workload (ycsb-a to ycsb-f) nor a file that can be read");
    const Json json = Json::parse(file, nullptr, false);
    if (json.is_discarded()) return Failure("the workload file '" + name_or_path + "' is not valid JSON");
    return from_json(json, name_or_path);
}

}  // namespace stampede
