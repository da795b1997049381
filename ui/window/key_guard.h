// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace stampede::ui {

/// Keeps single-key shortcuts away from whoever uses the same keys: text fields get what is typed, buttons their Space, lists and sliders
/// their arrows. Enter and Escape in a text field of the window give the focus back to `home`.
class KeyGuard : public QObject {
    Q_OBJECT

   public:
    KeyGuard(QWidget* home, QObject* parent);

   protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

   private:
    QPointer<QWidget> home_;
};

}  // namespace stampede::ui
