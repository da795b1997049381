// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/elided_label.h"

#include <QPainter>

namespace stampede::ui {
namespace {

constexpr int kIndent = 8;

}  // namespace

void ElidedLabel::setFullText(const QString& text) {
    full_ = text;
    setToolTip(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const { return QSize(fontMetrics().horizontalAdvance(full_) + 2 * kIndent, fontMetrics().height()); }

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect area = rect().adjusted(kIndent, 0, -kIndent, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(full_, Qt::ElideMiddle, area.width()));
}

}  // namespace stampede::ui
