// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/oracle/finding.h"
#include "core/oracle/rank.h"

namespace stampede {

struct Commit {
    Mark mark{};                ///< its value has the version
    std::uint64_t place = 0;    ///< of the write in the order of the cache or queue; that of the commit if it was in none
    std::uint32_t ordinal = 0;  ///< how many commits of the row came before it
    bool exists = true;         ///< whether the row exists after it

    Version version() const { return mark.value.version; }
};

/// The commits of one row in the order of their versions. Keeps the newest and whatever is needed to say how old a cached value
/// is; of others only a bound, so that memory does not grow with the run. What an answer was is judged by its version and thus stays
/// exact; its age is a lower bound once it is more than `kKept` commits behind and in no cache any more.
class CommitHistory {
   public:
    static constexpr std::size_t kKept = 32;

    explicit CommitHistory(bool exists = false) : initially_(exists) {}

    /// Whether the next commit makes it forget one.
    bool full() const { return kept_.size() >= kKept; }
    /// `cached` are the ranks of what caches hold, whose successors stay known; of use only when it is full.
    void add(const Commit& commit, std::span<const Rank> cached);
    /// Takes back every commit after this version and returns those of them that it still knows.
    std::vector<Commit> take_back(Version version);
    /// Writes that never commit because this one, later in their queue, did.
    void overwritten(WriteId write, Rank rank, std::uint64_t place);
    /// Of such a write; 1 if it has been forgotten.
    std::uint64_t place_of_overwritten(WriteId write) const;

    bool exists() const { return kept_.empty() ? initially_ : kept_.back().exists; }
    Rank newest_rank() const { return kept_.empty() ? kInitialRank : rank_of(kept_.back().version()); }
    const Commit* newest() const { return kept_.empty() ? nullptr : &kept_.back(); }

    /// Of a write that is settled: it has committed or was overwritten. If it has been forgotten, the newest rank it may have.
    Rank rank_of_write(WriteId write) const;
    /// Of such a write, as it was when it was settled: what it was worth for those who counted on it. Differs where one that had been
    /// overwritten commits all the same, or one commits twice.
    Rank rank_when_settled(WriteId write) const;
    /// Of the answer that there is no such row, as of a version; 0 = it is not known as of when. kNoRank when there was no such moment.
    Rank rank_of_absence(Version as_of) const;
    /// Of a write at this place that has not committed, once a later one has; kNoRank while none has.
    Rank rank_once_overwritten(std::uint64_t place) const;

    const Commit* find(WriteId write) const;
    /// Also of those that were taken back: somebody may have been told of them.
    const Commit* at_rank(Rank rank) const;
    const Commit* first_newer(Rank rank) const;
    /// How many commits are newer; at least, if some of them have been forgotten.
    std::uint64_t newer_than(Rank rank) const;

   private:
    struct Overwritten {
        WriteId write = 0;
        Rank rank = 0;
        std::uint64_t place = 0;
    };
    void forget_one(std::span<const Rank> cached);

    std::vector<Commit> kept_;
    std::vector<Commit> taken_back_;        // the newest kKept
    std::vector<Overwritten> overwritten_;  // the newest kKept
    std::uint32_t count_ = 0;
    bool initially_;
    Version forgotten_ = 0;          // the newest version no longer kept
    Version forgotten_absence_ = 0;  // the newest of them after which there was no row
    std::uint64_t forgotten_place_ = 0;
    std::uint64_t last_place_ = 0;  // the largest of all commits
};

}  // namespace stampede
