// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"

namespace stampede::ui {
namespace {

class CacheWords {
    Q_DECLARE_TR_FUNCTIONS(CacheWords)
};

}  // namespace

void composeCache(const Composer& composer) {
    const LabState& state = composer.state();
    const SceneLayout& layout = composer.layout;
    const bool frozen = state.active(FaultKind::redis_freeze);
    const bool opened = !composer.session.journal().empty() && composer.session.cursor() > 0;
    const bool powerless = state.active(FaultKind::redis_power_cut);
    const bool down = powerless || state.active(FaultKind::redis_kill) || (opened && !state.cache_running());
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
    if (down && !powerless)
        body = composer.fault(layout.node(Node::cache), body, {CacheWords::tr("down: connections are refused"), CacheWords::tr("down")});
    else if (frozen)
        body = composer.fault(layout.node(Node::cache), body, {CacheWords::tr("SIGSTOP: frozen")});
    body = composeFaults(composer, layout.node(Node::cache), body, [](const Fault& fault) {
        const bool told = fault.kind == FaultKind::redis_kill || fault.kind == FaultKind::redis_freeze;
        return component_of(fault.kind) == Component::cache && !of_the_network(fault.kind) && !told;
    });
    composeCacheRows(composer, body);
}

}  // namespace stampede::ui
