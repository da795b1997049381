// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "ui/model/lab_session.h"
#include "ui/model/runnable.h"
#include "ui/model/side_state.h"
#include "ui/model/theme.h"
#include "ui/scene/key_trail.h"
#include "ui/scene/scene_items.h"
#include "ui/scene/scene_layout.h"
#include "ui/scene/sprite_cache.h"

namespace stampede::ui {

/// The picture of the lab at the session's cursor: clients, application instances, Redis, SQLite, write queue and the requests on
/// their way between them. A click on a waiting request, or Enter on the one chosen with the arrow keys, asks to run it.
class SceneView : public QWidget {
    Q_OBJECT

   public:
    explicit SceneView(LabSession* session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Whether the picture says what is about to happen: next operations, coming SETs, entries that are old.
    void setHints(bool on);
    bool hints() const { return hints_; }
    /// Whether the stores are fakes, which have no process.
    void setSimulated(bool on);

    /// What is shown now, for tests and for hit tests. Composed anew when the session has moved.
    const Picture& picture();
    const SceneLayout& sceneLayout();

    QSize sizeHint() const override { return {800, 500}; }
    QSize minimumSizeHint() const override { return {420, 220}; }

   Q_SIGNALS:
    void operationClicked(quint32 operation);
    /// The other things that can become of a waiting operation are asked for, by right click or the menu key.
    void choicesWanted(quint32 operation, const QPoint& globalPosition);

   protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

   private:
    void frame();
    void restyle();
    void layOut();
    void compose(std::vector<struct Traveller>* travellers);
    void paintBackground();
    void describe();
    void choose(int step);
    OperationId chosenOperation() const;
    const Target* targetAt(QPointF position);

    LabSession* session_;
    Theme theme_ = Theme::darkTheme();
    SceneFonts fonts_;
    SpriteCache sprites_;
    KeyTrail trail_;
    SideHistory side_;
    std::optional<SceneLayout> layout_;
    QPixmap background_;
    Picture picture_;
    QTimer describing_;
    std::optional<Runnable> choice_;
    OperationId hovered_ = 0;
    bool hints_ = true;
    bool simulated_ = false;
    bool stale_ = true;
};

}  // namespace stampede::ui
