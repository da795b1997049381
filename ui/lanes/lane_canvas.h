// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/lanes/lane_diagram.h"
#include "ui/lanes/lane_geometry.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// Paints a diagram whole; whoever holds it scrolls it.
class LaneCanvas : public QWidget {
    Q_OBJECT

   public:
    explicit LaneCanvas(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void show(const LaneDiagram& diagram);
    void setDone(std::size_t done);
    void setCommon(std::size_t steps);
    void setForetelling(bool on);
    /// How far it is scrolled: the names of the lanes stay in sight.
    void setScrolled(int left);

    const LaneDiagram& diagram() const { return diagram_; }
    const LaneGeometry& geometryOf() const { return *geometry_; }
    std::size_t done() const { return done_; }

   Q_SIGNALS:
    void stepClicked(int step);
    void stepChosen(int step);  ///< by the keyboard

   protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void layOut();
    void paintFork(QPainter& painter) const;
    void paintRow(QPainter& painter, std::size_t lane) const;
    void paintName(QPainter& painter, std::size_t lane) const;
    void paintStep(QPainter& painter, std::size_t step) const;
    void paintArrow(QPainter& painter, const DiagramArrow& arrow) const;
    void describe();
    QColor inkOf(const DiagramStep& step) const;
    QString sentenceOf(std::size_t step) const;

    Theme theme_ = Theme::darkTheme();
    LaneDiagram diagram_;
    std::optional<LaneGeometry> geometry_;
    std::size_t done_ = 0;
    std::size_t common_ = 0;
    bool foretelling_ = true;
    int scrolled_ = 0;
    int chosen_ = -1;  // by the keyboard
};

/// What may be said of a step before it has happened: who does what, not what comes of it.
QString foretold(const LaneDiagram& diagram, std::size_t step);
/// Whether what shows the error may be marked when nothing is to be foretold: once all of it has happened.
bool marksMayShow(const LaneDiagram& diagram, std::size_t done);

}  // namespace stampede::ui
