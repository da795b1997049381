// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/model/choice.h"
#include "core/model/time.h"

namespace stampede {

enum class Unit : std::uint8_t { count, factor, percent, milliseconds, seconds };

/// "ms", "s", "%", "" ...
std::string_view name_of(Unit unit);

/// What can be set on a part of the catalogue.
struct OptionInfo {
    std::string_view id;
    std::string_view sentence;  ///< what it is for
    Unit unit = Unit::count;
    double standard = 0;  ///< the default, from the articles or the field
    double low = 0;
    double high = 0;
};

/// The values of a part's options: as chosen, or else the defaults. Asking for one that the part does not declare is a mistake in the
/// program and yields 0.
class Options {
   public:
    Options(std::span<const OptionInfo> declared, std::span<const std::pair<std::string, double>> chosen);

    double number(std::string_view id) const;
    std::uint32_t count(std::string_view id) const { return static_cast<std::uint32_t>(number(id)); }
    /// A percentage as a share of 1.
    double share(std::string_view id) const { return number(id) / 100; }
    /// Of an option in seconds or milliseconds.
    Duration time(std::string_view id) const;

   private:
    struct Item {
        const OptionInfo* info;
        double value;
    };
    const Item* find(std::string_view id) const;

    std::vector<Item> items_;
};

}  // namespace stampede
