// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_composer.h"

#include <algorithm>

#include "ui/model/format.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {

Crowd::Crowd(const LabState& state, int instanceCount)
    : instances(static_cast<std::size_t>(std::max(1, instanceCount))), runnable(ui::runnable(state)) {
    for (const auto& [id, request] : state.requests()) {
        Instance& instance = instances[std::min<std::size_t>(request.instance, instances.size() - 1)];
        instance.all.push_back({id, &request});
        const bool away = request.phase == Phase::on_the_way || request.phase == Phase::coming_back;
        (away ? moving : instance.standing).push_back({id, &request});
        if (away) ++(component_of(request.verb) == Component::cache ? instance.withCache : instance.withDatabase);
    }
    for (const auto& [instance, request] : state.background()) {
        const bool away = request.phase == Phase::on_the_way || request.phase == Phase::coming_back;
        (away ? moving : flushers).push_back({0, &request});
    }
}

std::size_t Crowd::size() const {
    std::size_t count = 0;
    for (const Instance& instance : instances) count += instance.all.size();
    return count;
}

void Composer::label(const QRectF& rect, Face face, Ink ink, std::initializer_list<QString> texts, Qt::Alignment align,
                     double alpha) const {
    if (rect.width() < 6) return;
    nodes().labels.push_back({rect, fonts.fit(face, rect.width(), texts), face, ink, align, alpha});
}

void Composer::key(const QRectF& rect, Face face, Ink ink, const QString& key, double alpha) const {
    if (rect.width() < 6) return;
    nodes().labels.push_back({rect, fonts.fitKey(face, rect.width(), key), face, ink, Qt::AlignLeft, alpha});
}

void Composer::row(const QRectF& rect, double alpha) const {
    Box box{rect};
    box.fill = &Theme::raised;
    box.fillAlpha = alpha;
    nodes().boxes.push_back(box);
}

QRectF Composer::fault(const QRectF& node, const QRectF& body, std::initializer_list<QString> texts) const {
    Box frame{node, 10};
    frame.line = &Theme::danger;
    frame.width = 1.5;
    nodes().boxes.push_back(frame);

    const qreal high = lineOf(Face::strong) + 8;
    const QRectF strip(body.left(), body.top(), body.width(), high);
    Box box{strip};
    box.fill = &Theme::danger;
    box.fillAlpha = 0.13;
    box.line = &Theme::danger;
    box.lineAlpha = 0.5;
    nodes().boxes.push_back(box);
    const qreal icon = std::round(lineOf(Face::small) * 0.8);
    nodes().signs.push_back({{strip.left() + 7, strip.center().y() - icon / 2, icon, icon}, Sign::warning, &Theme::danger});
    label(strip.adjusted(7 + icon + 6, 0, -6, 0), Face::strong, &Theme::danger, texts);
    return body.adjusted(0, high + 6, 0, 0);
}

void Composer::target(const QRectF& rect, const Walker& walker) const {
    picture.targets.push_back(
        {rect, SceneWords::tip(walker.id, *walker.request, options.hints), waits(*walker.request) ? walker.request->operation : 0});
}

void Composer::token(QPointF centre, qreal size, const Walker& walker, TokenLook look, bool labelled) const {
    const QString text = labelled ? requestLabel(walker.request->kind, walker.id) : QString();
    nodes().tokens.push_back({centre, walker.request->kind, size, text, look});
    target({centre.x() - size / 2, centre.y() - size / 2, size, size}, walker);
    if (!waits(*walker.request) || walker.request->operation != options.selected) return;
    Box ring{{centre.x() - size / 2 - 2, centre.y() - size / 2 - 2, size + 4, size + 4}, 5};
    ring.line = &Theme::accent;
    ring.width = 2;
    nodes().boxes.push_back(ring);
}

qreal Composer::digit(const QRectF& card, const Walker& walker) const {
    const int number = walker.request->phase == Phase::parked ? digitOf(crowd.runnable, walker.request->operation) : 0;
    if (number == 0 || !session.live()) return 0;
    const QString text = QString::number(number);
    const qreal high = std::min(card.height() - 4, lineOf(Face::small) + 2);
    const qreal wide = std::max(high, fonts.width(Face::small, text) + 10);
    Box cap{{card.right() - 6 - wide, card.center().y() - high / 2, wide, high}, 4};
    cap.line = &Theme::border;
    nodes().boxes.push_back(cap);
    label(cap.rect, Face::small, &Theme::muted, {text}, Qt::AlignHCenter);
    return wide + 6;
}

