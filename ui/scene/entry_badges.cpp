// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/entry_badges.h"

#include <QCoreApplication>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kGap = 4;
constexpr qreal kPad = 5;

class BadgeWords {
    Q_DECLARE_TR_FUNCTIONS(EntryBadges)
};

}  // namespace

std::vector<EntryBadge> badgesOf(const LabState& state, const SideState& side, Key key, const CacheEntry& entry) {
    std::vector<EntryBadge> badges;
    const Key row = key.row();
    const bool uncommitted = entry.value.version == 0 && entry.value.write != 0;
    const bool absent = entry.state == EntryState::absent;
    const bool behind = entry.value.version != 0 && entry.value.version < state.row(row).version;
    if (entry.state == EntryState::stale || (absent ? state.row_exists(row) && behind : behind)) badges.push_back(EntryBadge::stale);
    if (uncommitted) badges.push_back(side.lost(entry.value.write) ? EntryBadge::lost : EntryBadge::dirty);
    if (state.cached(row.as(Role::lock)) != nullptr) badges.push_back(EntryBadge::locked);
    if (side.leased(row)) badges.push_back(EntryBadge::leased);
    if (absent) badges.push_back(EntryBadge::null_);
    return badges;
}

QString badgeText(EntryBadge badge) {
    switch (badge) {
        case EntryBadge::stale: return BadgeWords::tr("STALE");
        case EntryBadge::dirty: return BadgeWords::tr("DIRTY");
        case EntryBadge::lost: return BadgeWords::tr("LOST");
        case EntryBadge::locked: return BadgeWords::tr("LOCKED");
        case EntryBadge::leased: return BadgeWords::tr("LEASED");
        case EntryBadge::null_: return BadgeWords::tr("NULL");
    }
    return {};
}

QString badgeMeaning(EntryBadge badge) {
    switch (badge) {
        case EntryBadge::stale: return BadgeWords::tr("STALE: the database has something newer.");
        case EntryBadge::dirty: return BadgeWords::tr("DIRTY: the value is not committed yet.");
        case EntryBadge::lost: return BadgeWords::tr("LOST: the write that this value is of was lost in a crash; it never commits.");
        case EntryBadge::locked: return BadgeWords::tr("LOCKED: somebody holds the key's lock and loads the row.");
        case EntryBadge::leased: return BadgeWords::tr("LEASED: somebody holds the lease and may fill the entry.");
        case EntryBadge::null_: return BadgeWords::tr("NULL: the entry says that there is no such row.");
    }
    return {};
}

Ink badgeInk(EntryBadge badge) {
    switch (badge) {
        case EntryBadge::stale:
        case EntryBadge::dirty: return &Theme::warning;
        case EntryBadge::lost: return &Theme::danger;
        case EntryBadge::locked:
        case EntryBadge::leased: return &Theme::accent;
        case EntryBadge::null_: return &Theme::muted;
    }
    return &Theme::muted;
}

// STALE and LEASED are round, DIRTY and LOCKED square, LOST and LOCKED tinted, DIRTY and NULL dashed.
Box badgeBox(EntryBadge badge, const QRectF& rect) {
    const bool round = badge == EntryBadge::stale || badge == EntryBadge::leased || badge == EntryBadge::null_;
    Box box{rect, round ? rect.height() / 2 : 2};
    box.line = badgeInk(badge);
    box.dashed = badge == EntryBadge::dirty || badge == EntryBadge::null_;
    if (badge == EntryBadge::lost || badge == EntryBadge::locked) {
        box.fill = badgeInk(badge);
        box.fillAlpha = 0.2;
    }
    if (badge == EntryBadge::lost) box.width = 2;
    return box;
}

qreal badgesWidth(const Composer& composer, const std::vector<EntryBadge>& badges, bool words) {
    qreal wide = 0;
    for (const EntryBadge badge : badges) {
        const QString text = words ? badgeText(badge) : badgeText(badge).left(2);
        wide += std::ceil(composer.fonts.width(Face::small, text)) + 2 * kPad + kGap;
    }
    return wide;
}

qreal composeBadges(const Composer& composer, const QRectF& row, qreal left, qreal right, const std::vector<EntryBadge>& badges) {
    if (badges.empty()) return left;
    const bool words = badgesWidth(composer, badges, true) <= right - left;
    if (!words && badgesWidth(composer, badges, false) > right - left) return left;
    const qreal high = std::min(row.height() - 4, composer.lineOf(Face::small) + 2);
    qreal x = left;
    for (const EntryBadge badge : badges) {
        const QString text = words ? badgeText(badge) : badgeText(badge).left(2);
        const qreal wide = std::ceil(composer.fonts.width(Face::small, text)) + 2 * kPad;
        const QRectF rect(x, row.center().y() - high / 2, wide, high);
        composer.nodes().boxes.push_back(badgeBox(badge, rect));
        composer.nodes().labels.push_back({rect, text, Face::small, badgeInk(badge), Qt::AlignHCenter, 1});
        x += wide + kGap;
    }
    return x;
}

}  // namespace stampede::ui
