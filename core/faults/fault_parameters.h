// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/faults/fault_catalogue.h"

namespace stampede {

/// The fault with every parameter as the catalogue has it.
Fault make_fault(FaultKind kind);

/// The value of the parameter as text: a number in its unit, a choice's name, a key, a command's name, an instance's number or "all". Empty
/// for a key or a command that is not given.
std::string value_of(const Fault& fault, const FaultParameter& parameter);
/// Sets it. The error is one sentence that names what is wrong and what would be right.
tl::expected<void, std::string> set_value(Fault& fault, const FaultParameter& parameter, std::string_view value);

/// The kind and those parameters that are not as in the catalogue, as the command line takes them: "net-latency:ms=20,jitter=5".
std::string to_text(const Fault& fault);

/// Empty, or the sentence that says what the fault lacks: expire-key needs a key.
std::string what_is_missing(const Fault& fault);

}  // namespace stampede
