// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace stampede::ui {

/// How fast steps travel and a replay plays: 0.1 to 10 times the natural pace.
class SpeedBox : public QComboBox {
    Q_OBJECT

   public:
    explicit SpeedBox(QWidget* parent = nullptr);

    double speed() const { return currentData().toDouble(); }
    void show(double speed);

   Q_SIGNALS:
    void chosen(double speed);
};

}  // namespace stampede::ui
