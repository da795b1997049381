// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_tree.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>

#include "ui/branches/branch_words.h"
#include "ui/model/format.h"

namespace stampede::ui {

BranchTree::BranchTree(QWidget* parent) : QWidget(parent), name_(new QLineEdit(this)) {
    setAccessibleName(tr("Tree of branches"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    name_->hide();
    name_->setAccessibleName(tr("Name of the step"));
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (name_->isHidden()) return;
        name_->hide();
        setFocus();
        Q_EMIT renamed(chosen_, name_->text().trimmed());
    });
    layOut();
}

void BranchTree::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void BranchTree::show(const BranchMap& map, const std::set<BranchMap::Id>& wrong) {
    const bool moved = map.current != map_.current || map.nodes.size() != map_.nodes.size();
    map_ = map;
    wrong_ = wrong;
    if (moved || chosen_ >= map_.nodes.size()) chosen_ = map_.current;
    layOut();
    Q_EMIT chosenChanged();
}

void BranchTree::setRoom(qreal wide) {
    if (wide == room_) return;
    room_ = wide;
    layOut();
}

void BranchTree::layOut() {
    layout_.emplace(map_, QFontMetricsF(font()).height(), room_);
    setMinimumSize(layout_->size().toSize());
    setAccessibleDescription(
        tr("%1 steps in %2 branches; now after: %3").arg(map_.nodes.size() - 1).arg(layout_->rows()).arg(stepText(map_, map_.current)));
    update();
}

void BranchTree::choose(BranchMap::Id node) {
    chosen_ = node;
    update();
    Q_EMIT chosenChanged();
}

void BranchTree::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme_.panel);
    std::set<BranchMap::Id> path{0};
    for (const BranchMap::Id id : map_.path(map_.current)) path.insert(id);
    for (BranchMap::Id id = 1; id < map_.nodes.size(); ++id) {
        const QPointF from = layout_->at(map_.nodes[id].parent);
        const QPointF to = layout_->at(id);
        QPainterPath road(from);
        if (from.y() == to.y()) {
            road.lineTo(to);
        } else {
            road.cubicTo(QPointF(from.x(), to.y()), QPointF(from.x(), to.y()), to);
        }
        const bool on = path.contains(id);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(on ? theme_.accent : theme_.border, on ? 2.5 : 1.5));
        painter.drawPath(road);
    }
    for (BranchMap::Id id = 0; id < map_.nodes.size(); ++id) paintNode(painter, id, path.contains(id));
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

// The shape says what kind of step it was, the colour says it again.
void BranchTree::paintNode(QPainter& painter, BranchMap::Id id, bool onPath) const {
    const QPointF at = layout_->at(id);
    const qreal r = layout_->radius();
    const BranchMark mark = id == 0 ? BranchMark::beginning : markOf(map_.nodes[id]);
    const QColor inks[] = {theme_.muted, theme_.read, theme_.write, theme_.cache, theme_.database, theme_.danger, theme_.muted};
    const QColor ink = inks[static_cast<int>(mark)];
    const bool sends = mark == BranchMark::read || mark == BranchMark::write;
    painter.setPen(QPen(ink, 1.6));
    painter.setBrush(sends || mark == BranchMark::time ? theme_.panel : ink);
    painter.setOpacity(onPath ? 1 : 0.65);
    const QRectF box(at.x() - r, at.y() - r, 2 * r, 2 * r);
    switch (mark) {
        case BranchMark::read:
        case BranchMark::time:
        case BranchMark::beginning: painter.drawEllipse(box.adjusted(1, 1, -1, -1)); break;
        case BranchMark::cache: painter.drawEllipse(box.adjusted(1, 1, -1, -1)); break;
        case BranchMark::write:
        case BranchMark::database: painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2); break;
        case BranchMark::fault: painter.drawPolygon(QPolygonF({{at.x(), box.top()}, box.bottomRight(), box.bottomLeft()})); break;
    }
    painter.setOpacity(1);
    painter.setBrush(Qt::NoBrush);
    if (id == map_.current) {
        painter.setPen(QPen(theme_.accent, 2));
        painter.drawEllipse(at, r + 3, r + 3);
    }
    if (id == chosen_ && hasFocus()) {
        painter.setPen(QPen(theme_.text, 1, Qt::DotLine));
        painter.drawEllipse(at, r + 5, r + 5);
    }
    QString label = fromCore(map_.nodes[id].name);
    if (wrong_.contains(id)) label = label.isEmpty() ? QStringLiteral("▲") : QStringLiteral("▲ ") + label;
    if (label.isEmpty()) return;
    painter.setPen(wrong_.contains(id) ? theme_.danger : theme_.text);
    const QFontMetricsF metrics(font());
    painter.drawText(QRectF(at.x() - r, at.y() - r - 4 - metrics.height(), metrics.horizontalAdvance(label) + 2, metrics.height()), label);
}

