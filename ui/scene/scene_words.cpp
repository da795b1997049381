// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_words.h"

#include <QStringList>
#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr std::size_t kLookBack = 512;  // events

QString restShort(Verb verb) { return verb == Verb::wait ? SceneWords::tr("joins") : SceneWords::tr("sleeps"); }

}  // namespace

QString SceneWords::payload(RequestId id, const RequestState& request) {
    if (request.verb == Verb::db_update) return tr("w%1").arg(id);
    if (!stores(request.verb)) return {};
    if (request.value == Value{} && request.kind == RequestKind::write) return tr("w%1").arg(id);
    if (request.value == Value{}) return {};  // a lock's token, or the note that there is no row
    return request.value.version != 0 ? valueText(request.value) : tr("w%1").arg(request.value.write);
}

QString SceneWords::operation(RequestId id, const RequestState& request) {
    const QString carried = payload(id, request);
    return carried.isEmpty() ? verbText(request.verb) : verbText(request.verb) + QLatin1Char(' ') + carried;
}

QString SceneWords::wholeOperation(RequestId id, const RequestState& request) {
    if (!namesKey(request.verb)) return verbText(request.verb);
    const QString carried = payload(id, request);
    const QString verbAndKey = verbText(request.verb) + QLatin1Char(' ') + keyText(request.key);
    return carried.isEmpty() ? verbAndKey : verbAndKey + QStringLiteral(" = ") + carried;
}

QString SceneWords::standing(RequestId id, const RequestState& request, bool hints) {
    switch (request.phase) {
        case Phase::thinking: return tr("thinking");
        case Phase::parked:
            if (rests(request.verb)) return restText(request.verb);
            return hints ? tr("next: %1").arg(operation(id, request)) : tr("waits for its turn");
        case Phase::on_the_way: return tr("%1 on its way").arg(operation(id, request));
        case Phase::coming_back: return tr("%1 coming back").arg(verbText(request.verb));
    }
    return {};
}

QString SceneWords::standingShort(RequestId id, const RequestState& request, bool hints) {
    switch (request.phase) {
        case Phase::thinking: return tr("thinking");
        case Phase::parked: return rests(request.verb) ? restShort(request.verb) : hints ? operation(id, request) : tr("waits");
        case Phase::on_the_way: return operation(id, request) + QStringLiteral(" →");
        case Phase::coming_back: return QStringLiteral("← ") + verbText(request.verb);
    }
    return {};
}

QString SceneWords::result(const LabSession& session, const RequestState& request) {
    const Journal& journal = session.journal();
    const std::size_t oldest = std::max(journal.first(), session.cursor() - std::min(session.cursor(), kLookBack));
    for (std::size_t i = session.cursor(); i > oldest; --i) {
        const Event& event = journal[i - 1];
        if (event.operation != request.operation || event.type != EventType::effect) continue;
        return resultText(event);
    }
    return {};
}

QString SceneWords::request(RequestId id, const RequestState& request) {
    if (id == 0) return workerText();
    return requestLabel(request.kind, id) + QLatin1Char(' ') + requestKindText(request.kind) + QLatin1Char(' ') + keyText(request.key);
}

QString SceneWords::tip(RequestId id, const RequestState& request, bool hints) {
    QString tip = SceneWords::request(id, request) + QLatin1Char('\n') + standing(id, request, hints);
    const bool waits = request.phase == Phase::parked && !rests(request.verb);
    if (waits)
        tip += QLatin1Char('\n') + (hints ? tr("Click to run %1").arg(verbText(request.verb)) : tr("Click to run its next operation"));
    return tip;
}

QString SceneWords::row(Key key) {
    switch (key.kind) {
        case Kind::user_profile: return QStringLiteral("users %1").arg(key.id);
        case Kind::product: return QStringLiteral("products %1").arg(key.id);
        case Kind::leaderboard: return QStringLiteral("orders + scores");
    }
    return {};
}

QString SceneWords::ttl(Duration left, bool nearlyOver) {
    const QString text = durationText(std::max(left, Duration{0}));
    return nearlyOver ? tr("%1 left").arg(text) : text;
}

QString SceneWords::summary(const LabSession& session, bool hints) {
    const LabState& state = session.state();
    QStringList parts;
    parts << tr("requests in flight: %1").arg(state.requests().size());
    int said = 0;
    for (const auto& [id, request] : state.requests()) {
        if (request.phase != Phase::parked || ++said > 3) continue;
        parts << requestLabel(request.kind, id) + QLatin1Char(' ') + standing(id, request, hints);
    }
    parts << tr("keys in the cache: %1").arg(state.cache().size());
    if (!state.queue().empty()) parts << tr("writes queued: %1").arg(state.queue().size());
    for (const ActiveFault& active : state.faults()) parts << faultText(active.fault);
    return parts.join(QStringLiteral(", "));
}

}  // namespace stampede::ui
