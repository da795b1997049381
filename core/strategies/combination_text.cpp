// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/combination_text.h"

#include <cstdio>

#include "core/strategies/combination.h"

namespace stampede {
namespace {

std::string in_words(Duration length) {
    const double seconds = static_cast<double>(length.count()) / 1e9;
    char text[32];
    if (seconds >= 3600) {
        std::snprintf(text, sizeof text, "%g h", seconds / 3600);
    } else if (seconds >= 1) {
        std::snprintf(text, sizeof text, "%g s", seconds);
    } else {
        std::snprintf(text, sizeof text, "%g ms", seconds * 1000);
    }
    return text;
}

// "a", "a and b", "a, b and c"
std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::string ttl_sentence(const TtlTable& ttl) {
    if (ttl.user_profile == ttl.product && ttl.product == ttl.leaderboard) {
        return "An entry lives " + in_words(ttl.product) + " at most.";
    }
    return "An entry lives " + in_words(ttl.user_profile) + " at most for a user profile, " + in_words(ttl.product) + " for a product, " +
           in_words(ttl.leaderboard) + " for a leaderboard.";
}

std::string promise_sentence(Properties kept) {
    std::vector<std::string> never;
    for (const Property property : kProperties) {
        if (!kept.contains(property)) continue;
        std::string words(id_of(property));
        for (char& c : words) c = c == '-' ? ' ' : c;
        never.push_back(words);
    }
    if (never.empty()) return "It promises nothing, even while nothing fails.";
    return "While nothing fails, none of these happens: " + listed(never) + ".";
}

std::string sentence(std::string_view text) {
    std::string whole(text);
    if (!whole.empty() && whole.back() != '.') whole += '.';
    return whole;
}

}  // namespace

std::string explanation(const RunConfig& config) {
    const StrategyInfo& path = *find_strategy(config.strategy);
    std::string text = std::string(path.name) + ": " + sentence(path.promise);
    text += " A read: " + sentence(path.read) + " A write: " + sentence(path.write);

    for (const LayerInfo& guard : guards()) {
        for (const Choice& choice : config.guards) {
            if (choice.id != guard.id) continue;
            text += " " + std::string(guard.name) + ": " + sentence(guard.sentence);
            break;
        }
    }
    if (path.cached) {
        const LayerInfo* chosen = find_invalidation(config.invalidation.id);
        const LayerInfo& invalidation = chosen == nullptr ? invalidations().front() : *chosen;
        text += " What keeps copies fresh: " + sentence(invalidation.sentence) + " " + ttl_sentence(config.ttl);
    }
    return text + " " + promise_sentence(promises(config));
}

}  // namespace stampede
