// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/commit_history.h"

#include <algorithm>

namespace stampede {

void CommitHistory::add(const Commit& commit, std::span<const Rank> cached) {
    if (full()) forget_one(cached);
    last_place_ = std::max(last_place_, commit.place);
    const auto after = std::upper_bound(kept_.begin(), kept_.end(), commit.version(),
                                        [](Version version, const Commit& kept) { return version < kept.version(); });
    const auto added = kept_.insert(after, commit);
    const auto later = added + 1;
    added->ordinal = later == kept_.end() ? count_ : later->ordinal;
    std::for_each(later, kept_.end(), [](Commit& moved) { ++moved.ordinal; });
    ++count_;
}

std::vector<Commit> CommitHistory::take_back(Version version) {
    const auto first =
        std::upper_bound(kept_.begin(), kept_.end(), version, [](Version kept, const Commit& commit) { return kept < commit.version(); });
    std::vector<Commit> taken(first, kept_.end());
    kept_.erase(first, kept_.end());
    taken_back_.insert(taken_back_.end(), taken.begin(), taken.end());
    if (taken_back_.size() > kKept) taken_back_.erase(taken_back_.begin(), taken_back_.end() - kKept);
    count_ -= static_cast<std::uint32_t>(taken.size());
    return taken;
}

// The oldest goes, unless it is the first that a cached value lacks: then the one after it.
void CommitHistory::forget_one(std::span<const Rank> cached) {
    auto victim = kept_.begin();
    const auto needed = [&](const Commit& commit) {
        return std::any_of(cached.begin(), cached.end(), [&](Rank rank) { return first_newer(rank) == &commit; });
    };
    while (victim + 1 != kept_.end() && needed(*victim)) ++victim;
    forgotten_ = std::max(forgotten_, victim->version());
    forgotten_place_ = std::max(forgotten_place_, victim->place);
    if (!victim->exists) forgotten_absence_ = std::max(forgotten_absence_, victim->version());
    kept_.erase(victim);
}

void CommitHistory::overwritten(WriteId write, Rank rank, std::uint64_t place) {
    if (overwritten_.size() >= kKept) overwritten_.erase(overwritten_.begin());
    overwritten_.push_back({write, rank, place});
}

std::uint64_t CommitHistory::place_of_overwritten(WriteId write) const {
    for (const Overwritten& over : overwritten_) {
        if (over.write == write) return over.place;
    }
    return 1;
}

const Commit* CommitHistory::find(WriteId write) const {
    const auto found =
        std::find_if(kept_.rbegin(), kept_.rend(), [write](const Commit& commit) { return commit.mark.value.write == write; });
    return found == kept_.rend() ? nullptr : &*found;
}

Rank CommitHistory::rank_of_write(WriteId write) const {
    if (const Commit* commit = find(write)) return rank_of(commit->version());
    for (const Overwritten& over : overwritten_) {
        if (over.write == write) return over.rank;
    }
    return rank_of(forgotten_);
}

Rank CommitHistory::rank_when_settled(WriteId write) const {
    for (const Overwritten& over : overwritten_) {
        if (over.write == write) return over.rank;
    }
    const auto first = std::find_if(kept_.begin(), kept_.end(), [write](const Commit& commit) { return commit.mark.value.write == write; });
    return rank_of(first == kept_.end() ? forgotten_ : first->version());
}

Rank CommitHistory::rank_of_absence(Version as_of) const {
    const Version latest = as_of == 0 ? ~Version{0} : as_of;
    for (auto commit = kept_.rbegin(); commit != kept_.rend(); ++commit) {
        if (!commit->exists && commit->version() <= latest) return rank_of(commit->version());
    }
    if (forgotten_absence_ != 0 && forgotten_absence_ <= latest) return rank_of(forgotten_absence_);
    return initially_ ? kNoRank : kInitialRank;
}

Rank CommitHistory::rank_once_overwritten(std::uint64_t place) const {
    if (last_place_ <= place) return kNoRank;
    Rank earliest = kNoRank;
    if (forgotten_place_ > place) earliest = rank_before(forgotten_);
    for (const Commit& commit : kept_) {
        if (commit.place <= place) continue;
        const Rank rank = rank_before(commit.version());
        if (earliest == kNoRank || rank < earliest) earliest = rank;
    }
    return earliest;
}

const Commit* CommitHistory::at_rank(Rank rank) const {
    const auto has_it = [rank](const Commit& commit) { return rank_of(commit.version()) == rank; };
    const auto found = std::find_if(kept_.begin(), kept_.end(), has_it);
    if (found != kept_.end()) return &*found;
    const auto taken = std::find_if(taken_back_.begin(), taken_back_.end(), has_it);
    return taken == taken_back_.end() ? nullptr : &*taken;
}

const Commit* CommitHistory::first_newer(Rank rank) const {
    const auto newer = std::upper_bound(kept_.begin(), kept_.end(), rank,
                                        [](Rank least, const Commit& commit) { return least < rank_of(commit.version()); });
    return newer == kept_.end() ? nullptr : &*newer;
}

std::uint64_t CommitHistory::newer_than(Rank rank) const {
    const Commit* newer = first_newer(rank);
    return newer == nullptr ? 0 : count_ - newer->ordinal;
}

}  // namespace stampede
