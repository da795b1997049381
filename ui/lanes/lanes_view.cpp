// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lanes/lanes_view.h"

#include <QScrollBar>
#include <algorithm>

#include "ui/lanes/lane_canvas.h"

namespace stampede::ui {

LanesView::LanesView(QWidget* parent) : QScrollArea(parent), canvas_(new LaneCanvas) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setWidget(canvas_);
    setFocusProxy(canvas_);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, canvas_, &LaneCanvas::setScrolled);
    // What was shown last counts only once the bars know how wide it is.
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &LanesView::revealNext);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &LanesView::revealNext);
    connect(canvas_, &LaneCanvas::stepClicked, this, &LanesView::stepClicked);
    connect(canvas_, &LaneCanvas::stepChosen, this, [this](int step) { reveal(static_cast<std::size_t>(step)); });
}

void LanesView::setTheme(const Theme& theme) { canvas_->setTheme(theme); }

void LanesView::show(const LaneDiagram& diagram, std::size_t done) {
    canvas_->show(diagram);
    updateGeometry();
    setDone(done);
}

void LanesView::setDone(std::size_t done) {
    canvas_->setDone(done);
    revealNext();
}

void LanesView::revealNext() {
    if (!canvas_->diagram().steps.empty()) reveal(std::min(done(), canvas_->diagram().steps.size() - 1));
}

void LanesView::setCommon(std::size_t steps) { canvas_->setCommon(steps); }

void LanesView::setForetelling(bool on) { canvas_->setForetelling(on); }

const LaneDiagram& LanesView::diagram() const { return canvas_->diagram(); }

std::size_t LanesView::done() const { return canvas_->done(); }

QRectF LanesView::stepRect(std::size_t step) const {
    return canvas_->geometryOf().step(step).translated(canvas_->mapTo(viewport(), QPoint(0, 0)));
}

void LanesView::reveal(std::size_t step) {
    const QRectF box = canvas_->geometryOf().step(step);
    const auto beside = static_cast<int>(box.width() / 2 + canvas_->geometryOf().labels());
    ensureVisible(static_cast<int>(box.center().x()), static_cast<int>(box.center().y()), std::min(beside, viewport()->width() / 2),
                  static_cast<int>(box.height() / 2) + 8);
}

QSize LanesView::sizeHint() const {
    const QSize whole = canvas_->geometryOf().size().toSize();
    return {std::min(whole.width(), 900), whole.height() + horizontalScrollBar()->sizeHint().height()};
}

}  // namespace stampede::ui
