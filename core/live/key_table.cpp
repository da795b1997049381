// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/key_table.h"

namespace stampede {

void KeyTable::set(Key key, const Entry& entry) {
    const auto [at, added] = entries_.try_emplace(key, entry);
    if (!added) {
        if (at->second.expires != kNever) expiring_.erase({at->second.expires, key});
        at->second = entry;
    }
    if (entry.expires != kNever) expiring_.emplace(entry.expires, key);
}

std::optional<KeyTable::Entry> KeyTable::erase(Key key) {
    const auto at = entries_.find(key);
    if (at == entries_.end()) return std::nullopt;
    const Entry entry = at->second;
    if (entry.expires != kNever) expiring_.erase({entry.expires, key});
    entries_.erase(at);
    return entry;
}

const KeyTable::Entry* KeyTable::find(Key key) const {
    const auto at = entries_.find(key);
    return at == entries_.end() ? nullptr : &at->second;
}

void KeyTable::clear() {
    entries_.clear();
    expiring_.clear();
}

std::vector<Key> KeyTable::keys() const {
    std::vector<Key> keys;
    for (const auto& [key, entry] : entries_) keys.push_back(key);
    return keys;
}

}  // namespace stampede
