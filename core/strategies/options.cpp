// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/options.h"

namespace stampede {

std::string_view name_of(Unit unit) {
    switch (unit) {
        case Unit::count:
        case Unit::factor: return "";
        case Unit::percent: return "%";
        case Unit::milliseconds: return "ms";
        case Unit::seconds: return "s";
    }
    return "";
}

Options::Options(std::span<const OptionInfo> declared, std::span<const std::pair<std::string, double>> chosen) {
    for (const OptionInfo& info : declared) {
        double value = info.standard;
        for (const auto& [id, wanted] : chosen) {
            if (id == info.id) value = wanted;
        }
        items_.push_back({&info, value});
    }
}

double Options::number(std::string_view id) const {
    const Item* item = find(id);
    return item == nullptr ? 0 : item->value;
}

Duration Options::time(std::string_view id) const {
    const Item* item = find(id);
    if (item == nullptr) return Duration{0};
    return item->info->unit == Unit::milliseconds ? from_ms(item->value) : from_seconds(item->value);
}

const Options::Item* Options::find(std::string_view id) const {
    for (const Item& item : items_) {
        if (item.info->id == id) return &item;
    }
    return nullptr;
}

}  // namespace stampede
