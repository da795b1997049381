// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>

#include "ui/model/lab_controller.h"
#include "ui/window/commands.h"

class QWidget;

namespace stampede::ui {

/// What else can become of a waiting operation than that it goes: its request or its reply is lost, its application crashes, its entry
/// expires.
class ChoiceMenu : public QObject {
    Q_OBJECT

   public:
    ChoiceMenu(LabController& lab, Commands& commands, QWidget* window);

    void popUp(quint32 operation, const QPoint& position);
    /// Lets a request's operation go if it waits; of instance's work beside requests when the request is 0.
    void run(quint32 request, quint32 instance);

   private:
    void lose(Fate fate);

    LabController& lab_;
    QWidget* window_;
};

}  // namespace stampede::ui
