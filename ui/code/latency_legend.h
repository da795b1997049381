// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "core/model/operation.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// What the patterns of a latency bar mean, each with its part of one operation's time.
class LatencyLegend : public QWidget {
    Q_OBJECT

   public:
    explicit LatencyLegend(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Without figures while an operation has not been answered.
    void setTimes(std::optional<Timing> timing, Duration waited, Component component);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

   protected:
    void paintEvent(QPaintEvent* event) override;

   private:
    QString figure(std::size_t part) const;
    QSizeF cell() const;
    int columnsIn(int width) const;

    Theme theme_ = Theme::darkTheme();
    std::optional<Timing> timing_;
    Duration waited_{0};
    Component component_ = Component::cache;
};

}  // namespace stampede::ui
