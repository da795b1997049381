// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/strategies/catalogue.h"
#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {
namespace {

constexpr std::size_t kMostCards = 6;

class ApplicationWords {
    Q_DECLARE_TR_FUNCTIONS(ApplicationWords)
};

QString strategyName(const std::string& id) {
    const StrategyInfo* info = find_strategy(id);
    return fromCore(info == nullptr ? std::string_view(id) : info->name);
}

void composeEmpty(const Composer& composer, const QRectF& body) {
    const qreal title = composer.lineOf(Face::title);
    const qreal small = composer.lineOf(Face::small);
    if (body.height() < title) return;
    const qreal middle = std::max(body.top(), body.center().y() - title - 2);
    const QRectF top(body.left(), middle, body.width(), title);
    composer.label(top, Face::title, &Theme::text, {ApplicationWords::tr("Send a read: press R"), ApplicationWords::tr("Press R to read")},
                   Qt::AlignHCenter);
    const QRectF below(body.left(), top.bottom() + 4, body.width(), small);
    if (below.bottom() > body.bottom()) return;
    if (composer.session.state().stepping()) {
        composer.label(below, Face::small, &Theme::muted,
                       {ApplicationWords::tr("Then Space runs one operation at a time"), ApplicationWords::tr("then Space to step")},
                       Qt::AlignHCenter);
    } else {
        composer.label(below, Face::small, &Theme::muted,
                       {ApplicationWords::tr("Or start a workload: press F5"), ApplicationWords::tr("or press F5")}, Qt::AlignHCenter);
    }
}

// Many: a count and a grid of small tokens of those that stand here.
void composeGrid(const Composer& composer, QRectF area, const Crowd::Instance& instance) {
    const auto parked =
        std::count_if(instance.standing.begin(), instance.standing.end(), [](const Walker& walker) { return waits(*walker.request); });
    const qreal line = composer.lineOf(Face::strong);
    const QString count = ApplicationWords::tr("%1 in flight").arg(countText(instance.all.size()));
    const QString split = parked > 0 ? ApplicationWords::tr("%1, %2 waiting").arg(count, countText(static_cast<quint64>(parked))) : count;
    composer.label({area.left(), area.top(), area.width(), line}, Face::strong, &Theme::text,
                   {split, count, countText(instance.all.size())});
    area.setTop(area.top() + line + 2);
    if (instance.withCache + instance.withDatabase > 0 && area.height() >= line) {
        const QString redis = ApplicationWords::tr("%1 with Redis").arg(countText(instance.withCache));
        const QString sqlite = ApplicationWords::tr("%1 with SQLite").arg(countText(instance.withDatabase));
        composer.label({area.left(), area.top(), area.width(), line}, Face::small, &Theme::muted,
                       {redis + QStringLiteral(" · ") + sqlite, sqlite});
        area.setTop(area.top() + line);
    }
    area.setTop(area.top() + 6);
    const std::size_t number = instance.standing.size();
    if (number == 0 || area.height() < 8) return;

    struct Measure {
        qreal size;
        qreal wide;
        qreal gap;
        bool labelled;
    };
    const QString longest = requestLabel(RequestKind::write, instance.standing.back().id);
    const qreal labelWide = std::max(22.0, composer.fonts.width(Face::strong, longest) + 10);
    Measure chosen{8, 8, 3, false};
    for (const Measure& measure : {Measure{22, labelWide, 6, true}, Measure{14, 14, 5, false}, Measure{10, 10, 4, false}}) {
        const auto across = std::floor((area.width() + measure.gap) / (measure.wide + measure.gap));
        const auto down = std::floor((area.height() + measure.gap) / (measure.size + measure.gap));
        if (across * down < static_cast<qreal>(number)) continue;
        chosen = measure;
        break;
    }
    const int across = std::max(1, static_cast<int>((area.width() + chosen.gap) / (chosen.wide + chosen.gap)));
    const int down = std::max(1, static_cast<int>((area.height() + chosen.gap) / (chosen.size + chosen.gap)));
    const std::size_t shown = std::min(number, static_cast<std::size_t>(across) * static_cast<std::size_t>(down));
    for (std::size_t i = 0; i < shown; ++i) {
        const qreal x =
            area.left() + chosen.wide / 2 + static_cast<qreal>(i % static_cast<std::size_t>(across)) * (chosen.wide + chosen.gap);
        const qreal y =
            area.top() + chosen.size / 2 + static_cast<qreal>(i / static_cast<std::size_t>(across)) * (chosen.size + chosen.gap);
        composer.token({x, y}, chosen.size, instance.standing[i], TokenLook::filled, chosen.labelled);
    }
}

// Few: a card each, of two lines if they fit. False when not even one line does.
bool composeCards(const Composer& composer, const QRectF& area, const std::vector<Walker>& walkers) {
    const qreal gap = 6;
    const auto number = static_cast<qreal>(walkers.size());
    const qreal two = 2 * composer.lineOf(Face::small) + 12;
    const qreal one = composer.lineOf(Face::small) + 8;
    const auto fits = [&](qreal high) { return number * (high + gap) - gap <= area.height() + 0.5; };
    if (number > kMostCards || !fits(one)) return false;
    const qreal high = fits(two) ? two : one;
    qreal y = area.top();
    for (const Walker& walker : walkers) {
        composer.card({area.left(), y, area.width(), high}, walker);
        y += high + gap;
    }
    return true;
}

// The circuit breaker's state in a strip below the title, once it has spoken. Returns what is left.
QRectF composeBreaker(const Composer& composer, int index, const QRectF& body) {
    using Breaker = SideState::Breaker;
    const Breaker breaker = composer.side.breaker(static_cast<InstanceId>(index));
    const qreal line = composer.lineOf(Face::small);
    if (breaker == Breaker::none || body.height() < line + 4) return body;
    const bool open = breaker == Breaker::open;
    const Ink ink = breaker == Breaker::closed ? &Theme::good : open ? &Theme::danger : &Theme::warning;
    const QString state = breakerText(breaker == Breaker::closed ? 0 : open ? 1 : 2);
    const qreal icon = std::round(line * 0.7);
    composer.nodes().signs.push_back({{body.left(), body.top() + (line - icon) / 2, icon, icon},
                                      open                         ? Sign::down
                                      : breaker == Breaker::closed ? Sign::running
                                                                   : Sign::warning,
                                      ink});
    const QRectF words(body.left() + icon + 5, body.top(), body.width() - icon - 5, line);
    composer.label(words, Face::small, ink,
                   {ApplicationWords::tr("circuit breaker %1").arg(state), ApplicationWords::tr("breaker %1").arg(state), state});
    composer.picture.targets.push_back(
        {QRectF(body.left(), body.top(), body.width(), line),
         open ? ApplicationWords::tr("The cache has failed too often: it is not asked for a while.")
              : ApplicationWords::tr("Counts how often the cache fails, and stops asking it when that is too often."),
         0});
    return body.adjusted(0, line + 4, 0, 0);
}

// How many loads the instance has refused. Returns what is left.
QRectF composeShed(const Composer& composer, int index, const QRectF& body) {
    const std::uint64_t shed = composer.side.shed(static_cast<InstanceId>(index));
    const qreal line = composer.lineOf(Face::small);
    if (shed == 0 || body.height() < line + 4) return body;
    const qreal icon = std::round(line * 0.7);
    composer.nodes().signs.push_back({{body.left(), body.top() + (line - icon) / 2, icon, icon}, Sign::warning, &Theme::warning});
    const QRectF words(body.left() + icon + 5, body.top(), body.width() - icon - 5, line);
    const QString count = countText(shed);
    composer.label(words, Face::small, &Theme::warning,
                   {shed == 1 ? ApplicationWords::tr("1 load refused") : ApplicationWords::tr("%1 loads refused").arg(count),
                    ApplicationWords::tr("%1 refused").arg(count), count});
    composer.picture.targets.push_back({QRectF(body.left(), body.top(), body.width(), line),
                                        ApplicationWords::tr("Loads that were refused to spare the database, since the lab was opened"),
                                        0});
    return body.adjusted(0, line + 4, 0, 0);
}

// Copies in the instance's own memory, at the bottom of its box. Returns what is left above them.
QRectF composeMemory(const Composer& composer, int index, const QRectF& body) {
    const SideState::Copies& copies = composer.side.copies(static_cast<InstanceId>(index));
    const qreal line = composer.lineOf(Face::small);
    if (copies.empty() || body.height() < 2 * line) return body;
    const int fits = static_cast<int>(body.height() * 0.45 / (line + 2)) - 1;
    const int least = body.height() >= 3 * (line + 2) ? 1 : 0;
    const int most = std::clamp(fits, least, 4);
    const int shown = std::min(most, static_cast<int>(copies.size()));
    const qreal high = (shown + 1) * (line + 2) + 2;
    const QRectF area(body.left(), body.bottom() - high, body.width(), high);
    const QString count = countText(copies.size());
    composer.label({area.left(), area.top(), area.width(), line}, Face::small, &Theme::muted,
                   {copies.size() == 1 ? ApplicationWords::tr("own memory (L1): 1 copy")
                                       : ApplicationWords::tr("own memory (L1): %1 copies").arg(count),
                    ApplicationWords::tr("L1: %1").arg(count)});
    qreal y = area.top() + line + 2;
    int left = shown;
    for (const auto& [key, copy] : copies) {
        if (left-- <= 0) break;
        const QRectF row(area.left(), y, area.width(), line + 1);
        composer.row(row, 0.7);
        const bool old = composer.options.hints && copy.value.version != 0 && copy.value.version < composer.state().row(key.row()).version;
        const QString text = copy.state == EntryState::absent ? ApplicationWords::tr("no such row") : valueText(copy.value);
        const QString said = old ? ApplicationWords::tr("%1 STALE").arg(text) : text;
        const qreal wide = std::min(row.width() * 0.6, composer.fonts.width(Face::monoSmall, said) + 1);
        composer.key({row.left() + 4, row.top(), row.width() - wide - 14, row.height()}, Face::monoSmall, &Theme::text, keyText(key));
        composer.label({row.right() - wide - 4, row.top(), wide, row.height()}, Face::monoSmall, old ? &Theme::warning : &Theme::accent,
                       {said}, Qt::AlignRight);
        composer.picture.targets.push_back(
            {row, ApplicationWords::tr("Instance %1 keeps %2 %3 in its own memory").arg(index + 1).arg(keyText(key), text), 0});
        y += line + 2;
    }
    return body.adjusted(0, 0, 0, -high - 4);
}

void composeApplication(const Composer& composer, int index) {
    const SceneLayout& layout = composer.layout;
    const bool several = layout.instances() > 1;
    const QRectF title = layout.titleLine(Node::application, index);
    const QString name = several ? ApplicationWords::tr("Application %1").arg(index + 1) : ApplicationWords::tr("Application");
    composer.label(title, Face::title, &Theme::text, {name}, several ? Qt::AlignLeft : Qt::AlignHCenter);

    QRectF body = layout.body(Node::application, index);
    if (!several) {
        const qreal line = composer.lineOf(Face::small);
        composer.label({body.left(), title.bottom(), body.width(), line}, Face::small, &Theme::muted,
                       {strategyName(composer.session.config().strategy)}, Qt::AlignHCenter);
        body.setTop(title.bottom() + line + 8);
    }
    if (composer.side.down(static_cast<InstanceId>(index))) {
        composer.fault(layout.node(Node::application, index), body,
                       {ApplicationWords::tr("crashed: its memory is gone"), ApplicationWords::tr("crashed")});
        return;
    }
    body = composeFaults(composer, layout.node(Node::application, index), body, [index](const Fault& fault) {
        return component_of(fault.kind) == Component::application && !ofTheLoad(fault.kind) &&
               concerns(fault, static_cast<InstanceId>(index));
    });
    body = composeMemory(composer, index, composeShed(composer, index, composeBreaker(composer, index, body)));
    const Crowd::Instance& instance = composer.crowd.instances[static_cast<std::size_t>(index)];
    std::vector<Walker> walkers = instance.all;
    if (!layout.hasQueue()) {
        for (const Walker& flusher : composer.crowd.flushers) {
            if (flusher.request->instance == index && waits(*flusher.request)) walkers.push_back(flusher);
        }
    }
    const bool untouched = composer.state().requests().empty() && composer.state().finished() == 0;
    if (walkers.empty() && untouched && index == 0) return composeEmpty(composer, body);
    if (walkers.empty()) return;
    if (!composeCards(composer, body, walkers)) composeGrid(composer, body, instance);
}

}  // namespace

void composeApplications(const Composer& composer) {
    for (int i = 0; i < composer.layout.instances(); ++i) composeApplication(composer, i);
}

}  // namespace stampede::ui
