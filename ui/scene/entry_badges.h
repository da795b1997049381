// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "ui/scene/scene_composer.h"

namespace stampede::ui {

/// What is special about an entry of the cache. Each has a shape, a colour and a word of its own.
enum class EntryBadge : std::uint8_t {
    stale,   ///< the database has something newer
    dirty,   ///< not committed yet
    lost,    ///< not committed, and the write is gone: it never will be
    locked,  ///< somebody holds the key's lock
    leased,  ///< somebody holds the lease to fill it
    null_,   ///< it says that there is no such row
};

inline constexpr EntryBadge kEntryBadges[] = {EntryBadge::stale,  EntryBadge::dirty,  EntryBadge::lost,
                                              EntryBadge::locked, EntryBadge::leased, EntryBadge::null_};

std::vector<EntryBadge> badgesOf(const LabState& state, const SideState& side, Key key, const CacheEntry& entry);

QString badgeText(EntryBadge badge);     ///< "STALE"
QString badgeMeaning(EntryBadge badge);  ///< one sentence, for a tooltip
/// The pill without its word.
Box badgeBox(EntryBadge badge, const QRectF& rect);
Ink badgeInk(EntryBadge badge);  ///< of its word

/// What they need, gaps included; without words they are initials.
qreal badgesWidth(const Composer& composer, const std::vector<EntryBadge>& badges, bool words);
/// Puts the badges from `left` on, as words where there is room and else as initials. Returns where they end; `left` when none fits.
qreal composeBadges(const Composer& composer, const QRectF& row, qreal left, qreal right, const std::vector<EntryBadge>& badges);

}  // namespace stampede::ui
