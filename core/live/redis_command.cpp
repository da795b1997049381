// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_command.h"

#include <charconv>

namespace stampede {
namespace {

void append_number(std::string& out, std::size_t number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

std::string milliseconds(Duration duration) { return std::to_string(std::chrono::ceil<std::chrono::milliseconds>(duration).count()); }

std::string_view RedisCommand::of(std::span<const std::string_view> words) {
    buffer_.assign(1, '*');
    append_number(buffer_, words.size());
    for (const std::string_view word : words) {
        buffer_ += "\r\n$";
        append_number(buffer_, word.size());
        buffer_ += "\r\n";
        buffer_ += word;
    }
    return buffer_ += "\r\n";
}

std::string_view RedisCommand::pexpire_after(Key key, Duration left) {
    const Duration now = std::chrono::system_clock::now().time_since_epoch();
    return of({"PEXPIREAT", to_string(key), milliseconds(now + left)});
}

}  // namespace stampede
