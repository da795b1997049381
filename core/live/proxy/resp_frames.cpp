// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/resp_frames.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace stampede {
namespace {

using Kind = FrameEnd::Kind;

// Redis's own bounds.
constexpr std::size_t kLongestLine = 64 * 1024;
constexpr long long kLongestBulk = 512LL * 1024 * 1024;
constexpr long long kMostValues = 1024 * 1024 * 1024;

struct Line {
    std::string_view text{};
    std::size_t end = 0;  // behind its \r\n
};

// The line that begins there: incomplete, broken or found.
Kind find_line(std::string_view bytes, std::size_t at, Line& line) {
    const std::size_t end = bytes.find('\r', at);
    if (end == std::string_view::npos) return bytes.size() - at > kLongestLine ? Kind::broken : Kind::incomplete;
    if (end + 1 == bytes.size()) return Kind::incomplete;
    if (bytes[end + 1] != '\n') return Kind::broken;
    line = {bytes.substr(at, end - at), end + 2};
    return Kind::complete;
}

std::optional<long long> number_in(std::string_view text) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

FrameEnd RequestScanner::scan(std::string_view bytes) {
    FrameEnd end;
    if (left_ < 0 && !begin(bytes, end)) return end;
    while (left_ > 0) {
        if (!bulk(bytes, end)) return end;
    }
    return {Kind::complete, at_};
}

// False: the end, or what there is so far, has been found.
bool RequestScanner::begin(std::string_view bytes, FrameEnd& end) {
    if (bytes.empty()) return false;
    if (bytes.front() != '*') {
        end = inline_request(bytes);
        return false;
    }
    Line line;
    end.kind = find_line(bytes, 1, line);
    if (end.kind != Kind::complete) return false;
    const auto count = number_in(line.text);
    if (!count || *count > kMostValues) {
        end.kind = Kind::broken;
        return false;
    }
    left_ = std::max(0LL, *count);
    at_ = line.end;
    return true;
}

bool RequestScanner::bulk(std::string_view bytes, FrameEnd& end) {
    if (at_ >= bytes.size()) return end.kind = Kind::incomplete, false;
    if (bytes[at_] != '$') return end.kind = Kind::broken, false;
    Line line;
    end.kind = find_line(bytes, at_ + 1, line);
    if (end.kind != Kind::complete) return false;
    const auto size = number_in(line.text);
    if (!size || *size < 0 || *size > kLongestBulk) return end.kind = Kind::broken, false;
    const std::size_t behind = line.end + static_cast<std::size_t>(*size) + 2;
    if (bytes.size() < behind) return end.kind = Kind::incomplete, false;
    add_word(line.end, static_cast<std::size_t>(*size));
    at_ = behind;
    --left_;
    return true;
}

FrameEnd RequestScanner::inline_request(std::string_view bytes) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return {bytes.size() > kLongestLine ? Kind::broken : Kind::incomplete, 0};
    constexpr std::string_view kBlank = " \t\r\n";
    for (std::size_t at = bytes.find_first_not_of(kBlank); at < end;) {
        const std::size_t behind = std::min(bytes.find_first_of(kBlank, at), end);
        add_word(at, behind - at);
        at = bytes.find_first_not_of(kBlank, behind);
    }
    return {Kind::complete, end + 1};
}

void RequestScanner::add_word(std::size_t at, std::size_t size) {
    if (word_count_ < kWords) places_[word_count_] = {at, size};
    ++word_count_;
}

std::span<const std::string_view> RequestScanner::words(std::string_view bytes) {
    const std::size_t count = std::min(word_count_, kWords);
    for (std::size_t i = 0; i < count; ++i) words_[i] = bytes.substr(places_[i].at, places_[i].size);
    return {words_.data(), count};
}

FrameEnd ReplyScanner::scan(std::string_view bytes) {
    while (left_ > 0) {
        if (at_ >= bytes.size()) return {};
        const char type = bytes[at_];
        Line line;
        const Kind found = find_line(bytes, at_ + 1, line);
        if (found != Kind::complete) return {found, 0};
        std::size_t behind = line.end;
        if (type == '$' || type == '*') {
            const auto number = number_in(line.text);
            if (!number || *number < -1 || *number > (type == '$' ? kLongestBulk : kMostValues)) return {Kind::broken, 0};
            if (type == '$' && *number >= 0) behind += static_cast<std::size_t>(*number) + 2;
            if (bytes.size() < behind) return {};
            if (type == '*' && *number > 0) left_ += *number;
        } else if (type != '+' && type != '-' && type != ':') {
            return {Kind::broken, 0};
        }
        at_ = behind;
        --left_;
    }
    return {Kind::complete, at_};
}

}  // namespace stampede