bool BranchTree::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const BranchMap::Id node = layout_->nodeAt(help->pos());
        if (node < map_.nodes.size()) {
            QToolTip::showText(help->globalPos(), stepText(map_, node), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void BranchTree::mousePressEvent(QMouseEvent* event) {
    const BranchMap::Id node = layout_->nodeAt(event->position());
    pressed_ = node < map_.nodes.size();
    if (!pressed_) return;
    choose(node);
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier) Q_EMIT nodeClicked(node);
}

// The first click may have moved the tree under the pointer, so it says what is named.
void BranchTree::mouseDoubleClickEvent(QMouseEvent*) {
    if (pressed_) rename();
}

void BranchTree::contextMenuEvent(QContextMenuEvent* event) {
    if (layout_->nodeAt(event->pos()) >= map_.nodes.size()) return;
    QMenu menu(this);
    menu.addAction(tr("Go there"), this, [this] { Q_EMIT nodeClicked(chosen_); });
    menu.addAction(tr("Name it…"), this, &BranchTree::rename);
    menu.exec(event->globalPos());
}

void BranchTree::rename() {
    const QPointF at = layout_->at(chosen_);
    name_->setText(fromCore(map_.nodes[chosen_].name));
    const int high = name_->sizeHint().height();
    const int left = std::clamp(static_cast<int>(at.x()) - 20, 2, std::max(2, width() - 160));
    name_->setGeometry(left, std::max(0, static_cast<int>(at.y()) - high / 2), 156, high);
    name_->show();
    name_->selectAll();
    name_->setFocus();
}

void BranchTree::keyPressEvent(QKeyEvent* event) {
    const BranchNode& node = map_.nodes[chosen_];
    std::vector<BranchMap::Id> siblings;
    for (BranchMap::Id id = 1; id < map_.nodes.size(); ++id) {
        if (chosen_ != 0 && map_.nodes[id].parent == node.parent) siblings.push_back(id);
    }
    const auto beside = std::find(siblings.begin(), siblings.end(), chosen_);
    switch (event->key()) {
        case Qt::Key_Left: return choose(node.parent);
        case Qt::Key_Right: return node.next != 0 ? choose(node.next) : void();
        case Qt::Key_Up: return beside != siblings.end() && beside != siblings.begin() ? choose(*(beside - 1)) : void();
        case Qt::Key_Down: return beside != siblings.end() && beside + 1 != siblings.end() ? choose(*(beside + 1)) : void();
        case Qt::Key_Return:
        case Qt::Key_Enter: return Q_EMIT nodeClicked(chosen_);
        case Qt::Key_F2: return rename();
        case Qt::Key_Escape:  // from the field: the name stays what it was
            if (name_->isHidden()) return QWidget::keyPressEvent(event);
            name_->hide();
            return setFocus();
        default: QWidget::keyPressEvent(event);
    }
}

void BranchTree::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && layout_) layOut();
}

}  // namespace stampede::ui
