// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "core/explore/script_file.h"

namespace stampede {

/// A script as one line, to be pasted into a chat and back: `cache-aside 1R+1W: R1 R1 W1 W1 R1`, with everything
/// `write-through+mutex:ttl=5 2R+1W+1D+WR invalidation=outbox keys=2 instances=2 warm crashes=1 expiries=1 lost=1: R1 ...`.
std::string script_line(const Script& script);

/// Reads a line, or what `script_json` writes. One sentence that says what is not understood.
tl::expected<Script, std::string> parse_script_text(const std::string& text);

}  // namespace stampede
