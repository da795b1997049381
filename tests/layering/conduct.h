// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stampede::layering {

/// What every file must keep: the licence line first, at most 500 lines. One sentence for each breach.
std::vector<std::string> breaches_of_form(std::string_view source);

/// g++ 12 destroys temporaries of aggregates and of capturing lambdas twice when they stand in one expression with a co_await, and newer
/// compilers misread structured bindings of one: none of the three may stand there.
std::vector<std::string> breaches_of_awaiting(std::string_view source);

/// What would let a strategy depend on anything but its environment: threads, locks, clocks, randomness, input and output, static
/// data, unordered containers, references that outlive the call.
std::vector<std::string> breaches_of_strategies(std::string_view source);

}  // namespace stampede::layering
