// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/model/value.h"

namespace stampede {

/// What a row says is a pure function of its id and of the write that made it (0: the data set as created). So a cache can be filled
/// with a value that no database has seen yet, and every store tells the same story.
struct UserRow {
    std::string name;
    std::string email;
    std::string avatar;  ///< path of a picture
};
UserRow user_row(std::uint32_t id, WriteId write);

struct ProductRow {
    std::string name;
    std::int64_t price = 0;  ///< cents
};
ProductRow product_row(std::uint32_t id, WriteId write);

/// A well-mixed number for the pair, for contents that have to look arbitrary and be the same on every machine.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);

}  // namespace stampede
