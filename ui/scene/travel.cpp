// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/travel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {
namespace {

constexpr std::size_t kRoads = 5;
constexpr int kMostBubbles = 4;   // at the same moment
constexpr qreal kHalfWidth = 46;  // pixels that a crowd spreads to either side of a road

// Evenly spread over -1 to 1, and the same for a request in every frame.
qreal laneOf(RequestId id) {
    std::uint32_t bits = id * 0x9E3779B9U;
    bits = (bits ^ (bits >> 15)) * 0x85EBCA6BU;
    return static_cast<qreal>((bits ^ (bits >> 13)) & 0xFFFF) / 32767.5 - 1;
}

qreal distance(const LabSession& session, const RequestState& request) {
    const qreal t = session.progress(request);
    return request.phase == Phase::coming_back ? 1 - t : t;
}

bool overlapsAny(const QRectF& rect, const std::vector<QRectF>& taken) {
    return std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return rect.intersects(other); });
}

// Whether a bubble at `rect` would hide a part of what a node shows: its words, its rows, its tokens.
bool hides(const QRectF& rect, const SceneFonts& fonts, const Layer& nodes) {
    for (const Label& label : nodes.labels) {
        QRectF words = label.rect;
        const qreal wide = std::min(words.width(), fonts.width(label.face, label.text));
        if (label.align & Qt::AlignHCenter) words.setLeft(words.center().x() - wide / 2);
        if (label.align & Qt::AlignRight) words.setLeft(words.right() - wide);
        words.setWidth(wide);
        if (rect.intersects(words)) return true;
    }
    const auto row = [&](const Box& box) { return box.rect.height() < 3 * rect.height() && rect.intersects(box.rect); };
    if (std::any_of(nodes.boxes.begin(), nodes.boxes.end(), row)) return true;
    return std::any_of(nodes.tokens.begin(), nodes.tokens.end(), [&](const Token& token) {
        return rect.intersects({token.centre.x() - token.size / 2, token.centre.y() - token.size / 2, token.size, token.size});
    });
}

bool coversNode(const QRectF& rect, const SceneLayout& layout) {
    if (rect.intersects(layout.node(Node::clients)) || rect.intersects(layout.node(Node::cache)) ||
        rect.intersects(layout.node(Node::database)) || rect.intersects(layout.node(Node::queue)))
        return true;
    for (int i = 0; i < layout.instances(); ++i) {
        if (rect.intersects(layout.node(Node::application, i))) return true;
    }
    return false;
}

// Above or below its token, further away or to the side where nothing is hidden; never outside the scene. One that has the road to itself
// may lie over the empty part of a node, since its words are often longer than the road. Null: there is no such place.
QRectF placeBubble(const Composer& composer, QPointF token, QSizeF bubble, bool alone, const std::vector<QRectF>& taken) {
    const QRectF all = QRectF(QPointF(0, 0), composer.layout.size()).adjusted(4, 4, -4, -4);
    QRectF best;
    qreal least = 1e18;
    for (int away = 0; away < 5; ++away) {
        const qreal distance = 15 + away * (bubble.height() * 0.75);
        for (const qreal y : {token.y() - distance - bubble.height(), token.y() + distance}) {
            for (const qreal part : {0.5, 0.25, 0.75, 0.0, 1.0}) {
                QRectF rect(QPointF(token.x() - bubble.width() * part, y), bubble);
                rect.moveLeft(std::clamp(rect.left(), all.left(), std::max(all.left(), all.right() - bubble.width())));
                if (!all.contains(rect) || overlapsAny(rect, taken)) continue;
                const bool covers = coversNode(rect, composer.layout);
                const qreal cost = (covers ? 100 : 0) + away * 60 + std::abs(part - 0.5) * 80;
                if (cost >= least || (covers && !alone) || hides(rect, composer.fonts, composer.nodes())) continue;
                least = cost;
                best = rect;
            }
        }
    }
    return best;
}

}  // namespace

