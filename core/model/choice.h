// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace stampede {

/// A part of the catalogue as somebody chose it: its id, and those of its options that shall differ from their defaults, each in the
/// option's own unit.
struct Choice {
    std::string id;
    std::vector<std::pair<std::string, double>> options{};

    friend bool operator==(const Choice&, const Choice&) = default;
};

}  // namespace stampede
