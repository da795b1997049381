// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "ui/model/format.h"
#include "ui/timeline/timeline_words.h"

namespace stampede::ui {

TimelineView::TimelineView(LabSession* session, QWidget* parent)
    : QWidget(parent), session_(session), fonts_(font()), rows_({10, 10}, 15, 0, 1), axisButton_(new QToolButton(this)) {
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline of requests"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    axisButton_->setObjectName(QStringLiteral("timelineAxis"));
    axisButton_->setAutoRaise(true);
    axisButton_->setFont(fonts_.small);
    axisButton_->setPalette(theme_.palette());
    axisButton_->setFocusPolicy(Qt::TabFocus);
    axisButton_->setToolTip(tr("Whether the axis counts events or lab time (X)"));
    connect(axisButton_, &QToolButton::clicked, this,
            [this] { setAxisKind(axisKind() == AxisKind::time ? AxisKind::event : AxisKind::time); });
    connect(session_, &LabSession::frameReady, this, &TimelineView::frame);
    connect(session_, &LabSession::restarted, this, [this] {
        model_.clear();
        selected_ = 0;
        scrolledUp_ = false;
        longestLabel_ = 0;
        scales_ = {};
        frame();
    });
    setAxisKind(AxisKind::event);
}

void TimelineView::setTheme(const Theme& theme) {
    theme_ = theme;
    axisButton_->setPalette(theme.palette());
    update();
}

void TimelineView::setHints(bool on) {
    hints_ = on;
    update();
}

void TimelineView::setAxisKind(AxisKind kind) {
    scales_.setKind(kind);
    const QString text = kind == AxisKind::event ? tr("by event") : tr("by time");
    axisButton_->setText(text);
    axisButton_->setAccessibleName(tr("Axis: %1").arg(text));
    frame();
    // In REVIEW nothing follows: bring the cursor into view on the axis that has just appeared.
    if (!session_->live()) {
        scales_.follow(firstUnit(), firstUnit(), nowUnit());
        scales_.shown().reveal(cursorUnit(), 24);
    }
}

double TimelineView::cursorUnit() const {
    if (axisKind() == AxisKind::event) return static_cast<double>(session_->cursor());
    return static_cast<double>(session_->viewTime().count());
}

double TimelineView::nowUnit() const {
    if (session_->live()) return cursorUnit();
    return axisKind() == AxisKind::event ? static_cast<double>(model_.folded()) : static_cast<double>(model_.lastAt().count());
}

double TimelineView::firstUnit() const {
    return axisKind() == AxisKind::event ? static_cast<double>(session_->journal().first()) : static_cast<double>(model_.firstAt().count());
}

void TimelineView::frame() {
    if (session_->state().stepping() != stepping_) {
        stepping_ = session_->state().stepping();
        setAxisKind(stepping_ ? AxisKind::event : AxisKind::time);
        return;
    }
    if (!isVisible()) return;
    refold();
    update();
}

// LIVE shows what has been played, which may be behind what has arrived; REVIEW shows all of it.
void TimelineView::refold() {
    const std::size_t end = session_->live() ? session_->cursor() : session_->journal().size();
    model_.fold(session_->journal(), end);
    lanes_ = lanesInOrder(model_);
    layOut();
    if (drag_ == Drag::none) follow();
    if (stepping_ || !session_->live()) describe();
}

void TimelineView::makeRows() {
    const double scroll = rows_.scroll();
    rows_ = TimelineRows(size(), fonts_.line, lanes_.size(), model_.faultLevels(), longestLabel_);
    rows_.scrollTo(session_->live() && !scrolledUp_ ? 1e12 : scroll);
}

void TimelineView::widenLabels() {
    double longest = longestLabel_;
    for (std::size_t i = rows_.firstVisible(); i < rows_.endVisible(); ++i) longest = std::max(longest, fonts_.laneLabelWidth(*lanes_[i]));
    if (longest == longestLabel_) return;
    longestLabel_ = longest;
    makeRows();
}

void TimelineView::layOut() {
    makeRows();
    widenLabels();
    scales_.setArea(rows_.labelWidth() + 4, width() - rows_.labelWidth() - 8);
    const QSize button(std::min(static_cast<int>(rows_.labelWidth()) - 8, axisButton_->sizeHint().width()),
                       static_cast<int>(rows_.axis().height()) - 4);
    axisButton_->setGeometry(QRect(QPoint(6, static_cast<int>(rows_.axis().top()) + 2), button));
}

void TimelineView::follow() {
    if (!session_->live()) {
        scales_.shown().reveal(cursorUnit(), 24);
        revealLane();
        return;
    }
    revealed_ = Moment::kNone;
    double wanted = nowUnit();
    if (const std::size_t first = rows_.firstVisible(); first < lanes_.size() && lanes_[first]->begun)
        wanted = scales_.shown().unitOf(lanes_[first]->begun);
    scales_.follow(firstUnit(), wanted, nowUnit());
}

// REVIEW: the request whose event the cursor has just reached; a lane that someone has scrolled away stays away until it moves again.
void TimelineView::revealLane() {
    const Journal& journal = session_->journal();
    const std::size_t cursor = session_->cursor();
    if (std::exchange(revealed_, cursor) == cursor) return;
    if (cursor <= journal.first()) return rows_.scrollTo(0);
    const RequestId request = journal[cursor - 1].request;
    if (request == 0) return;
    const auto lane = std::find_if(lanes_.begin(), lanes_.end(), [request](const Lane* each) { return each->id == request; });
    if (lane == lanes_.end()) return;
    const QRectF row = rows_.lane(static_cast<std::size_t>(lane - lanes_.begin()));
    if (row.top() < rows_.lanes().top()) rows_.scrollTo(rows_.scroll() + row.top() - rows_.lanes().top());
    if (row.bottom() > rows_.lanes().bottom()) rows_.scrollTo(rows_.scroll() + row.bottom() - rows_.lanes().bottom());
}

void TimelineView::fit() {
    scales_.fit(firstUnit(), nowUnit());
    update();
}

void TimelineView::describe() {
    const QString where = session_->live() ? tr("live") : tr("review");
    setAccessibleDescription(
        tr("%1 requests, cursor after event %2 of %3, %4")
            .arg(countText(model_.lanes().size()), countText(session_->cursor()), countText(session_->journal().size()), where));
}

void TimelineView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.panel);
    const TimelineFrame frame{model_, lanes_, rows_, scales_.shown(), cursorUnit(), nowUnit(), session_->live(), hints_, selected_};
    TimelinePainter(painter, frame, theme_, fonts_).paint();
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme_.accent, 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (!lanes_.empty()) return;
    painter.setFont(fonts_.small);
    painter.setPen(theme_.muted);
    painter.drawText(placeholderRect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Requests appear here, a lane each"));
}

