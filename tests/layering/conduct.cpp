// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/conduct.h"

#include <algorithm>
#include <array>
#include <regex>

#include "tests/layering/source_text.h"

namespace stampede::layering {
namespace {

constexpr std::size_t kMostLines = 500;
constexpr std::string_view kLicence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";

struct Ban {
    const char* pattern;
    const char* what;
};

constexpr std::array kStrategyBans{
    Ban{R"(\bstd::(jthread|thread|this_thread|async|future|promise|stop_token|latch|barrier|counting_semaphore)\b)", "a thread"},
    Ban{R"(\bstd::(\w*mutex|lock_guard|unique_lock|scoped_lock|shared_lock|condition_variable\w*|atomic\w*|once_flag)\b)", "a lock"},
    Ban{R"(\b(static|thread_local)\b(?!\s+(constexpr|consteval|constinit\s+const)\b))", "static data"},
    Ban{R"(\b(s?rand|rand_r|[dlm]rand48)\s*\(|\brandom\s*\(\s*\)|\bstd::(random_device|mt19937\w*|minstd_rand\w*|\w+_distribution)\b)",
        "randomness"},
    Ban{R"(\b(system|steady|high_resolution|utc|file)_clock\b|\b(clock_gettime|gettimeofday|std::time|std::clock)\b)", "a clock"},
    Ban{R"(\bstd::(cout|cerr|clog|cin|\w*fstream|printf|fprintf|puts|fopen|filesystem)\b|\bf?printf\s*\()", "input or output"},
    Ban{R"(\bstd::unordered_\w+)", "an unordered container"},
    // A function or a lambda that returns a Task, with a parameter taken by reference.
    Ban{R"(\bTask<[^;{}()]*>\s+[\w:]+\s*\([^;{}]*?&[^;{}]*?\)\s*(const\s*)?(override\s*)?[;{=])", "a coroutine's reference parameter"},
    Ban{R"(\([^;{}()]*&[^;{}()]*\)\s*(mutable\s*)?->\s*Task<)", "a coroutine's reference parameter"},
};

std::vector<std::string> search(const std::string& code, const Ban& ban) {
    std::vector<std::string> found;
    const std::regex pattern(ban.pattern);
    for (std::sregex_iterator match(code.begin(), code.end(), pattern), end; match != end; ++match) {
        found.push_back("line " + std::to_string(line_at(code, static_cast<std::size_t>(match->position()))) + ": " + ban.what);
    }
    return found;
}

std::string last_word(std::string_view code, std::size_t end) {
    while (end > 0 && isspace(static_cast<unsigned char>(code[end - 1])) != 0) --end;
    std::size_t start = end;
    while (start > 0 && (isalnum(static_cast<unsigned char>(code[start - 1])) != 0 || code[start - 1] == '_')) --start;
    if (start < end) return std::string(code.substr(start, end - start));
    return end > 0 ? std::string(1, code[end - 1]) : std::string();
}

bool opens_condition(std::string_view code, std::size_t bracket) {
    static constexpr std::array<std::string_view, 5> keywords{"if", "while", "switch", "for", "constexpr"};
    const std::string word = last_word(code, bracket);
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

// A brace opens a block after these; after anything else it initializes something.
bool opens_block(std::string_view code, std::size_t brace) {
    static constexpr std::array<std::string_view, 12> before{"", ";", "{", "}", ")", ":", "]", "do", "else", "try", "const", "override"};
    const std::string word = last_word(code, brace);
    return std::find(before.begin(), before.end(), word) != before.end();
}

std::size_t opening_brace(std::string_view code, std::size_t closing) {
    int depth = 0;
    for (std::size_t i = closing + 1; i > 0; --i) {
        if (code[i - 1] == '}') ++depth;
        if (code[i - 1] == '{' && --depth == 0) return i - 1;
    }
    return 0;
}

// The start of the full expression around `at`: after the statement's beginning, or after the bracket of an if, while, switch or for.
std::size_t start_of_expression(std::string_view code, std::size_t at) {
    int depth = 0;
    for (std::size_t i = at; i > 0; --i) {
        const char c = code[i - 1];
        if (c == ')' || c == ']') ++depth;
        if (c == '(' && depth == 0 && opens_condition(code, i - 1)) return i;
        if ((c == '(' || c == '[') && depth > 0) --depth;
        if (depth > 0) continue;
        if (c == ';' || (c == '{' && opens_block(code, i - 1))) return i;
        if (c == '}' && opens_block(code, opening_brace(code, i - 1))) return i;
    }
    return 0;
}

// One past its end: at the semicolon, or at the bracket that closes more than the expression opened.
std::size_t end_of_expression(std::string_view code, std::size_t start) {
    int depth = 0;
    for (std::size_t i = start; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || c == '}') --depth;
        if (depth < 0 || (depth == 0 && c == ';')) return i;
    }
    return code.size();
}

std::string trouble_in(const std::string& expression) {
    static const std::regex bindings(R"(\bauto\s*&{0,2}\s*\[)");
    static const std::regex lambda(R"((^|[^\w\s\])>])\s*\[(?!\[))");
    if (std::regex_search(expression, bindings)) return "structured bindings of a co_await";
    if (std::regex_search(expression, lambda)) return "a lambda in one expression with a co_await";
    if (expression.find('{') != std::string::npos) return "braces in one expression with a co_await";
    return {};
}

}  // namespace

std::vector<std::string> breaches_of_form(std::string_view source) {
    std::vector<std::string> found;
    if (!source.starts_with(kLicence)) found.emplace_back("line 1: is not the licence line");
    const auto lines = static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n'));
    if (lines > kMostLines) found.push_back("has " + std::to_string(lines) + " lines, more than " + std::to_string(kMostLines));
    return found;
}

std::vector<std::string> breaches_of_awaiting(std::string_view source) {
    const std::string code = code_of(source);
    std::vector<std::string> found;
    for (std::size_t at = code.find("co_await"); at != std::string::npos; at = code.find("co_await", at + 1)) {
        const std::size_t start = start_of_expression(code, at);
        const std::string trouble = trouble_in(code.substr(start, end_of_expression(code, start) - start));
        if (!trouble.empty()) found.push_back("line " + std::to_string(line_at(code, at)) + ": " + trouble);
    }
    return found;
}

std::vector<std::string> breaches_of_strategies(std::string_view source) {
    const std::string code = code_of(source);
    std::vector<std::string> found;
    for (const Ban& ban : kStrategyBans) {
        for (std::string& breach : search(code, ban)) found.push_back(std::move(breach));
    }
    return found;
}

}  // namespace stampede::layering
