// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/script_line.h"

#include <charconv>
#include <sstream>
#include <utility>
#include <vector>

#include "core/strategies/combination.h"

namespace stampede {
namespace {

using Failure = tl::unexpected<std::string>;

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);) parts.push_back(part);
    return parts;
}

std::string spelt(const Choice& choice) {
    std::string text = choice.id;
    char separator = ':';
    for (const auto& [id, value] : choice.options) {
        // As short as it can be read back from; an exponent's plus sign would begin a guard.
        char number[512];
        const auto written = std::to_chars(number, number + sizeof number, value, std::chars_format::fixed);
        text += separator + id + "=" + std::string(number, written.ptr);
        separator = ',';
    }
    return text;
}

std::string clients_of(const Scenario& scenario) {
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "+") + part; };
    if (scenario.readers > 0) add(std::to_string(scenario.readers) + "R");
    if (scenario.writers > 0) add(std::to_string(scenario.writers) + "W");
    if (scenario.erasers > 0) add(std::to_string(scenario.erasers) + "D");
    for (const std::string& session : scenario.sessions) add(session);
    return text;
}

bool read_number(std::string_view text, std::uint32_t& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc{} && end == text.data() + text.size() && into <= Scenario::kMostRequests;
}

bool read_clients(const std::string& text, Scenario& scenario) {
    scenario.readers = scenario.writers = 0;
    for (const std::string& part : split(text, '+')) {
        if (part.empty()) return false;
        const bool counted = part.front() >= '0' && part.front() <= '9';
        if (!counted) {
            scenario.sessions.push_back(part);
            continue;
        }
        const char kind = part.back();
        std::uint32_t& count = kind == 'R' ? scenario.readers : kind == 'W' ? scenario.writers : scenario.erasers;
        if ((kind != 'R' && kind != 'W' && kind != 'D') || !read_number(std::string_view(part).substr(0, part.size() - 1), count))
            return false;
    }
    return true;
}

tl::expected<void, std::string> read_combination(const std::string& text, RunConfig& config) {
    bool first = true;
    for (const std::string& part : split(text, '+')) {
        auto choice = parse_choice(part);
        if (!choice) return Failure(choice.error());
        if (!std::exchange(first, false)) {
            config.guards.push_back(std::move(*choice));
            continue;
        }
        config.strategy = choice->id;
        config.options = choice->options;
    }
    return {};
}

tl::expected<void, std::string> read_word(const std::string& word, Scenario& scenario) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (word == "warm") {
        scenario.warm = true;
        return {};
    }
    if (name == "invalidation") {
        auto choice = parse_choice(value);
        if (!choice) return Failure(choice.error());
        scenario.config.invalidation = std::move(*choice);
        return {};
    }
    const std::pair<const char*, std::uint32_t*> numbers[] = {{"keys", &scenario.keys},
                                                              {"instances", &scenario.config.instances},
                                                              {"crashes", &scenario.crashes},
                                                              {"expiries", &scenario.expiries},
                                                              {"lost", &scenario.lost}};
    for (const auto& [id, into] : numbers) {
        if (name == id && read_number(value, *into)) return {};
    }
    return Failure("the script's '" + word + "' is not understood; it looks like `cache-aside 1R+1W: R1 R1 W1 W1 R1`");
}

tl::expected<Script, std::string> parse_line(const std::string& text) {
    const std::size_t colon = text.find(": ");
    std::istringstream head(text.substr(0, colon));
    std::string combination, clients;
    Script script;
    if (colon == std::string::npos || !(head >> combination >> clients) || !read_clients(clients, script.scenario)) {
        return Failure(std::string("this is not a script; one looks like `cache-aside 1R+1W: R1 R1 W1 W1 R1`"));
    }
    if (auto read = read_combination(combination, script.scenario.config); !read) return Failure(read.error());
    for (std::string word; head >> word;) {
        if (auto read = read_word(word, script.scenario); !read) return Failure(read.error());
    }
    if (const std::string why = obstacle(script.scenario); !why.empty()) return Failure(why);
    if (auto ok = check(script.scenario.config); !ok) return Failure(ok.error());
    std::istringstream steps(text.substr(colon + 2));
    for (std::string word; steps >> word;) {
        const auto choice = parse_choice_of_actor(word, script.scenario.cast());
        if (!choice) return Failure("the step '" + word + "' names nobody of this scenario");
        script.choices.push_back(*choice);
    }
    return script;
}

}  // namespace

std::string script_line(const Script& script) {
    const Scenario& scenario = script.scenario;
    std::string text = spelt(Choice{scenario.config.strategy, scenario.config.options});
    for (const Choice& guard : scenario.config.guards) text += "+" + spelt(guard);
    text += " " + clients_of(scenario);
    if (!scenario.config.invalidation.id.empty()) text += " invalidation=" + spelt(scenario.config.invalidation);
    if (scenario.rows() > 1) text += " keys=" + std::to_string(scenario.keys);
    if (scenario.instances() > 1) text += " instances=" + std::to_string(scenario.config.instances);
    if (scenario.warm) text += " warm";
    if (scenario.crashes > 0) text += " crashes=" + std::to_string(scenario.crashes);
    if (scenario.expiries > 0) text += " expiries=" + std::to_string(scenario.expiries);
    if (scenario.lost > 0) text += " lost=" + std::to_string(scenario.lost);
    return text + ": " + to_text(script.choices, scenario.cast());
}

tl::expected<Script, std::string> parse_script_text(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return Failure(std::string("there is no script"));
    return text[first] == '{' ? parse_script(text) : parse_line(text.substr(first));
}

}  // namespace stampede
