// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "ui/lanes/lane_diagram.h"
#include "ui/model/theme.h"

namespace stampede::ui {

class LaneCanvas;

/// Swim lanes of a short story. What has been done is filled, what is to come is outlined, and the next step is framed.
class LanesView : public QScrollArea {
    Q_OBJECT

   public:
    explicit LanesView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Steps before `done` have been done; the next one is brought into view.
    using QWidget::show;
    void show(const LaneDiagram& diagram, std::size_t done);
    void setDone(std::size_t done);
    /// Steps that are the same as in another story next to this one: pale, and a line where they part.
    void setCommon(std::size_t steps);

    /// Whether steps to come are told with what comes of them. On at first.
    void setForetelling(bool on);

    const LaneDiagram& diagram() const;
    std::size_t done() const;
    QRectF stepRect(std::size_t step) const;  ///< in the viewport
    QSize sizeHint() const override;

   Q_SIGNALS:
    void stepClicked(int step);

   private:
    void reveal(std::size_t step);
    void revealNext();

    LaneCanvas* canvas_;
};

}  // namespace stampede::ui
