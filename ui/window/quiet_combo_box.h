// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QWheelEvent>

namespace stampede::ui {

/// A choice that starts a new journal: not by a turn of the wheel.
class QuietComboBox : public QComboBox {
   public:
    using QComboBox::QComboBox;

   protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace stampede::ui
