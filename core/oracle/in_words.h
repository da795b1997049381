// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/oracle/finding.h"

namespace stampede {

/// One sentence that says what went wrong and because of what: "R7 returned v1 of user:profile:42 although W3 had committed v2 and was
/// acknowledged 12 ms before R7 began; the old value came from R5's SET." Requests are named as everywhere: R for reads, W for writes.
std::string in_words(const Finding& finding);

/// The part that an event played, for a link to it: "the write that was acknowledged".
const char* in_words(Part part);

}  // namespace stampede
