// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/model/operation.h"

namespace stampede {

/// Who hears what, and which keys Redis remembers that an instance has read.
class Subscriptions {
   public:
    using Entry = std::pair<InstanceId, Channel>;

    void add(InstanceId instance, Channel channel) { entries_.insert({instance, channel}); }
    void remove(InstanceId instance) {
        std::erase_if(entries_, [instance](const Entry& entry) { return entry.first == instance; });
        forget_tracking(instance);
    }
    bool contains(InstanceId instance, Channel channel) const { return entries_.contains({instance, channel}); }
    std::vector<InstanceId> of(Channel channel) const {
        std::vector<InstanceId> instances;
        for (const auto& [instance, heard] : entries_) {
            if (heard == channel) instances.push_back(instance);
        }
        return instances;
    }
    std::uint32_t count(Channel channel) const { return static_cast<std::uint32_t>(of(channel).size()); }
    const std::set<Entry>& all() const { return entries_; }

    void track(InstanceId instance, Key key) {
        if (!entries_.empty() && contains(instance, Channel::tracking)) readers_[key].insert(instance);
    }
    /// Who has to be told that the key has changed; the next change is told only to those who have read it since.
    std::set<InstanceId> take_tracking(Key key) {
        const auto found = readers_.find(key);
        if (found == readers_.end()) return {};
        std::set<InstanceId> readers = std::move(found->second);
        readers_.erase(found);
        return readers;
    }
    void forget_tracking() { readers_.clear(); }
    void forget_tracking(InstanceId instance) {
        for (auto& [key, readers] : readers_) readers.erase(instance);
    }

   private:
    std::set<Entry> entries_;
    std::map<Key, std::set<InstanceId>> readers_;
};

}  // namespace stampede
