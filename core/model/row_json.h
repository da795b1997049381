// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

/// The bytes that Redis holds for a user or a product: the row's fields, then the version and the write that made it.
/// {"id":42,"name":"Ada Lovelace","email":...,"avatar":...,"version":1,"write":0}
/// "" for the leaderboard: no row says what is in it.
std::string row_json(Key key, Value value);

}  // namespace stampede