Road roadOf(const Walker& walker, bool hasQueue) {
    const bool withDatabase = component_of(walker.request->verb) == Component::database;
    if (walker.id == 0 && hasQueue && withDatabase) return Road::queueToDatabase;
    return component_of(walker.request->verb) == Component::cache ? Road::applicationToCache : Road::applicationToDatabase;
}

qreal dotSize(std::size_t count) { return count <= 200 ? 13 : count <= 1000 ? 10 : 7; }

std::vector<Traveller> travellers(const LabSession& session, const SceneLayout& layout, const Crowd& crowd) {
    std::vector<Traveller> all;
    all.reserve(crowd.moving.size());
    // Step by step, those on one road walk side by side. In a running lab each keeps a lane of its own from first to last.
    const bool stepping = session.state().stepping();
    std::array<int, kRoads> number{};
    std::array<int, kRoads> placed{};
    for (const Walker& walker : crowd.moving) ++number[static_cast<std::size_t>(roadOf(walker, layout.hasQueue()))];
    for (const Walker& walker : crowd.moving) {
        const Road road = roadOf(walker, layout.hasQueue());
        qreal lane = laneOf(walker.id) * kHalfWidth;
        if (stepping) {
            const auto index = static_cast<std::size_t>(road);
            lane = (placed[index]++ - (number[index] - 1) / 2.0) * std::min(26.0, 170.0 / number[index]);
        }
        const int instance = std::min<int>(walker.request->instance, layout.instances() - 1);
        all.push_back({layout.pointAt(road, instance, distance(session, *walker.request), lane), walker});
    }
    return all;
}

void composeTravellers(const Composer& composer, const std::vector<Traveller>& travellers) {
    Layer& overlay = composer.picture.overlay;
    std::vector<QRectF> taken;
    for (const Traveller& traveller : travellers) {
        const RequestState& request = *traveller.walker.request;
        const RequestId id = traveller.walker.id;
        const QString name = id == 0 ? QStringLiteral("…") : requestLabel(request.kind, id);
        overlay.tokens.push_back({traveller.at, id == 0 ? RequestKind::write : request.kind, 22, name, TokenLook::filled});
        const qreal wide = std::max(22.0, composer.fonts.width(Face::strong, name) + 10);
        const QRectF token(traveller.at.x() - wide / 2, traveller.at.y() - 11, wide, 22);
        taken.push_back(token);
        composer.picture.targets.push_back({token, SceneWords::tip(id, request, composer.options.hints), 0});
    }
    int bubbles = 0;
    for (const Traveller& traveller : travellers) {
        const RequestState& request = *traveller.walker.request;
        const bool back = request.phase == Phase::coming_back;
        const QString text =
            back ? SceneWords::result(composer.session, request) : SceneWords::wholeOperation(traveller.walker.id, request);
        const Ink ink = component_of(request.verb) == Component::cache ? &Theme::cache : &Theme::database;
        composer.picture.roads.push_back(
            {roadOf(traveller.walker, composer.layout.hasQueue()), std::min<int>(request.instance, composer.layout.instances() - 1), ink});
        if (text.isEmpty() || bubbles == kMostBubbles) continue;
        const QSizeF size(std::ceil(composer.fonts.width(Face::monoSmall, text)) + 15, composer.lineOf(Face::monoSmall) + 5);
        const QRectF bubble = placeBubble(composer, traveller.at, size, travellers.size() == 1, taken);
        if (bubble.isNull()) continue;
        ++bubbles;
        taken.push_back(bubble);
        Box box{bubble, 5};
        box.fill = &Theme::panel;
        box.fillAlpha = 0.96;
        box.line = ink;
        box.lineAlpha = 0.7;
        overlay.boxes.push_back(box);
        overlay.labels.push_back({bubble.adjusted(7, 0, -7, 0), text, Face::monoSmall, ink, Qt::AlignHCenter, 1});
    }
}

}  // namespace stampede::ui
