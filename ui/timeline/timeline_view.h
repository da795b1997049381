// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/model/lab_session.h"
#include "ui/model/theme.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_scales.h"

class QToolButton;

namespace stampede::ui {

/// Requests over time, with the cursor. Dragging on empty space or on the axis moves the session's cursor, a click on a bar chooses
/// an event. The axis counts events while stepping and lab time while running, until somebody says otherwise.
class TimelineView : public QWidget {
    Q_OBJECT

   public:
    explicit TimelineView(LabSession* session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Whether operations that have not begun are named.
    void setHints(bool on);
    AxisKind axisKind() const { return scales_.kind(); }
    void setAxisKind(AxisKind kind);

    const TimelineModel& model() const { return model_; }
    const TimelineCoordinates& axis() const { return scales_.shown(); }
    const TimelineRows& rows() const { return rows_; }
    OperationId selectedOperation() const { return selected_; }
    /// Where the bar of an operation is, null when it is not shown.
    QRectF barRect(OperationId operation) const;
    /// Where an empty timeline says what it is for: beside the cursor's line. Null when there are requests.
    QRectF placeholderRect() const;

    QSize sizeHint() const override { return {760, 240}; }
    QSize minimumSizeHint() const override { return {320, 130}; }

   public Q_SLOTS:
    void fit();

   Q_SIGNALS:
    /// The latest event of the operation whose bar was clicked: its reply, once there is one.
    void eventSelected(quint64 journalIndex);
    /// The bar of an operation that waits for its turn was clicked: the head of its lane.
    void operationClicked(quint32 operation);

   protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

   private:
    enum class Drag { none, cursor, pan };
    struct Hit {
        const Lane* lane = nullptr;
        const Bar* bar = nullptr;
    };

    void frame();
    void refold();
    void layOut();
    void makeRows();
    void widenLabels();
    void follow();
    void revealLane();
    void describe();
    double cursorUnit() const;
    double nowUnit() const;
    double firstUnit() const;
    double barEnd(const Bar& bar) const;
    Hit hit(QPointF position) const;
    QString tipAt(QPointF position) const;
    void moveCursorTo(double x);
    void zoom(double x, double factor);
    void scrollBy(double pixels);

    LabSession* session_;
    Theme theme_ = Theme::darkTheme();
    TimelineFonts fonts_;
    TimelineModel model_;
    TimelineScales scales_;
    TimelineRows rows_;
    std::vector<const Lane*> lanes_;
    QToolButton* axisButton_;
    OperationId selected_ = 0;
    Drag drag_ = Drag::none;
    double dragX_ = 0;
    std::size_t revealed_ = Moment::kNone;  // the cursor whose lane has been brought into view
    double longestLabel_ = 0;               // of those that have been visible: the column never shrinks under the eye
    bool hints_ = true;
    bool pressedLive_ = true;
    bool stepping_ = true;
    bool scrolledUp_ = false;
};

}  // namespace stampede::ui