void Composer::card(const QRectF& rect, const Walker& walker) const {
    const RequestState& request = *walker.request;
    const bool ready = waits(request);
    const bool away = request.phase == Phase::on_the_way || request.phase == Phase::coming_back;
    const bool chosen = ready && request.operation == options.selected;
    const bool pointed = ready && request.operation == options.hovered;
    const bool cache = component_of(request.verb) == Component::cache;
    const Ink ink = component_of(request.verb) == Component::application ? &Theme::muted : cache ? &Theme::cache : &Theme::database;

    Box box{rect, 7};
    box.fill = &Theme::raised;
    box.fillAlpha = pointed ? 1 : 0.6;
    box.line = chosen ? &Theme::accent : ready && options.hints ? ink : &Theme::border;
    box.lineAlpha = chosen || pointed ? 1 : 0.75;
    box.width = chosen ? 2 : 1;
    nodes().boxes.push_back(box);

    const QString name = walker.id == 0 ? QString() : requestLabel(request.kind, walker.id);
    const qreal size = std::min(22.0, rect.height() - 4);
    const qreal tokenWidth = name.isEmpty() ? 0 : std::max(size, fonts.width(Face::strong, name) + 10);
    const bool two = rect.height() >= 2 * lineOf(Face::small) + 4;
    const qreal x = rect.left() + 8;
    if (!name.isEmpty())
        nodes().tokens.push_back(
            {{x + tokenWidth / 2, rect.center().y()}, request.kind, size, name, away ? TokenLook::gone : TokenLook::filled});
    const QRectF text(x + tokenWidth + (name.isEmpty() ? 0 : 8), rect.top(), 0, rect.height());
    const qreal width = rect.right() - 8 - text.left() - digit(rect, walker);
    const QString stands = SceneWords::standing(walker.id, request, options.hints);
    const QString shorter = SceneWords::standingShort(walker.id, request, options.hints);
    const Ink standsInk = ready && !options.hints ? &Theme::muted : ink;
    if (two) {
        const qreal half = lineOf(Face::small) + 1;
        const QRectF upper(text.left(), rect.center().y() - half, width, half);
        const QString kind = walker.id == 0 ? SceneWords::request(0, request) : requestKindText(request.kind);
        const qreal kindWidth = fonts.width(Face::small, kind);
        const qreal keyWidth = fonts.width(Face::monoSmall, keyText(request.key));
        const bool kindFits = walker.id == 0 || kindWidth + 6 + keyWidth <= width;
        if (kindFits) label({upper.left(), upper.top(), std::min(width, kindWidth + 1), half}, Face::small, &Theme::muted, {kind});
        if (walker.id != 0) key(upper.adjusted(kindFits ? kindWidth + 6 : 0, 0, 0, 0), Face::monoSmall, &Theme::text, keyText(request.key));
        label(upper.translated(0, half), ready ? Face::strong : Face::small, standsInk, {stands, shorter});
    } else {
        label({text.left(), rect.top(), width, rect.height()}, ready ? Face::strong : Face::small, standsInk, {stands, shorter});
    }
    target(rect, walker);
}

void compose(const Composer& composer) {
    composeClients(composer);
    composeApplications(composer);
    composeCache(composer);
    composeDatabase(composer);
    composeQueue(composer);
    composeNetworkFaults(composer);
}

SceneMetrics metricsOf(const SceneFonts& fonts) { return {fonts.line(Face::title), fonts.line(Face::small)}; }

bool showsQueue(const LabSession& session) {
    // A queue in a list or a stream of Redis is drawn there.
    const std::string& strategy = session.config().strategy;
    const bool inRedis = strategy == "write-behind-list" || strategy == "write-behind-stream";
    return (strategy.starts_with("write-behind") && !inRedis) || !session.state().queue().empty();
}

}  // namespace stampede::ui