QRectF TimelineView::placeholderRect() const {
    if (!lanes_.empty()) return {};
    constexpr double kApart = 10;
    const QRectF room = (rows_.lanes() & rows_.plot()).adjusted(kApart, 0, -kApart, 0);
    const double line = std::clamp(axis().xOf(cursorUnit()), room.left() - kApart, room.right() + kApart);
    QRectF before = room;
    QRectF after = room;
    before.setRight(line - kApart);
    after.setLeft(line + kApart);
    return before.width() > after.width() ? before : after;
}

void TimelineView::resizeEvent(QResizeEvent*) { refold(); }

void TimelineView::showEvent(QShowEvent*) { frame(); }

void TimelineView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        fonts_ = TimelineFonts(font());
        longestLabel_ = 0;
        axisButton_->setFont(fonts_.small);
        refold();
        update();
    }
    QWidget::changeEvent(event);
}

double TimelineView::barEnd(const Bar& bar) const {
    if (bar.replied) return axis().xOf(bar.replied);
    const double now = axis().xOf(nowUnit());
    return bar.issued ? now : std::max(now, axis().xOf(bar.parked) + 14);
}

QRectF TimelineView::barRect(OperationId operation) const {
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        for (const Bar& bar : lanes_[i]->bars) {
            if (bar.operation != operation) continue;
            const double from = axis().xOf(bar.issued ? bar.issued : bar.parked);
            return {from, rows_.lane(i).top() + 5, std::max(1.0, barEnd(bar) - from), rows_.lane(i).height() - 10};
        }
    }
    return {};
}

}  // namespace stampede::ui
