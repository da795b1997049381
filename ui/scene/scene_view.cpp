// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_view.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/scene/scene_composer.h"
#include "ui/scene/scene_painter.h"
#include "ui/scene/scene_words.h"
#include "ui/scene/travel.h"

namespace stampede::ui {
namespace {

constexpr int kDescribeMs = 400;

}  // namespace

SceneView::SceneView(LabSession* session, QWidget* parent) : QWidget(parent), session_(session), fonts_(font()) {
    setObjectName(QStringLiteral("scene"));
    setAccessibleName(tr("Scene of the laboratory"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    describing_.setSingleShot(true);
    describing_.setInterval(kDescribeMs);
    connect(&describing_, &QTimer::timeout, this, &SceneView::describe);
    connect(session_, &LabSession::frameReady, this, &SceneView::frame);
    connect(session_, &LabSession::restarted, this, [this] {
        trail_ = {};
        side_.clear();
        choice_.reset();
        layout_.reset();
        frame();
    });
    describe();
}

void SceneView::setTheme(const Theme& theme) {
    theme_ = theme;
    restyle();
}

void SceneView::setHints(bool on) {
    if (on == hints_) return;
    hints_ = on;
    frame();
}

void SceneView::setSimulated(bool on) {
    simulated_ = on;
    frame();
}

void SceneView::frame() {
    stale_ = true;
    if (!isVisible()) return;
    update();
    if (session_->state().stepping()) {
        describe();
    } else if (!describing_.isActive()) {
        describing_.start();
    }
}

void SceneView::describe() {
    const QString summary = SceneWords::summary(*session_, hints_);
    if (summary != accessibleDescription()) setAccessibleDescription(summary);
}

void SceneView::restyle() {
    fonts_ = SceneFonts(font());
    sprites_.reset(theme_, fonts_, devicePixelRatioF());
    layout_.reset();
    background_ = {};
    stale_ = true;
    update();
}

void SceneView::layOut() {
    const int instances = static_cast<int>(std::clamp<std::uint32_t>(session_->config().instances, 1, SceneLayout::kMostInstances));
    const bool queue = showsQueue(*session_);
    if (layout_ && layout_->instances() == instances && layout_->hasQueue() == queue) return;
    layout_.emplace(QSizeF(size()), metricsOf(fonts_), instances, queue);
    background_ = {};
}

void SceneView::compose(std::vector<Traveller>* moving) {
    layOut();
    trail_.moveTo(session_->journal(), session_->cursor());
    const SideState& side = side_.moveTo(session_->journal(), session_->cursor());
    const Crowd crowd(session_->state(), layout_->instances());
    picture_ = {};
    const Composer composer{
        *session_, *layout_, fonts_, trail_, side, crowd, {hints_, simulated_, hasFocus() ? chosenOperation() : 0, hovered_}, picture_};
    ui::compose(composer);
    std::vector<Traveller> all = travellers(*session_, *layout_, crowd);
    if (all.size() <= kMostNamed) {
        composeTravellers(composer, all);
        all.clear();
    }
    stale_ = false;
    if (moving != nullptr) *moving = std::move(all);
}

const Picture& SceneView::picture() {
    if (stale_) compose(nullptr);
    return picture_;
}

const SceneLayout& SceneView::sceneLayout() {
    layOut();
    return *layout_;
}

void SceneView::paintBackground() {
    const qreal ratio = devicePixelRatioF();
    if (!background_.isNull() && background_.devicePixelRatio() == ratio) return;
    sprites_.reset(theme_, fonts_, ratio);
    background_ = QPixmap((QSizeF(size()) * ratio).toSize());
    background_.setDevicePixelRatio(ratio);
    background_.fill(theme_.window);
    QPainter painter(&background_);
    ScenePainter::background(painter, *layout_, theme_);
}

void SceneView::paintEvent(QPaintEvent*) {
    std::vector<Traveller> crowd;
    compose(&crowd);
    paintBackground();
    QPainter painter(this);
    painter.drawPixmap(0, 0, background_);
    ScenePainter scene(painter, *layout_, theme_, sprites_);
    scene.picture(picture_);
    scene.crowd(crowd);
    scene.overlay(picture_);
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void SceneView::resizeEvent(QResizeEvent*) {
    layout_.reset();
    background_ = {};
    stale_ = true;
}

void SceneView::showEvent(QShowEvent*) { frame(); }

void SceneView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) restyle();
    QWidget::changeEvent(event);
}

bool SceneView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const Target* target = targetAt(help->pos())) {
            QToolTip::showText(help->globalPos(), target->tip, this, target->rect.toAlignedRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) frame();
    return QWidget::event(event);
}

// Later targets lie on top of earlier ones; one that can be run goes before one that only tells.
const Target* SceneView::targetAt(QPointF position) {
    const std::vector<Target>& targets = picture().targets;
    const Target* told = nullptr;
    for (auto target = targets.rbegin(); target != targets.rend(); ++target) {
        if (!target->rect.contains(position)) continue;
        if (target->operation != 0) return &*target;
        if (told == nullptr) told = &*target;
    }
    return told;
}

void SceneView::mouseMoveEvent(QMouseEvent* event) {
    const Target* target = targetAt(event->position());
    const OperationId operation = target == nullptr ? 0 : target->operation;
    setCursor(operation != 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (operation == hovered_) return;
    hovered_ = operation;
    frame();
}

void SceneView::leaveEvent(QEvent*) {
    hovered_ = 0;
    frame();
}

void SceneView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    const Target* target = targetAt(event->position());
    if (target != nullptr && target->operation != 0) Q_EMIT operationClicked(target->operation);
}

void SceneView::contextMenuEvent(QContextMenuEvent* event) {
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const Target* target = keyboard ? nullptr : targetAt(event->pos());
    const OperationId operation = keyboard ? chosenOperation() : target == nullptr ? 0 : target->operation;
    if (operation != 0) Q_EMIT choicesWanted(operation, event->globalPos());
}

// The choice stays with the request, whose next operation has another number.
OperationId SceneView::chosenOperation() const {
    if (!choice_) return 0;
    for (const Runnable& one : runnable(session_->state())) {
        if (one.request == choice_->request && (one.request != 0 || one.instance == choice_->instance)) return one.operation;
    }
    return 0;
}

void SceneView::choose(int step) {
    const std::vector<Runnable> all = runnable(session_->state());
    if (all.empty()) return;
    const OperationId now = chosenOperation();
    const auto at = std::find_if(all.begin(), all.end(), [&](const Runnable& one) { return now != 0 && one.operation == now; });
    const int count = static_cast<int>(all.size());
    int next = step > 0 ? 0 : count - 1;
    if (at != all.end()) next = (static_cast<int>(at - all.begin()) + step + count) % count;
    choice_ = all[static_cast<std::size_t>(next)];
    frame();
}

void SceneView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Down:
        case Qt::Key_Right: return choose(1);
        case Qt::Key_Up:
        case Qt::Key_Left: return choose(-1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (const OperationId operation = chosenOperation(); operation != 0) Q_EMIT operationClicked(operation);
            return;
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace stampede::ui
