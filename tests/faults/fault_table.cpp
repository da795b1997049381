// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/fault_table.h"

#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace stampede::test {
namespace {

constexpr int kAtATime = 4;
constexpr std::uint64_t kOften = 5;
constexpr double kOftenErrors = 0.02;
constexpr double kSure = 25;  // no accident: it has to happen in the other world as well
constexpr double kSureErrors = 0.05;
constexpr std::uint64_t kSureStale = 40;

std::vector<std::pair<FaultKind, std::string>> cases() {
    std::vector<std::pair<FaultKind, std::string>> all;
    for (const FaultKind kind : kFaultKinds) {
        for (const std::string& combination : table_combinations()) all.emplace_back(kind, combination);
    }
    return all;
}

std::string figures(const FaultEffect& effect) {
    char text[128];
    std::snprintf(text, sizeof text, "%.0f %% · %.0f ms · %llu · %llu · %llu · ×%.1f", effect.errors * 100, to_ms(effect.slowest),
                  static_cast<unsigned long long>(effect.stale), static_cast<unsigned long long>(effect.lost),
                  static_cast<unsigned long long>(effect.wrong), effect.amplification);
    return text;
}

std::string letters(const FaultEffect& effect) {
    std::string text;
    if (effect.errors >= kOftenErrors) text += "E";
    if (effect.stale >= kOften) text += "S";
    if (effect.lost >= kOften) text += "L";
    if (effect.wrong >= kOften) text += "W";
    return text.empty() ? "–" : text;
}

std::string table(const FaultEffects& effects, const std::function<std::string(const FaultEffect&)>& cell) {
    std::string head = "| fault |";
    std::string rule = "|---|";
    for (const std::string& combination : table_combinations()) {
        head += " " + combination + " |";
        rule += "---|";
    }
    std::string text = head + "\n" + rule + "\n";
    for (const FaultKind kind : kFaultKinds) {
        text += std::string("| ") + name_of(kind) + " |";
        for (const std::string& combination : table_combinations()) text += " " + cell(effects.at({kind, combination})) + " |";
        text += "\n";
    }
    return text;
}

std::string whole(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::pair<std::size_t, std::size_t> bounds(const std::string& text, const std::string& name) {
    const std::string begin = "<!-- " + name + " -->\n";
    const auto from = text.find(begin);
    const auto to = text.find("<!-- end of " + name + " -->");
    if (from == std::string::npos || to == std::string::npos) throw std::runtime_error("no section " + name);
    return {from + begin.size(), to};
}

}  // namespace

FaultEffects simulate_all() {
    FaultEffects effects;
    for (const auto& one : cases()) effects[one] = simulate(one.first, one.second);
    return effects;
}

FaultEffects run_all_for_real() {
    FaultEffects effects;
    const auto all = cases();
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kAtATime; ++i) {
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < all.size(); at = next++) {
                const FaultEffect effect = run_for_real(all[at].first, all[at].second);
                const std::lock_guard guard(mutex);
                effects[all[at]] = effect;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    return effects;
}

std::string figures_table(const FaultEffects& effects) { return table(effects, figures); }
std::string letters_table(const FaultEffects& effects) { return table(effects, letters); }

std::string disagreement(const FaultEffect& simulated, const FaultEffect& real) {
    std::string text;
    const auto note = [&](const char* what, double here, double there) {
        text += std::string(text.empty() ? "" : ", ") + what + " " + std::to_string(here) + " against " + std::to_string(there);
    };
    const auto compare = [&](const char* what, double here, double there, double sure) {
        if ((here >= sure && there == 0) || (there >= sure && here == 0)) note(what, here, there);
    };
    compare("errors", simulated.errors, real.errors, kSureErrors);
    compare("lost", static_cast<double>(simulated.lost), static_cast<double>(real.lost), kSure);
    // A busy machine makes reads stale by itself.
    if (simulated.stale >= kSureStale && real.stale == 0) note("stale", static_cast<double>(simulated.stale), 0);
    return text;
}

std::string section_of(const std::string& file, const std::string& name) {
    const std::string text = whole(file);
    const auto [from, to] = bounds(text, name);
    return text.substr(from, to - from);
}

void replace_section(const std::string& file, const std::string& name, const std::string& with) {
    std::string text = whole(file);
    const auto [from, to] = bounds(text, name);
    text.replace(from, to - from, with);
    std::ofstream(file) << text;
}

}  // namespace stampede::test
