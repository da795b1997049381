// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lanes/lane_canvas.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kRadius = 5;

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

void shape(QPainter& painter, const QRectF& box, RequestKind kind) {
    if (kind == RequestKind::read) {
        painter.drawEllipse(box);
    } else {
        painter.drawRoundedRect(box, 2, 2);
    }
}

// So that what matters is not told by colour alone.
void exclamation(QPainter& painter, const QRectF& box, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()}));
    painter.setPen(QPen(Qt::white, std::max(1.2, box.width() / 9), Qt::SolidLine, Qt::RoundCap));
    const qreal x = box.center().x();
    painter.drawLine(QPointF(x, box.top() + box.height() * 0.4), QPointF(x, box.top() + box.height() * 0.65));
    painter.drawPoint(QPointF(x, box.top() + box.height() * 0.85));
}

}  // namespace

QString foretold(const LaneDiagram& diagram, std::size_t index) {
    const DiagramStep& step = diagram.steps[index];
    if (step.lane == DiagramStep::kEverybody) return step.verb;
    return QStringLiteral("%1: %2").arg(diagram.lanes[static_cast<std::size_t>(step.lane)].name, step.verb);
}

bool marksMayShow(const LaneDiagram& diagram, std::size_t done) {
    for (std::size_t i = done; i < diagram.steps.size(); ++i) {
        if (diagram.steps[i].matters) return false;
    }
    return true;
}

LaneCanvas::LaneCanvas(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Steps, a lane for each request"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    layOut();
}

void LaneCanvas::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void LaneCanvas::show(const LaneDiagram& diagram) {
    diagram_ = diagram;
    chosen_ = -1;
    layOut();
}

void LaneCanvas::setDone(std::size_t done) {
    done_ = done;
    describe();
    update();
}

void LaneCanvas::setCommon(std::size_t steps) {
    common_ = steps;
    update();
}

void LaneCanvas::setForetelling(bool on) {
    foretelling_ = on;
    describe();
    update();
}

void LaneCanvas::setScrolled(int left) {
    scrolled_ = left;
    update();
}

void LaneCanvas::layOut() {
    geometry_.emplace(diagram_, font());
    setMinimumSize(geometry_->size().toSize());
    describe();
    updateGeometry();
    update();
}

void LaneCanvas::describe() {
    QStringList words;
    for (std::size_t i = 0; i < diagram_.steps.size(); ++i) words << QStringLiteral("%1. %2").arg(i + 1).arg(sentenceOf(i));
    setAccessibleDescription(tr("%1 of %2 steps done. %3").arg(done_).arg(diagram_.steps.size()).arg(words.join(QLatin1Char(' '))));
}

QString LaneCanvas::sentenceOf(std::size_t index) const {
    const DiagramStep& step = diagram_.steps[index];
    return index < done_ || foretelling_ ? step.sentence : foretold(diagram_, index);
}

QColor LaneCanvas::inkOf(const DiagramStep& step) const {
    if (step.lane == DiagramStep::kEverybody) return theme_.danger;
    if (step.component == Component::cache) return theme_.cache;
    return step.component == Component::database ? theme_.database : theme_.accent;
}

void LaneCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme_.panel);
    for (std::size_t i = 0; i < diagram_.lanes.size(); ++i) paintRow(painter, i);
    for (std::size_t i = 0; i < diagram_.steps.size(); ++i) paintStep(painter, i);
    for (const DiagramArrow& arrow : diagram_.arrows) paintArrow(painter, arrow);
    if (common_ > 0 && common_ < diagram_.steps.size()) paintFork(painter);
    painter.fillRect(QRectF(scrolled_, 0, geometry_->labels() - 6, height()), theme_.panel);
    for (std::size_t i = 0; i < diagram_.lanes.size(); ++i) paintName(painter, i);
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void LaneCanvas::paintFork(QPainter& painter) const {
    const qreal left = geometry_->column(common_).left();
    painter.setPen(QPen(theme_.accent, 2, Qt::DashLine));
    painter.drawLine(QPointF(left, 0), QPointF(left, height()));
}

void LaneCanvas::paintRow(QPainter& painter, std::size_t index) const {
    const QRectF row = geometry_->lane(index);
    painter.setPen(QPen(theme_.border, 1));
    painter.drawLine(QPointF(geometry_->labels(), row.center().y()), QPointF(width(), row.center().y()));
    painter.drawLine(QPointF(0, row.top()), QPointF(width(), row.top()));
}

