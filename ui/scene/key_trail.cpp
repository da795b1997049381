// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/key_trail.h"

#include <algorithm>

namespace stampede::ui {

void KeyTrail::moveTo(const Journal& journal, std::size_t cursor) {
    if (cursor < folded_ || cursor - folded_ > kLookBack || folded_ < journal.first()) {
        entries_.clear();
        everLost_ = false;
        folded_ = std::max(journal.first(), cursor - std::min(cursor, kLookBack));
    }
    for (; folded_ < cursor; ++folded_) apply(journal[folded_], folded_);
}

const KeyTrail::Entry* KeyTrail::find(Key key) const {
    const auto found = entries_.find(key);
    if (found != entries_.end()) return &found->second;
    return everLost_ ? &lost_ : nullptr;
}

void KeyTrail::apply(const Event& event, std::size_t index) {
    const auto note = [&](Absence why) { entries_[event.key] = {why, event.at, index}; };
    switch (event.type) {
        case EventType::expired: return note(Absence::expired);
        case EventType::evicted: return note(Absence::evicted);
        case EventType::cache_emptied:
        case EventType::cache_died:
            entries_.clear();
            lost_ = {Absence::lost, event.at, index};
            everLost_ = true;
            return;
        case EventType::effect: break;
        default: return;
    }
    if (event.outcome != Outcome::ok) return;
    if (removed(event)) note(Absence::deleted);
    const bool looked = looks(event.verb) && component_of(event.verb) == Component::cache && event.key.role != Role::counter;
    if (looked && !event.found && event.state != EntryState::absent) note(Absence::missed);
    if (stored(event)) entries_.erase(event.key);
    if (entries_.size() > kMost) prune();
}

void KeyTrail::prune() {
    std::erase_if(entries_, [this](const auto& entry) { return entry.second.index + kMost / 2 < folded_; });
}

}  // namespace stampede::ui
