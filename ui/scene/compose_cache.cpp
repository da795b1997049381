// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {
namespace {

constexpr double kNearlyOver = 0.2;  // of the TTL

class CacheWords {
    Q_DECLARE_TR_FUNCTIONS(CacheWords)
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
            if (!waits(*walker.request) || walker.request->verb != Verb::cache_set) continue;
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
    const QString full = CacheWords::tr("%1, about to be set").arg(coming.carried);
    const qreal keyWide = composer.fonts.width(Face::monoSmall, keyText(coming.key));
    const bool roomy = keyWide + 10 + composer.fonts.width(Face::small, full) <= in.width();
    const QString text = roomy ? full : CacheWords::tr("set %1?").arg(coming.carried);
    const qreal wide = std::min(in.width() * 0.6, std::ceil(composer.fonts.width(Face::small, text)) + 1);
    composer.key({in.left(), in.top(), in.width() - wide - 8, in.height()}, Face::monoSmall, &Theme::warning, keyText(coming.key));
    composer.label({in.right() - wide, in.top(), wide, in.height()}, Face::small, &Theme::warning, {text}, Qt::AlignRight);
}

// TTL: what is left as a bar and in words. Returns where the row's text must end.
qreal composeTtl(const Composer& composer, const QRectF& in, const QRectF& rect, const CacheEntry& entry) {
    if (entry.expires == Instant{0}) {
        const QString text = CacheWords::tr("no TTL");
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
    const QString text = inlined || !over ? SceneWords::ttl(left, over) : CacheWords::tr("%1 !").arg(SceneWords::ttl(left, false));
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

void composeEntry(const Composer& composer, const QRectF& rect, Key key, const CacheEntry& entry) {
    composer.row(rect);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const qreal end = composeTtl(composer, in, rect, entry);
    const bool old = composer.options.hints && entry.value.version != 0 && entry.value.version < composer.state().row(key).version;
    const bool pending = entry.value.version == 0;
    const QString whole = old ? CacheWords::tr("%1 old").arg(valueText(entry.value)) : valueText(entry.value);
    const QString brief = pending ? CacheWords::tr("w%1 ?").arg(entry.value.write) : whole;
    const qreal room = end - in.left() - 8;
    const qreal keyWide = composer.fonts.width(Face::monoSmall, keyText(key));
    // With a shortened key the state can still be said in full.
    const qreal leastKey = std::min(keyWide, composer.fonts.width(Face::monoSmall, QStringLiteral("user:…:42")));
    const bool roomy = leastKey + 9 + composer.fonts.width(Face::monoSmall, whole) <= room;
    const QString version = roomy ? whole : brief;
    const qreal full = composer.fonts.width(Face::monoSmall, version) + 1;
    const qreal wide = roomy ? full : std::min(room * 0.6, full);
    composer.key({in.left(), in.top(), room - wide, in.height()}, Face::monoSmall, &Theme::text, keyText(key));
    composer.label({end - wide, in.top(), wide, in.height()}, Face::monoSmall, old || pending ? &Theme::warning : &Theme::cache, {version},
                   Qt::AlignRight);
    QString tip = keyText(key) + QLatin1Char(' ') + valueText(entry.value);
    if (old) tip += QLatin1Char('\n') + CacheWords::tr("The database already has %1").arg(valueText(composer.state().row(key)));
    composer.picture.targets.push_back({rect, tip, 0});
}

QString absenceText(Absence why) {
    switch (why) {
        case Absence::missed: return CacheWords::tr("not in the cache");
        case Absence::deleted: return CacheWords::tr("deleted");
        case Absence::expired: return CacheWords::tr("expired");
        case Absence::evicted: return CacheWords::tr("evicted");
        case Absence::lost: return CacheWords::tr("lost");
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
                   {text, why == Absence::missed ? CacheWords::tr("miss") : text}, Qt::AlignRight, alpha);
}

void composeRows(const Composer& composer, const QRectF& area) {
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
    if (composer.state().recent_keys().empty() && rows > 0 && coming.empty()) {
        composer.label(next(), Face::small, &Theme::muted, {CacheWords::tr("no key touched yet"), CacheWords::tr("empty")},
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

}  // namespace

void composeCache(const Composer& composer) {
    const LabState& state = composer.state();
    const SceneLayout& layout = composer.layout;
    const bool frozen = state.active(FaultKind::redis_freeze);
    const bool opened = !composer.session.journal().empty() && composer.session.cursor() > 0;
    const bool down = state.active(FaultKind::redis_kill) || (opened && !state.cache_running());
    const Ink ink = down || frozen ? &Theme::danger : opened ? &Theme::good : &Theme::muted;
    const QRectF title = layout.titleLine(Node::cache);
    const qreal dot = std::round(title.height() * 0.6);
    composer.nodes().signs.push_back({{title.left(), title.center().y() - dot / 2, dot, dot},
                                      down     ? Sign::down
                                      : frozen ? Sign::frozen
                                               : Sign::running,
                                      ink});
    const qreal nameWide = composer.fonts.width(Face::title, QStringLiteral("Redis")) + 2;
    composer.label({title.left() + dot + 7, title.top(), nameWide, title.height()}, Face::title, &Theme::text, {QStringLiteral("Redis")});

    const QString status = down     ? CacheWords::tr("down")
                           : frozen ? CacheWords::tr("frozen")
                           : opened ? CacheWords::tr("running")
                                    : CacheWords::tr("starting");
    QString which = composer.options.simulated ? CacheWords::tr("simulated") : QString();
    if (!composer.options.simulated && state.cache_pid() > 0 && !down) which = CacheWords::tr("pid %1").arg(state.cache_pid());
    composer.label(title.adjusted(dot + 7 + nameWide + 8, 0, 0, 0), Face::small, &Theme::muted,
                   {which.isEmpty() ? status : which + QStringLiteral(" · ") + status, status}, Qt::AlignRight);

    QRectF body = layout.body(Node::cache);
    const qreal line = composer.lineOf(Face::small);
    const QString used = bytesText(state.cache_bytes());
    const QString memory = CacheWords::tr("%1 of %2").arg(used, bytesText(static_cast<qint64>(composer.session.config().cache_memory)));
    const QRectF under(body.left(), title.bottom() + 1, body.width(), line);
    const QString keys =
        state.cache().size() == 1 ? CacheWords::tr("1 key") : CacheWords::tr("%1 keys").arg(countText(state.cache().size()));
    composer.label(under, Face::small, &Theme::muted,
                   {keys + QStringLiteral(" · ") + CacheWords::tr("memory %1").arg(memory), keys + QStringLiteral(" · ") + memory, memory});
    body.setTop(under.bottom() + 7);
    if (down)
        body = composer.fault(layout.node(Node::cache), body, {CacheWords::tr("down: connections are refused"), CacheWords::tr("down")});
    else if (frozen)
        body = composer.fault(layout.node(Node::cache), body, {CacheWords::tr("SIGSTOP: frozen")});
    composeRows(composer, body);
}

}  // namespace stampede::ui
