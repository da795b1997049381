// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace stampede::ui {

FlowLayout::FlowLayout(QWidget* parent, int spacing) : QLayout(parent) { setSpacing(spacing); }

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

QLayoutItem* FlowLayout::takeAt(int index) { return index >= 0 && index < count() ? items_.takeAt(index) : nullptr; }

QSize FlowLayout::sizeHint() const {
    int width = -spacing();
    int height = 0;
    for (const QLayoutItem* item : items_) {
        if (item->isEmpty()) continue;
        width += item->sizeHint().width() + spacing();
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins around = contentsMargins();
    return QSize(std::max(0, width) + around.left() + around.right(), height + around.top() + around.bottom());
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_) size = size.expandedTo(item->minimumSize());
    const QMargins around = contentsMargins();
    return size + QSize(around.left() + around.right(), around.top() + around.bottom());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool move) const {
    const QMargins around = contentsMargins();
    const QRect area = rect.marginsRemoved(around);
    int y = area.top();
    for (qsizetype first = 0; first < items_.size();) {
        qsizetype last = first;
        int x = area.left();
        int height = 0;
        for (; last < items_.size(); ++last) {
            const QSize hint = items_[last]->isEmpty() ? QSize(-spacing(), 0) : items_[last]->sizeHint();
            if (last > first && x + hint.width() > area.right() + 1) break;
            x += hint.width() + spacing();
            height = std::max(height, hint.height());
        }
        x = area.left();
        for (; first < last; ++first) {
            if (items_[first]->isEmpty()) continue;
            const int width = std::min(items_[first]->sizeHint().width(), std::max(area.width(), items_[first]->minimumSize().width()));
            if (move) items_[first]->setGeometry(QRect(x, y, width, height));
            x += width + spacing();
        }
        y += height + spacing();
    }
    return items_.isEmpty() ? around.top() + around.bottom() : y - spacing() - rect.top() + around.bottom();
}

}  // namespace stampede::ui
