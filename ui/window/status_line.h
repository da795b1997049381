// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/window/icon_set.h"

class QAction;
class QLabel;
class QMainWindow;

namespace stampede::ui {

class ElidedLabel;
class LabController;

/// The status bar: what runs, whether the present is shown, how much is recorded, lab time.
class StatusLine : public QObject {
    Q_OBJECT

   public:
    StatusLine(LabController& lab, QAction* copySocket, QMainWindow& window);

    void refresh();
    void say(const QString& hint);
    /// What to do when nothing can be stepped; taken back as soon as something can.
    void hint(const QString& text);

   private:
    LabController& lab_;
    QMainWindow& window_;
    ElidedLabel* what_;
    QLabel* live_;
    QLabel* events_;
    QLabel* time_;
    bool hinting_ = false;
};

}  // namespace stampede::ui
