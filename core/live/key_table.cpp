// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/key_table.h"

namespace stampede {

void KeyTable::set(Key key, const Entry& entry) {
    if (log_.on()) {
        const Entry* held = find(key);
        log_.note(key, held == nullptr ? std::nullopt : std::optional(*held));
    }
    put(key, entry);
}

std::optional<KeyTable::Entry> KeyTable::erase(Key key) {
    std::optional<Entry> held = take(key);
    if (held) log_.note(key, held);
    return held;
}

void KeyTable::go_back_to(UndoLog<Entry>::Position position) {
    log_.go_back_to(position, [this](Key key, const std::optional<Entry>& before) {
        if (before) put(key, *before);
        if (!before) take(key);
    });
}

void KeyTable::put(Key key, const Entry& entry) {
    const auto [at, added] = entries_.try_emplace(key, entry);
    if (!added) {
        if (at->second.expires != kNever) expiring_.erase({at->second.expires, key});
        at->second = entry;
    }
    if (entry.expires != kNever) expiring_.emplace(entry.expires, key);
}

std::optional<KeyTable::Entry> KeyTable::take(Key key) {
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
    for (const auto& [key, entry] : entries_) log_.note(key, entry);
    entries_.clear();
    expiring_.clear();
}

std::vector<Key> KeyTable::keys() const {
    std::vector<Key> keys;
    for (const auto& [key, entry] : entries_) keys.push_back(key);
    return keys;
}

}  // namespace stampede
