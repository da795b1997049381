// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"
#include "ui/scene/scene_words.h"

namespace stampede::ui {
namespace {

class DatabaseWords {
    Q_DECLARE_TR_FUNCTIONS(DatabaseWords)
};

// Whether an operation on the row is with the database just now.
bool touched(const Composer& composer, Key key) {
    if (composer.crowd.moving.size() > 12) return false;
    return std::any_of(composer.crowd.moving.begin(), composer.crowd.moving.end(), [&](const Walker& walker) {
        return component_of(walker.request->verb) == Component::database && walker.request->key == key;
    });
}

void composeRow(const Composer& composer, const QRectF& rect, Key key) {
    composer.row(rect);
    if (touched(composer, key)) {
        Box frame{rect};
        frame.line = &Theme::database;
        composer.nodes().boxes.push_back(frame);
    }
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const bool exists = composer.state().row_exists(key);
    const QString version = exists ? valueText(composer.state().row(key)) : DatabaseWords::tr("no such row");
    const qreal wide = std::min(in.width() / 2, composer.fonts.width(Face::monoSmall, version) + 1);
    composer.key({in.left(), in.top(), in.width() - wide - 8, in.height()}, Face::monoSmall, &Theme::text, SceneWords::row(key));
    composer.label({in.right() - wide, in.top(), wide, in.height()}, Face::monoSmall, exists ? &Theme::database : &Theme::muted, {version},
                   Qt::AlignRight);
    composer.picture.targets.push_back({rect, SceneWords::row(key) + QLatin1Char(' ') + version, 0});
}

}  // namespace

void composeDatabase(const Composer& composer) {
    const LabState& state = composer.state();
    const SceneLayout& layout = composer.layout;
    const bool slow = state.active(FaultKind::db_slow);
    const bool locked = state.active(FaultKind::db_lock);
    const bool down = state.active(FaultKind::db_down) || state.active(FaultKind::db_power_cut);
    const QRectF title = layout.titleLine(Node::database);
    const qreal dot = std::round(title.height() * 0.6);
    composer.nodes().signs.push_back({{title.left(), title.center().y() - dot / 2, dot, dot},
                                      down     ? Sign::down
                                      : locked ? Sign::frozen
                                               : Sign::running,
                                      slow || locked || down ? &Theme::danger : &Theme::good});
    const qreal nameWide = composer.fonts.width(Face::title, QStringLiteral("SQLite")) + 2;
    composer.label({title.left() + dot + 7, title.top(), nameWide, title.height()}, Face::title, &Theme::text, {QStringLiteral("SQLite")});
    const QString status = down     ? DatabaseWords::tr("down")
                           : locked ? DatabaseWords::tr("locked")
                           : slow   ? DatabaseWords::tr("slow")
                                    : DatabaseWords::tr("running");
    composer.label(title.adjusted(dot + 7 + nameWide + 8, 0, 0, 0), Face::small, &Theme::muted,
                   {composer.options.simulated ? DatabaseWords::tr("simulated · %1").arg(status) : status, status}, Qt::AlignRight);

    QRectF body = layout.body(Node::database);
    body = composePool(composer, {body.left(), title.bottom() + 1, body.width(), body.bottom() - title.bottom() - 1});
    const QRectF node = layout.node(Node::database);
    const QString added = durationText(state.added_latency());
    if (slow) body = composer.fault(node, body, {DatabaseWords::tr("+%1 a query").arg(added)});
    if (locked) {
        body = composer.fault(node, body,
                              {DatabaseWords::tr("write lock held by another connection"), DatabaseWords::tr("write lock held elsewhere"),
                               DatabaseWords::tr("write lock held")});
    }
    body = composeFaults(composer, node, body, [](const Fault& fault) {
        const bool told = fault.kind == FaultKind::db_slow || fault.kind == FaultKind::db_lock;
        return component_of(fault.kind) == Component::database && !told;
    });

    int rows = layout.rowsIn(body.height());
    qreal y = body.top();
    if (state.recent_rows().empty() && rows > 0) {
        composer.label({body.left(), y, body.width(), layout.rowHeight()}, Face::small, &Theme::muted,
                       {DatabaseWords::tr("no row touched yet")}, Qt::AlignHCenter);
    }
    for (const Key key : state.recent_rows()) {
        if (rows-- <= 0) break;
        composeRow(composer, {body.left(), y, body.width(), layout.rowHeight()}, key);
        y += layout.rowHeight() + layout.rowGap();
    }
}

}  // namespace stampede::ui
