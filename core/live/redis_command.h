// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/model/key.h"
#include "core/model/time.h"

namespace stampede {

/// Spells commands in RESP, into one buffer that is reused. What it returns is valid until the next call.
class RedisCommand {
   public:
    std::string_view of(std::initializer_list<std::string_view> words) { return of(std::span<const std::string_view>(words)); }
    std::string_view of(std::span<const std::string_view> words);

    std::string_view get(Key key) { return of({"GET", to_string(key)}); }
    std::string_view del(Key key) { return of({"DEL", to_string(key)}); }
    std::string_view persist(Key key) { return of({"PERSIST", to_string(key)}); }
    /// Said as a point in time, so that a server that is stopped meanwhile does not count from when it wakes.
    std::string_view pexpire_after(Key key, Duration left);
    std::string_view expire_now(Key key) { return of({"PEXPIRE", to_string(key), "0"}); }

   private:
    std::string buffer_;
};

/// Rounded up to whole milliseconds, in which Redis counts.
std::string milliseconds(Duration duration);

}  // namespace stampede
