// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/resp_reply.h"

#include <charconv>

namespace stampede {
namespace {

using Type = RedisReply::Type;

constexpr int kDeepest = 8;

class Reader {
   public:
    explicit Reader(std::string_view frame) : rest_(frame) {}

    RedisReply value(int depth) {
        if (rest_.empty() || depth > kDeepest) return {};
        const char type = rest_.front();
        const std::string_view line = take_line();
        switch (type) {
            case '+': return {Type::status, 0, line, {}};
            case '-': return {Type::error, 0, line, {}};
            case ':': return {Type::integer, number_in(line), {}, {}};
            case '$': return bulk(number_in(line));
            case '*': return array(number_in(line), depth);
            default: return {};
        }
    }

   private:
    static long long number_in(std::string_view text) {
        long long number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }

    std::string_view take_line() {
        const std::size_t end = std::min(rest_.find("\r\n"), rest_.size());
        const std::string_view line = rest_.substr(1, end - 1);
        rest_.remove_prefix(std::min(end + 2, rest_.size()));
        return line;
    }

    RedisReply bulk(long long size) {
        if (size < 0) return {Type::nil, 0, {}, {}};
        const std::string_view text = rest_.substr(0, static_cast<std::size_t>(size));
        rest_.remove_prefix(std::min(text.size() + 2, rest_.size()));
        return {Type::string, 0, text, {}};
    }

    RedisReply array(long long count, int depth) {
        if (count < 0) return {Type::nil, 0, {}, {}};
        RedisReply reply{Type::array, 0, {}, {}};
        for (long long i = 0; i < count && !rest_.empty(); ++i) reply.elements.push_back(value(depth + 1));
        return reply;
    }

    std::string_view rest_;
};

}  // namespace

RedisReply read_reply(std::string_view frame) { return Reader(frame).value(0); }

}  // namespace stampede
