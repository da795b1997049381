// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/entry_badges.h"
#include "ui/scene/scene_composer.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {
namespace {

constexpr double kNearlyOver = 0.2;  // of the TTL

class CacheRowWords {
    Q_DECLARE_TR_FUNCTIONS(CacheRowWords)
};

// A SET that waits for its turn.
struct Coming {
    Key key{};
    QString carried;
};

std::vector<Coming> comingSets(const Composer& composer) {
    std::vector<Coming> coming;
    if (!composer.options.hints) return coming;
    for (const Crowd::Instance& instance : composer.crowd.instances) {
        for (const Walker& walker : instance.standing) {
            if (!waits(*walker.request) || !stores(walker.request->verb)) continue;
            if (walker.request->verb == Verb::cache_add && SceneWords::payload(walker.id, *walker.request).isEmpty()) continue;  // a lock
            coming.push_back({walker.request->key, SceneWords::payload(walker.id, *walker.request)});
            if (coming.size() == 2) return coming;
        }
    }
    return coming;
}

void composeComing(const Composer& composer, const QRectF& rect, const Coming& coming) {
    Box box{rect};
    box.fill = &Theme::warning;
    box.fillAlpha = 0.08;
    box.line = &Theme::warning;
    box.dashed = true;
    composer.nodes().boxes.push_back(box);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const QString full = CacheRowWords::tr("%1, about to be set").arg(coming.carried);
    const qreal keyWide = composer.fonts.width(Face::monoSmall, keyText(coming.key));
    const bool roomy = keyWide + 10 + composer.fonts.width(Face::small, full) <= in.width();
    const QString text = roomy ? full : CacheRowWords::tr("set %1?").arg(coming.carried);
    const qreal wide = std::min(in.width() * 0.6, std::ceil(composer.fonts.width(Face::small, text)) + 1);
    composer.key({in.left(), in.top(), in.width() - wide - 8, in.height()}, Face::monoSmall, &Theme::warning, keyText(coming.key));
    composer.label({in.right() - wide, in.top(), wide, in.height()}, Face::small, &Theme::warning, {text}, Qt::AlignRight);
}

// TTL: what is left as a bar and in words. Returns where the row's text must end.
qreal composeTtl(const Composer& composer, const QRectF& in, const QRectF& rect, const CacheEntry& entry) {
    if (entry.expires == Instant{0}) {
        const QString text = CacheRowWords::tr("no TTL");
        const qreal wide = composer.fonts.width(Face::small, text) + 1;
        composer.label({in.right() - wide, in.top(), wide, in.height()}, Face::small, &Theme::muted, {text}, Qt::AlignRight);
        return in.right() - wide - 8;
    }
    const Duration whole = std::max<Duration>(entry.expires - entry.stored, Duration{1});
    const Duration left = std::clamp<Duration>(entry.expires - composer.session.viewTime(), Duration{0}, whole);
    const double part = to_ms(left) / to_ms(whole);
    const bool over = part < kNearlyOver;
    const Ink ink = over ? &Theme::danger : &Theme::good;
    const bool inlined = in.width() >= 280;
    const QString text = inlined || !over ? SceneWords::ttl(left, over) : CacheRowWords::tr("%1 !").arg(SceneWords::ttl(left, false));
    const Face face = over ? Face::strong : Face::small;
    const QString widest = inlined ? SceneWords::ttl(std::chrono::seconds(88), true) : SceneWords::ttl(std::chrono::minutes(88), false);
    const qreal wide = std::max(composer.fonts.width(face, text), composer.fonts.width(Face::strong, widest)) + 1;
    composer.label({in.right() - wide, in.top(), wide, in.height()}, face, over ? ink : &Theme::muted, {text}, Qt::AlignRight);

    const qreal length = inlined ? std::min(120.0, in.width() * 0.24) : rect.width() - 8;
    const QRectF track = inlined ? QRectF(in.right() - wide - 10 - length, rect.center().y() - 2, length, 4)
                                 : QRectF(rect.left() + 4, rect.bottom() - 3, length, 2);
    Box groove{track, track.height() / 2};
    groove.fill = &Theme::border;
    composer.nodes().boxes.push_back(groove);
    Box bar{{track.left(), track.top(), std::max(track.height(), track.width() * part), track.height()}, track.height() / 2};
    bar.fill = ink;
    composer.nodes().boxes.push_back(bar);
    return inlined ? track.left() - 10 : in.right() - wide - 8;
}

// What the entry says, at the end of its row: a version, or what else a key of its role holds.
QString contentText(const Composer& composer, Key key, const CacheEntry& entry) {
    switch (key.role) {
        case Role::lock: return CacheRowWords::tr("a lock");
        case Role::lease: return CacheRowWords::tr("a lease");
        case Role::counter: return CacheRowWords::tr("a counter");
        case Role::queue:
        case Role::stream: return CacheRowWords::tr("a queue");
        case Role::data:
        case Role::stale: break;
    }
    if (entry.state == EntryState::tombstone) return CacheRowWords::tr("tombstone v%1").arg(entry.value.version);
    if (entry.state == EntryState::absent) return CacheRowWords::tr("no such row");
    const auto badges = badgesOf(composer.state(), composer.side, key, entry);
    return badges.empty() || entry.value.version != 0 ? valueText(entry.value) : CacheRowWords::tr("w%1").arg(entry.value.write);
}

QString entryTip(const Composer& composer, Key key, const CacheEntry& entry, const std::vector<EntryBadge>& badges) {
    QString tip = keyText(key) + QLatin1Char(' ') + contentText(composer, key, entry);
    for (const EntryBadge badge : badges) tip += QLatin1Char('\n') + badgeMeaning(badge);
    const Value row = composer.state().row(key.row());
    const bool old = std::find(badges.begin(), badges.end(), EntryBadge::stale) != badges.end();
    if (old) tip += QLatin1Char('\n') + CacheRowWords::tr("The database already has %1").arg(valueText(row));
    return tip;
}

void composeEntry(const Composer& composer, const QRectF& rect, Key key, const CacheEntry& entry) {
    composer.row(rect);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const qreal end = composeTtl(composer, in, rect, entry);
    const bool data = key.role == Role::data || key.role == Role::stale;
    std::vector<EntryBadge> badges = data ? badgesOf(composer.state(), composer.side, key, entry) : std::vector<EntryBadge>{};
    if (!composer.options.hints) std::erase(badges, EntryBadge::stale);
    QString text = contentText(composer, key, entry);
    const qreal room = end - in.left() - 8;
    const Face face = data && entry.state == EntryState::value ? Face::monoSmall : Face::small;
    // The badges stand before the content; a key gives up its middle for them. Where there is no room for them at all, a sign says that
    // there is something, and the tooltip what.
    const qreal keyWide = composer.fonts.width(Face::monoSmall, keyText(key)) + 2;
    const qreal leastKey = std::min(keyWide, composer.fonts.width(Face::monoSmall, QStringLiteral("user:…:42")) + 2);
    const qreal needed = leastKey + 6 + badgesWidth(composer, badges, false) + composer.fonts.width(face, text) + 7;
    if (!badges.empty() && needed > room) text = QStringLiteral("%1 !").arg(text);
    const qreal wide = std::min(room * 0.5, composer.fonts.width(face, text) + 1);
    const qreal badgesEnd = end - wide - 6;
    const qreal roomy = badgesWidth(composer, badges, true);
    const bool words = in.left() + leastKey + 6 + roomy <= badgesEnd;
    const qreal wanted = badges.empty() ? badgesEnd : std::max(in.left() + leastKey + 6, badgesEnd - badgesWidth(composer, badges, words));
    const qreal badgesLeft = std::min(wanted, badgesEnd);
    composer.key({in.left(), in.top(), badgesLeft - in.left() - 6, in.height()}, Face::monoSmall, data ? &Theme::text : &Theme::muted,
                 keyText(key));
    composeBadges(composer, rect, badgesLeft, badgesEnd, badges);
    const Ink ink = !data ? &Theme::muted : badges.empty() ? &Theme::cache : badgeInk(badges.front());
    composer.label({end - wide, in.top(), wide, in.height()}, face, ink, {text}, Qt::AlignRight);
    composer.picture.targets.push_back({rect, entryTip(composer, key, entry, badges), 0});
}

// A line of its own for what has no entry in the cache's table: a queue's length, a row's counter.
void composeNote(const Composer& composer, const QRectF& rect, const QString& name, const QString& what, const QString& tip) {
    composer.row(rect, 0.6);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const qreal wide = std::min(in.width() * 0.6, composer.fonts.width(Face::small, what) + 1);
    composer.key({in.left(), in.top(), in.width() - wide - 8, in.height()}, Face::monoSmall, &Theme::muted, name);
    composer.label({in.right() - wide, in.top(), wide, in.height()}, Face::small, &Theme::text, {what}, Qt::AlignRight);
    composer.picture.targets.push_back({rect, name + QLatin1Char(' ') + what + QLatin1Char('\n') + tip, 0});
}

struct Note {
    QString name;
    QString what;
    QString tip;
};

std::vector<Note> notesOf(const Composer& composer) {
    const SideState& side = composer.side;
    const auto length = [](std::int64_t count) {
        return count == 1 ? CacheRowWords::tr("1 write waits")
                          : CacheRowWords::tr("%1 writes wait").arg(countText(static_cast<quint64>(count)));
    };
    std::vector<Note> notes;
    if (side.listLength() >= 0) {
        QString what = length(side.listLength());
        if (side.takenLength() > 0) what = CacheRowWords::tr("%1, %2 taken").arg(what).arg(side.takenLength());
        notes.push_back({keyText({Kind::user_profile, 0, Role::queue}), what,
                         CacheRowWords::tr("The list in Redis from which writes go to the database.")});
    }
    if (side.streamLength() >= 0) {
        QString what = length(side.streamLength());
        if (side.deadLetters() > 0) what = CacheRowWords::tr("%1, %2 set aside").arg(what).arg(side.deadLetters());
        notes.push_back({keyText({Kind::user_profile, 0, Role::stream}), what,
                         CacheRowWords::tr("The stream in Redis from which writes go to the database.")});
    }
    for (const Key key : composer.state().recent_keys()) {
        const auto counter = side.counters().find(key.row().as(Role::counter));
        if (counter == side.counters().end() || notes.size() > 3) continue;
        const QString name = keyText(counter->first);
        const bool told = std::any_of(notes.begin(), notes.end(), [&](const Note& note) { return note.name == name; });
        if (!told)
            notes.push_back({name, CacheRowWords::tr("count %1").arg(counter->second),
                             CacheRowWords::tr("Counts the row's versions; the count is part of its key.")});
    }
    return notes;
}

QString absenceText(Absence why) {
    switch (why) {
        case Absence::missed: return CacheRowWords::tr("not in the cache");
        case Absence::deleted: return CacheRowWords::tr("deleted");
        case Absence::expired: return CacheRowWords::tr("expired");
        case Absence::evicted: return CacheRowWords::tr("evicted");
        case Absence::lost: return CacheRowWords::tr("lost");
    }
    return {};
}

// How visible a key that has just gone still is: it fades with lab time, or with what happened since where lab time stands still.
double remaining(const Composer& composer, const KeyTrail::Entry& entry) {
    const double events = static_cast<double>(composer.session.cursor() - entry.index) / 24;
    const double seconds = to_seconds(composer.session.viewTime() - entry.at) / 1.5;
    return 1 - (composer.state().stepping() ? events : seconds);
}

void composeGhost(const Composer& composer, const QRectF& rect, Key key, Absence why, double alpha) {
    composer.row(rect, alpha * 0.5);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const QString text = absenceText(why);
    const qreal keyWide = std::min(in.width() * 0.62, composer.fonts.width(Face::monoSmall, keyText(key)) + 1);
    composer.key({in.left(), in.top(), keyWide, in.height()}, Face::monoSmall, &Theme::muted, keyText(key), alpha);
    composer.label({in.left() + keyWide + 8, in.top(), in.width() - keyWide - 8, in.height()}, Face::small, &Theme::muted,
                   {text, why == Absence::missed ? CacheRowWords::tr("miss") : text}, Qt::AlignRight, alpha);
}

}  // namespace