void LaneCanvas::paintName(QPainter& painter, std::size_t index) const {
    const DiagramLane& lane = diagram_.lanes[index];
    const QRectF row = geometry_->lane(index).translated(scrolled_, 0);
    painter.setPen(QPen(theme_.border, 1));
    painter.drawLine(row.topLeft(), QPointF(row.left() + geometry_->labels(), row.top()));
    const QFontMetricsF strong(geometry_->strong());
    const QColor ink = lane.background ? theme_.muted : lane.kind == RequestKind::read ? theme_.read : theme_.write;
    const qreal size = strong.ascent();
    const QRectF text(row.left() + 12 + size, row.top() + 6, geometry_->labels() - size - 12, row.height() / 2 - 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    shape(painter, QRectF(row.left() + 6, text.center().y() - size / 2, size, size), lane.background ? RequestKind::write : lane.kind);
    painter.setPen(theme_.text);
    painter.setFont(geometry_->strong());
    painter.drawText(text, Qt::AlignVCenter, lane.name);
    painter.setPen(theme_.muted);
    painter.setFont(geometry_->small());
    painter.drawText(QRectF(row.left() + 6, row.center().y(), geometry_->labels() - 6, row.height() / 2 - 6), Qt::AlignVCenter,
                     lane.sentence);
}

void LaneCanvas::paintStep(QPainter& painter, std::size_t index) const {
    const DiagramStep& step = diagram_.steps[index];
    const QRectF box = geometry_->step(index);
    const QColor ink = inkOf(step);
    const bool future = index >= done_;
    const bool told = !future || foretelling_;
    const bool matters = step.matters && (foretelling_ || marksMayShow(diagram_, done_));
    const double weight = index < common_ ? 0.45 : 1;
    painter.setPen(faded(theme_.muted, weight));
    painter.setFont(geometry_->small());
    const QRectF number(geometry_->column(index).left(), 0, geometry_->column(index).width(), geometry_->header());
    painter.drawText(number, Qt::AlignCenter, QString::number(index + 1));

    painter.setBrush(theme_.panel);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(box, kRadius, kRadius);
    painter.setBrush(future ? QColor(Qt::transparent) : faded(ink, (step.lane == DiagramStep::kEverybody ? 0.14 : 0.3) * weight));
    const bool next = index == done_;
    QPen line(next ? theme_.accent : faded(ink, weight), next || matters ? 2 : 1, future && !next ? Qt::DashLine : Qt::SolidLine);
    if (matters && !next) line.setColor(faded(theme_.danger, weight));
    painter.setPen(line);
    painter.drawRoundedRect(box, kRadius, kRadius);
    if (static_cast<int>(index) == chosen_ && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme_.text, 1, Qt::DotLine));
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), kRadius + 2, kRadius + 2);
    }

    const QFontMetricsF strong(geometry_->strong());
    QRectF text = box.adjusted(7, 3, -4, -3);
    if (matters) {
        const qreal size = std::round(strong.ascent());
        exclamation(painter, QRectF(box.right() - size - 5, box.top() + 5, size, size), theme_.danger);
    }
    painter.setPen(faded(theme_.text, future ? 0.75 : weight));
    painter.setFont(geometry_->strong());
    const QRectF upper(text.left(), box.center().y() - strong.height() - 1, text.width(), strong.height() + 1);
    painter.drawText(upper, Qt::AlignVCenter, step.verb);
    painter.setPen(faded(theme_.text, future ? 0.6 : 0.85 * weight));
    painter.setFont(geometry_->small());
    painter.drawText(upper.translated(0, strong.height() + 1), Qt::AlignVCenter, told ? step.result : QStringLiteral("?"));
}

void LaneCanvas::paintArrow(QPainter& painter, const DiagramArrow& arrow) const {
    const bool future = arrow.to >= done_;
    if (future && !foretelling_) return;
    const double weight = arrow.to < common_ ? 0.4 : 1;
    const bool shown = foretelling_ || marksMayShow(diagram_, done_);
    const bool matters = shown && diagram_.steps[arrow.from].matters && diagram_.steps[arrow.to].matters;
    const QColor ink = faded(matters ? theme_.danger : theme_.warning, future ? 0.6 : weight);
    const QPainterPath path = geometry_->arrow(arrow);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.6, future ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(path);
    const QPointF tip = path.pointAtPercent(1);
    const QPointF before = path.pointAtPercent(path.percentAtLength(std::max(0.0, path.length() - 8)));
    const qreal angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
    const auto corner = [&](qreal turn) { return tip - QPointF(std::cos(angle + turn), std::sin(angle + turn)) * 9; };
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF({tip, corner(0.45), corner(-0.45)}));
}

bool LaneCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int step = geometry_->stepAt(help->pos());
        if (step >= 0) {
            QToolTip::showText(help->globalPos(), sentenceOf(static_cast<std::size_t>(step)), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void LaneCanvas::mousePressEvent(QMouseEvent* event) {
    const int step = geometry_->stepAt(event->position());
    if (event->button() == Qt::LeftButton && step >= 0) Q_EMIT stepClicked(step);
}

void LaneCanvas::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(diagram_.steps.size()) - 1;
    const bool left = event->key() == Qt::Key_Left;
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && chosen_ >= 0) return Q_EMIT stepClicked(chosen_);
    if (last < 0 || (!left && event->key() != Qt::Key_Right)) return QWidget::keyPressEvent(event);
    chosen_ = chosen_ < 0 ? static_cast<int>(std::min<std::size_t>(done_, static_cast<std::size_t>(last)))
                          : std::clamp(chosen_ + (left ? -1 : 1), 0, last);
    update();
    Q_EMIT stepChosen(chosen_);
}

void LaneCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

}  // namespace stampede::ui
