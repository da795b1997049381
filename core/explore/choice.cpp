// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/choice.h"

#include <charconv>

namespace stampede {
namespace {

std::string numbered(char letter, std::uint32_t index) { return letter + std::to_string(index + 1); }

std::string actor_text(std::uint32_t actor, const Cast& cast) {
    if (actor < cast.readers) return numbered('R', actor);
    actor -= cast.readers;
    if (actor < cast.writers) return numbered('W', actor);
    actor -= cast.writers;
    if (actor < cast.erasers) return numbered('D', actor);
    actor -= cast.erasers;
    if (actor < cast.sessions) return numbered('S', actor);
    return numbered('B', actor - cast.sessions);
}

// Where the actors of a letter begin, and how many they are; none for an unknown letter.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

Range range_of(char letter, const Cast& cast) {
    const std::uint32_t clients = cast.readers + cast.writers + cast.erasers + cast.sessions;
    switch (letter) {
        case 'R': return {0, cast.readers};
        case 'W': return {cast.readers, cast.writers};
        case 'D': return {cast.readers + cast.writers, cast.erasers};
        case 'S': return {clients - cast.sessions, cast.sessions};
        case 'B': return {clients, 255 - clients};
        case 'X':
        case 'L':
        case 'C':
        case 'M': return {0, 255};
        default: return {};
    }
}

}  // namespace

std::string to_text(ExploreChoice choice, const Cast& cast) {
    switch (choice.move) {
        case Move::step: return actor_text(choice.actor, cast);
        case Move::lose_request: return actor_text(choice.actor, cast) + '-';
        case Move::lose_reply: return actor_text(choice.actor, cast) + '~';
        case Move::expire: return numbered('X', choice.actor);
        case Move::expire_lock: return numbered('L', choice.actor);
        case Move::crash: return numbered('C', choice.actor);
        case Move::deliver: return numbered('M', choice.actor);
    }
    return {};
}

std::optional<ExploreChoice> parse_choice_of_actor(std::string_view word, const Cast& cast) {
    if (word.size() < 2) return std::nullopt;
    const Range range = range_of(word.front(), cast);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    if (error != std::errc{} || number < 1 || number > range.count) return std::nullopt;
    const std::string_view rest = word.substr(static_cast<std::size_t>(end - word.data()));
    const auto actor = static_cast<std::uint8_t>(range.first + number - 1);
    const std::string_view letters = "XLCM";
    if (const std::size_t at = letters.find(word.front()); at != std::string_view::npos) {
        constexpr Move moves[] = {Move::expire, Move::expire_lock, Move::crash, Move::deliver};
        return rest.empty() ? std::optional(ExploreChoice{moves[at], actor}) : std::nullopt;
    }
    if (rest.empty()) return ExploreChoice{Move::step, actor};
    if (rest == "-") return ExploreChoice{Move::lose_request, actor};
    if (rest == "~") return ExploreChoice{Move::lose_reply, actor};
    return std::nullopt;
}

std::string to_text(const std::vector<ExploreChoice>& script, const Cast& cast) {
    std::string text;
    for (const ExploreChoice choice : script) {
        if (!text.empty()) text += ' ';
        text += to_text(choice, cast);
    }
    return text;
}

}  // namespace stampede
