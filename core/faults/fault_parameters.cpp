// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/fault_parameters.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string text_of(double value) {
    char buffer[64];
    const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), value, std::chars_format::fixed, 6);
    std::string text(buffer, error == std::errc{} ? end : buffer);
    while (text.find('.') != std::string::npos && (text.back() == '0' || text.back() == '.')) {
        const bool point = text.back() == '.';
        text.pop_back();
        if (point) break;
    }
    return text;
}

// Commands are named without blanks on a command line: set-nx.
std::string command_id(Verb verb) {
    std::string name = name_of(verb);
    for (char& letter : name) letter = letter == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return name;
}

std::optional<Verb> find_command(std::string_view text) {
    std::string wanted(text);
    for (char& letter : wanted) {
        letter = letter == ' ' || letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    for (int i = 0; i <= static_cast<int>(kLastVerb); ++i) {
        const Verb verb = static_cast<Verb>(i);
        if (component_of(verb) == Component::cache && command_id(verb) == wanted) return verb;
    }
    return std::nullopt;
}

double number_in(const Fault& fault, FaultField field) {
    switch (field) {
        case FaultField::instance: return fault.instance;
        case FaultField::added: return to_ms(fault.added);
        case FaultField::jitter: return to_ms(fault.jitter);
        case FaultField::amount: return fault.amount;
        case FaultField::probability: return fault.probability * 100;
        default: return fault.choice;
    }
}

void put_number(Fault& fault, FaultField field, double value) {
    switch (field) {
        case FaultField::instance: fault.instance = static_cast<InstanceId>(value); break;
        case FaultField::added: fault.added = from_ms(value); break;
        case FaultField::jitter: fault.jitter = from_ms(value); break;
        case FaultField::amount: fault.amount = static_cast<std::uint32_t>(value); break;
        case FaultField::probability: fault.probability = value / 100; break;
        default: fault.choice = static_cast<std::uint8_t>(value); break;
    }
}

std::string choices_of(const FaultParameter& parameter) {
    std::string names;
    for (const char* choice : parameter.choices) names += (names.empty() ? "" : ", ") + std::string(parameter.name) + "=" + choice;
    return names;
}

std::string refusal(const Fault& fault, const FaultParameter& parameter, const std::string& takes, std::string_view value) {
    return std::string(name_of(fault.kind)) + " takes " + takes + ", not '" + parameter.name + "=" + std::string(value) + "'";
}

tl::expected<void, std::string> set_choice(Fault& fault, const FaultParameter& parameter, std::string_view value) {
    const auto found = std::find(parameter.choices.begin(), parameter.choices.end(), value);
    if (found == parameter.choices.end()) return Failure(refusal(fault, parameter, choices_of(parameter), value));
    fault.choice = static_cast<std::uint8_t>(found - parameter.choices.begin());
    return {};
}

}  // namespace

Fault make_fault(FaultKind kind) {
    Fault fault;
    fault.kind = kind;
    for (const FaultParameter& parameter : entry_of(kind).parameters) {
        if (parameter.field != FaultField::key && parameter.field != FaultField::command)
            put_number(fault, parameter.field, parameter.initial);
    }
    return fault;
}

std::string value_of(const Fault& fault, const FaultParameter& parameter) {
    switch (parameter.field) {
        case FaultField::key: return fault.key.id == 0 ? std::string() : to_string(fault.key);
        case FaultField::command: return fault.verb == Verb::none ? std::string() : command_id(fault.verb);
        case FaultField::choice: return fault.choice < parameter.choices.size() ? parameter.choices[fault.choice] : "";
        case FaultField::instance:
            if (fault.instance == kEveryInstance) return "all";
            [[fallthrough]];
        default: return text_of(number_in(fault, parameter.field));
    }
}

tl::expected<void, std::string> set_value(Fault& fault, const FaultParameter& parameter, std::string_view value) {
    if (parameter.field == FaultField::choice) return set_choice(fault, parameter, value);
    if (parameter.field == FaultField::key) {
        const auto key = parse_key(value);
        if (!key) return Failure(refusal(fault, parameter, "key=user:profile:N, product:N or leaderboard:top100", value));
        fault.key = *key;
        return {};
    }
    if (parameter.field == FaultField::command) {
        const auto verb = find_command(value);
        if (!verb)
            return Failure(refusal(fault, parameter, "a command of Redis's, as in command=get, command=set-nx or command=del", value));
        fault.verb = *verb;
        return {};
    }
    if (parameter.field == FaultField::instance && value == "all") {
        fault.instance = kEveryInstance;
        return {};
    }
    const auto figure = number(value);
    if (!figure || *figure < parameter.least || *figure > parameter.most) {
        const std::string name = std::string(parameter.name) + "=";
        return Failure(refusal(fault, parameter, name + text_of(parameter.least) + " to " + name + text_of(parameter.most), value));
    }
    put_number(fault, parameter.field, *figure);
    return {};
}

std::string to_text(const Fault& fault) {
    std::string text = name_of(fault.kind);
    const Fault usual = make_fault(fault.kind);
    char separator = ':';
    for (const FaultParameter& parameter : entry_of(fault.kind).parameters) {
        const std::string value = value_of(fault, parameter);
        if (value == value_of(usual, parameter)) continue;
        text += separator + std::string(parameter.name) + "=" + value;
        separator = ',';
    }
    return text;
}

std::string what_is_missing(const Fault& fault) {
    const bool key = fault.kind == FaultKind::expire_key || fault.kind == FaultKind::evict_key || fault.kind == FaultKind::db_write ||
                     fault.kind == FaultKind::stampede || fault.kind == FaultKind::hot_key;
    if (!key || fault.key.id != 0) return {};
    const std::string name = name_of(fault.kind);
    return name + " needs a key, as in " + name + ":key=product:7@1";
}

}  // namespace stampede
