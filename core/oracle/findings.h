// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/oracle/finding.h"

namespace stampede {

/// The first findings of each property, so that memory stays bounded; how many there were is counted elsewhere.
class Findings {
   public:
    static constexpr std::size_t kKept = 1000;

    bool wants(Property property) const { return taken_[static_cast<std::size_t>(property)] < kKept; }
    void add(const Finding& finding) {
        if (!wants(finding.property)) return;
        ++taken_[static_cast<std::size_t>(finding.property)];
        all_.push_back(finding);
    }
    /// In the order in which they were found.
    const std::vector<Finding>& all() const { return all_; }

   private:
    std::vector<Finding> all_;
    std::array<std::size_t, kPropertyCount> taken_{};
};

}  // namespace stampede
