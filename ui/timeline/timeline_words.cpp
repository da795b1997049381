// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_words.h"

#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

QString carried(const Bar& bar) {
    if (bar.outcome != Outcome::ok) return outcomeText(bar.outcome);
    switch (bar.verb) {
        case Verb::cache_get: return bar.found ? valueText(bar.value) : TimelineWords::tr("miss");
        case Verb::db_select: return bar.found ? valueText(bar.value) : TimelineWords::tr("no row");
        case Verb::db_update: return valueText(bar.value);
        case Verb::cache_set: return bar.value == Value{} ? QString() : valueText(bar.value);
        default: return {};
    }
}

}  // namespace

QString TimelineWords::name(const Lane& lane) {
    if (lane.id != 0) return requestLabel(lane.kind, lane.id);
    return lane.instance == 0 ? workerText() : tr("%1 %2").arg(workerText()).arg(lane.instance + 1);
}

QString TimelineWords::kind(const Lane& lane) { return lane.id == 0 ? QString() : requestKindText(lane.kind); }

QString TimelineWords::bar(const Bar& bar) {
    const QString verb = verbText(bar.verb);
    const QString more = bar.replied || bar.verb == Verb::cache_set ? carried(bar) : QString();
    return more.isEmpty() ? verb : verb + QLatin1Char(' ') + more;
}

Duration TimelineWords::waited(const Bar& bar) {
    if (!bar.replied || !bar.issued) return Duration{0};
    return std::max<Duration>(bar.replied.at - bar.issued.at - bar.timing.total(), Duration{0});
}

QString TimelineWords::tip(const Lane& lane, const Bar& bar, bool hints) {
    if (!bar.issued && !bar.replied && !rests(bar.verb)) {
        return hints ? tr("%1 waits to run %2 %3").arg(name(lane), verbText(bar.verb), keyText(bar.key))
                     : tr("%1 waits for its turn").arg(name(lane));
    }
    QString tip = name(lane) + QStringLiteral(" · ") + verbText(bar.verb);
    if (namesKey(bar.verb)) tip += QLatin1Char(' ') + keyText(bar.key);
    if (!bar.replied) return tip + QLatin1Char('\n') + (rests(bar.verb) ? restText(bar.verb) : tr("no reply yet"));
    Event replied;
    replied.verb = bar.verb;
    replied.outcome = bar.outcome;
    replied.found = bar.found;
    replied.value = bar.value;
    tip += QLatin1Char('\n') + resultText(replied);
    if (rests(bar.verb)) return tip;
    tip +=
        QLatin1Char('\n') + tr("measured %1 · modelled %2 · fault %3")
                                .arg(durationText(bar.timing.measured), durationText(bar.timing.modelled), durationText(bar.timing.fault));
    if (waited(bar) > std::chrono::microseconds(100))
        tip += QLatin1Char('\n') + tr("%1 waiting for a connection").arg(durationText(waited(bar)));
    if (bar.effect && bar.effect.index > bar.replied.index)
        tip += QLatin1Char('\n') + tr("took effect later, after the client had given up");
    return tip;
}

QString TimelineWords::fault(const FaultBar& fault) {
    const QString text = faultText(fault.fault);
    return fault.more == 0 ? text : tr("%1 and %2 more").arg(text).arg(fault.more);
}

QString TimelineWords::mark(const Mark& mark) {
    switch (mark.kind) {
        case MarkKind::expired: return tr("%1 expired").arg(keyText(mark.key));
        case MarkKind::evicted: return tr("%1 evicted for memory").arg(keyText(mark.key));
        case MarkKind::flushed: return tr("%1 queued writes committed").arg(mark.count);
        case MarkKind::cacheDied: return tr("Redis died");
        case MarkKind::message:
            return tr("Message to instance %1: %2, %3")
                .arg(mark.instance + 1)
                .arg(mark.key == Key{} ? tr("every key") : keyText(mark.key), channelText(static_cast<Channel>(mark.count)));
        case MarkKind::breaker: return tr("Circuit breaker of instance %1: %2").arg(mark.instance + 1).arg(breakerText(mark.count));
        case MarkKind::fault: return faultText(static_cast<FaultKind>(mark.count));
        case MarkKind::shed: return tr("Load of %1 refused to spare the database").arg(keyText(mark.key));
        case MarkKind::crashed:
            return mark.count > 0 ? tr("Application crashed, %1 queued writes lost").arg(mark.count) : tr("Application crashed");
    }
    return {};
}

}  // namespace stampede::ui
