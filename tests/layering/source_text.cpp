// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/source_text.h"

#include <algorithm>
#include <regex>

namespace stampede::layering {
namespace {

void blank(std::string& text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, text.size()); ++i) {
        if (text[i] != '\n') text[i] = ' ';
    }
}

std::size_t end_of_literal(std::string_view text, std::size_t open) {
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == text[open]) {
            return i;
        }
    }
    return text.size();
}

// The apostrophe of 1'000'000 opens no literal.
bool separates_digits(std::string_view text, std::size_t at) { return at > 0 && isalnum(static_cast<unsigned char>(text[at - 1])) != 0; }

// Position of the quote that ends the raw literal whose opening quote stands at `open`.
std::size_t end_of_raw_literal(std::string_view text, std::size_t open) {
    const std::size_t bracket = text.find('(', open);
    if (bracket == std::string_view::npos) return text.size();
    std::string close(1, ')');
    close.append(text.substr(open + 1, bracket - open - 1)).append(1, '"');
    const std::size_t end = text.find(close, bracket);
    return end == std::string_view::npos ? text.size() : end + close.size() - 1;
}

// Blanks the comment or the inside of the literal at `i` if there is one, and says where to go on.
std::size_t skip(std::string& text, std::size_t i, bool keep_literals) {
    if (text.compare(i, 2, "//") == 0) {
        const std::size_t end = std::min(text.find('\n', i), text.size());
        blank(text, i, end);
        return end;
    }
    if (text.compare(i, 2, "/*") == 0) {
        const std::size_t close = text.find("*/", i + 2);
        const std::size_t end = close == std::string::npos ? text.size() : close + 2;
        blank(text, i, end);
        return end;
    }
    if (text[i] == '"' || (text[i] == '\'' && !separates_digits(text, i))) {
        const bool raw = text[i] == '"' && i > 0 && text[i - 1] == 'R';
        const std::size_t end = raw ? end_of_raw_literal(text, i) : end_of_literal(text, i);
        if (!keep_literals) blank(text, i + 1, end);
        return end + 1;
    }
    return i + 1;
}

std::string without_comments(std::string_view source, bool keep_literals) {
    std::string text(source);
    for (std::size_t i = 0; i < text.size();) i = skip(text, i, keep_literals);
    return text;
}

}  // namespace

std::vector<Include> includes_of(std::string_view source) {
    static const std::regex directive(R"re(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])re", std::regex::multiline);
    const std::string text = without_comments(source, true);
    std::vector<Include> found;
    for (std::sregex_iterator match(text.begin(), text.end(), directive), end; match != end; ++match) {
        found.push_back({match->str(2), match->str(1) == "\"", line_at(text, static_cast<std::size_t>(match->position(2)))});
    }
    return found;
}

std::string code_of(std::string_view source) {
    std::string text = without_comments(source, false);
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::size_t first = text.find_first_not_of(" \t", start);
        if (first < end && text[first] == '#') blank(text, start, end);
        start = end + 1;
    }
    return text;
}

int line_at(std::string_view source, std::size_t position) {
    return 1 + static_cast<int>(std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

}  // namespace stampede::layering
