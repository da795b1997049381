// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <utility>

namespace stampede::ui {

/// The margin left of a text, painted by whoever owns the text.
class LineNumbers : public QWidget {
   public:
    LineNumbers(QWidget* parent, std::function<void(QPaintEvent*)> paint) : QWidget(parent), paint_(std::move(paint)) {}

   protected:
    void paintEvent(QPaintEvent* event) override { paint_(event); }

   private:
    std::function<void(QPaintEvent*)> paint_;
};

}  // namespace stampede::ui
