// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"

namespace stampede::ui {
namespace {

class QueueWords {
    Q_DECLARE_TR_FUNCTIONS(QueueWords)
};

void composeWrite(const Composer& composer, const QRectF& rect, const QueuedWrite& write) {
    composer.row(rect);
    const QRectF in = rect.adjusted(8, 0, -8, 0);
    const QString name = requestLabel(RequestKind::write, write.write);
    const qreal wide = composer.fonts.width(Face::strong, name) + 2;
    composer.label({in.left(), in.top(), wide, in.height()}, Face::strong, &Theme::write, {name});
    composer.key(in.adjusted(wide + 6, 0, 0, 0), Face::monoSmall, &Theme::text, keyText(write.key));
}

}  // namespace

void composeQueue(const Composer& composer) {
    const SceneLayout& layout = composer.layout;
    if (!layout.hasQueue()) return;
    const LabState& state = composer.state();
    const QRectF title = layout.titleLine(Node::queue);
    const QString count = QueueWords::tr("%1 waiting").arg(countText(state.queue().size()));
    const QString name = QueueWords::tr("Write queue");
    const qreal nameWide = std::min(title.width(), composer.fonts.width(Face::title, name) + 2);
    composer.label({title.left(), title.top(), nameWide, title.height()}, Face::title, &Theme::text, {name});
    composer.label(title.adjusted(nameWide + 8, 0, 0, 0), Face::small, state.queue().empty() ? &Theme::muted : &Theme::warning,
                   {count, countText(state.queue().size())}, Qt::AlignRight);

    QRectF body = layout.body(Node::queue);
    const qreal high = layout.rowHeight() + 2;
    for (const Walker& flusher : composer.crowd.flushers) {
        if (!waits(*flusher.request) || body.height() < high) continue;
        composer.card({body.left(), body.top(), body.width(), high}, flusher);
        body.setTop(body.top() + high + layout.rowGap());
    }
    int rows = layout.rowsIn(body.height());
    qreal y = body.top();
    if (state.queue().empty() && rows > 0) {
        composer.label({body.left(), y, body.width(), layout.rowHeight()}, Face::small, &Theme::muted,
                       {QueueWords::tr("nothing waits for the database"), QueueWords::tr("empty")}, Qt::AlignHCenter);
    }
    for (const QueuedWrite& write : state.queue()) {
        if (rows-- <= 0) break;
        composeWrite(composer, {body.left(), y, body.width(), layout.rowHeight()}, write);
        y += layout.rowHeight() + layout.rowGap();
    }
}

}  // namespace stampede::ui
