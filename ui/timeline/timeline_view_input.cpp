// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/timeline_words.h"

namespace stampede::ui {
namespace {

constexpr double kReach = 3;        // pixels by which a narrow bar may be missed
constexpr double kZoomStep = 1.25;  // a notch of the wheel

}  // namespace

TimelineView::Hit TimelineView::hit(QPointF position) const {
    const std::size_t index = rows_.laneAt(position.y());
    if (index == Moment::kNone || position.x() < rows_.labelWidth()) return {};
    const Lane& lane = *lanes_[index];
    const QRectF row = rows_.lane(index);
    if (position.y() < row.top() + 3 || position.y() > row.bottom() - 3) return {};
    Hit best;
    double least = kReach;
    for (const Bar& bar : lane.bars) {
        const double from = axis().xOf(bar.parked ? bar.parked : bar.issued);
        const double away = std::max({from - position.x(), position.x() - barEnd(bar), 0.0});
        if (away > least) continue;
        least = away;
        best = {&lane, &bar};
    }
    return best;
}

QString TimelineView::tipAt(QPointF position) const {
    if (const Hit found = hit(position); found.bar != nullptr) return TimelineWords::tip(*found.lane, *found.bar, hints_);
    if (!rows_.faults().contains(position)) return {};
    for (const Mark& mark : model_.marks()) {
        if (std::abs(axis().xOf(mark.when) - position.x()) <= 5) return TimelineWords::mark(mark);
    }
    QStringList faults;  // on the last level there may be several
    for (const FaultBar& fault : model_.faults()) {
        const double to = fault.to ? axis().xOf(fault.to) : axis().xOf(nowUnit());
        const QRectF row = rows_.fault(fault.level);
        const bool within = position.x() >= axis().xOf(fault.from) - kReach && position.x() <= to + kReach;
        if (within && position.y() >= row.top() && position.y() <= row.bottom()) faults << faultText(fault.fault);
    }
    return faults.join(QLatin1Char('\n'));
}

bool TimelineView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(), tip, this);
    }
    return true;
}

void TimelineView::moveCursorTo(double x) {
    const double unit = axis().unitAt(std::clamp(x, axis().left(), axis().right()));
    if (axisKind() == AxisKind::event) {
        session_->setCursor(static_cast<std::size_t>(std::max(0.0, std::round(unit))));
    } else if (unit >= static_cast<double>(model_.lastAt().count()) && !session_->journal().empty()) {
        session_->setCursor(session_->journal().size());
    } else {
        session_->setCursorTime(static_cast<qint64>(std::max(0.0, unit)));
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::pan;
        dragX_ = at.x();
        return;
    }
    if (event->button() != Qt::LeftButton || at.x() < rows_.labelWidth()) return QWidget::mousePressEvent(event);
    if (const Hit found = hit(at); found.bar != nullptr) {
        const bool waits = found.bar->parked && !found.bar->issued && !found.bar->replied && !rests(found.bar->verb);
        if (waits && session_->state().stepping() && session_->live()) return Q_EMIT operationClicked(found.bar->operation);
        selected_ = found.bar->operation;
        Q_EMIT eventSelected(found.bar->latest().index);
        update();
        return;
    }
    drag_ = Drag::cursor;
    pressedLive_ = session_->live();
    moveCursorTo(at.x());
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (drag_ == Drag::cursor) return moveCursorTo(at.x());
    if (drag_ == Drag::pan) {
        scales_.shown().panBy(dragX_ - at.x());
        dragX_ = at.x();
        update();
        return;
    }
    const bool onCursor = std::abs(axis().xOf(cursorUnit()) - at.x()) <= 4 || rows_.axis().contains(at);
    setCursor(hit(at).bar != nullptr                     ? Qt::PointingHandCursor
              : onCursor && at.x() >= rows_.labelWidth() ? Qt::SplitHCursor
                                                         : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent*) {
    const bool panned = drag_ == Drag::pan;
    drag_ = Drag::none;
    if (!panned) frame();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (pressedLive_) session_->goLive();  // the first press of the two has moved the cursor
    fit();
}

void TimelineView::zoom(double x, double factor) {
    scales_.shown().zoomAt(std::clamp(x, axis().left(), axis().right()), factor);
    scales_.setZoomed();
    update();
}

void TimelineView::scrollBy(double pixels) {
    rows_.scrollTo(rows_.scroll() + pixels);
    scrolledUp_ = !rows_.atEnd();
    update();
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    // Qt turns a wheel with Alt sideways, some systems one with Shift too.
    const QPoint angle = event->angleDelta();
    const double notches = (angle.y() != 0 ? angle.y() : angle.x()) / 120.0;
    if (event->modifiers() & Qt::ControlModifier) {
        zoom(event->position().x(), std::pow(kZoomStep, notches));
    } else if ((event->modifiers() & Qt::ShiftModifier) || angle.y() == 0) {
        scales_.shown().panBy(-notches * 60);
        update();
    } else {
        scrollBy(-notches * rows_.rowHeight() * 2);
    }
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left: return session_->stepBack();
        case Qt::Key_Right: return session_->stepForward();
        case Qt::Key_Home: return session_->toStart();
        case Qt::Key_End: return session_->goLive();
        case Qt::Key_Up: return scrollBy(-rows_.rowHeight());
        case Qt::Key_Down: return scrollBy(rows_.rowHeight());
        case Qt::Key_X: return setAxisKind(axisKind() == AxisKind::time ? AxisKind::event : AxisKind::time);
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoom(axis().xOf(cursorUnit()), kZoomStep);
        case Qt::Key_Minus: return zoom(axis().xOf(cursorUnit()), 1 / kZoomStep);
        case Qt::Key_0: return fit();
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace stampede::ui
