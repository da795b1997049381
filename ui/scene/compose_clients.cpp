// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"

namespace stampede::ui {
namespace {

class ClientWords {
    Q_DECLARE_TR_FUNCTIONS(ClientWords)
};

// The latest requests, the newest last.
std::vector<Walker> latest(const LabState& state, std::size_t most) {
    std::vector<Walker> walkers;
    for (auto at = state.requests().rbegin(); at != state.requests().rend() && walkers.size() < most; ++at) {
        walkers.push_back({at->first, &at->second});
    }
    return {walkers.rbegin(), walkers.rend()};
}

}  // namespace

void composeClients(const Composer& composer) {
    const SceneLayout& layout = composer.layout;
    const SceneFonts& fonts = composer.fonts;
    const QRectF title = layout.titleLine(Node::clients);
    composer.label(title, Face::title, &Theme::text, {ClientWords::tr("Clients")}, Qt::AlignHCenter);

    QRectF body = layout.body(Node::clients);
    const qreal line = composer.lineOf(Face::small);
    const QString done = countText(composer.state().finished());
    composer.label({body.left(), body.bottom() - line, body.width(), line}, Face::small, &Theme::muted,
                   {ClientWords::tr("%1 answered").arg(done), done}, Qt::AlignHCenter);
    body.setBottom(body.bottom() - line - 6);
    body = composeFaults(composer, layout.node(Node::clients), body, [](const Fault& fault) { return ofTheLoad(fault.kind); });

    const std::size_t total = composer.state().requests().size();
    const qreal step = std::max(layout.rowHeight(), 22.0) + 6;
    std::size_t rows = static_cast<std::size_t>(std::max(0.0, (body.height() + 6) / step));
    if (total > rows && rows > 0) {
        --rows;
        const QString more = QStringLiteral("+%1").arg(countText(total - rows));
        composer.label({body.left(), body.top(), body.width(), step - 6}, Face::small, &Theme::muted,
                       {ClientWords::tr("%1 earlier").arg(more), more}, Qt::AlignHCenter);
        body.setTop(body.top() + step);
    }
    const bool keys = body.width() >= 100;
    qreal y = body.top();
    for (const Walker& walker : latest(composer.state(), rows)) {
        const QString name = requestLabel(walker.request->kind, walker.id);
        const qreal wide = std::max(22.0, fonts.width(Face::strong, name) + 10);
        const QRectF row(body.left(), y, body.width(), step - 6);
        const qreal x = keys ? row.left() + wide / 2 : row.center().x();
        composer.token({x, row.center().y()}, 22, walker, TokenLook::outlined, true);
        if (keys) composer.key(row.adjusted(wide + 8, 0, 0, 0), Face::monoSmall, &Theme::muted, keyText(walker.request->key));
        y += step;
    }
}

}  // namespace stampede::ui