void composeCacheRows(const Composer& composer, const QRectF& area) {
    const SceneLayout& layout = composer.layout;
    int rows = layout.rowsIn(area.height());
    qreal y = area.top();
    const auto next = [&] {
        const QRectF rect(area.left(), y, area.width(), layout.rowHeight());
        y += layout.rowHeight() + layout.rowGap();
        --rows;
        return rect;
    };
    const std::vector<Coming> coming = comingSets(composer);
    for (const Coming& set : coming) {
        if (rows > 0) composeComing(composer, next(), set);
    }
    const std::vector<Note> notes = notesOf(composer);
    for (const Note& note : notes) {
        if (rows > 0) composeNote(composer, next(), note.name, note.what, note.tip);
    }
    if (composer.state().recent_keys().empty() && rows > 0 && coming.empty() && notes.empty()) {
        composer.label(next(), Face::small, &Theme::muted, {CacheRowWords::tr("no key touched yet"), CacheRowWords::tr("empty")},
                       Qt::AlignHCenter);
    }
    for (const Key key : composer.state().recent_keys()) {
        if (rows == 0) break;
        if (const CacheEntry* entry = composer.state().cached(key)) {
            composeEntry(composer, next(), key, *entry);
            continue;
        }
        const bool told = std::any_of(coming.begin(), coming.end(), [&](const Coming& set) { return set.key == key; });
        const KeyTrail::Entry* gone = composer.trail.find(key);
        const double alpha = gone == nullptr ? 0 : remaining(composer, *gone);
        if (!told && alpha > 0.05) composeGhost(composer, next(), key, gone->why, std::clamp(alpha, 0.25, 1.0));
    }
}

}  // namespace stampede::ui
