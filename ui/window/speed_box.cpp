// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/speed_box.h"

#include <QLocale>
#include <QSignalBlocker>
#include <cmath>

namespace stampede::ui {

SpeedBox::SpeedBox(QWidget* parent) : QComboBox(parent) {
    for (const double speed : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0}) addItem(tr("%1×").arg(QLocale().toString(speed)), speed);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Speed"));
    setToolTip(tr("Speed of steps and of replays. What runs in Run mode keeps its own time."));
    show(1);
    connect(this, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT chosen(speed()); });
}

void SpeedBox::show(double speed) {
    const QSignalBlocker quiet(this);
    int nearest = 0;
    for (int i = 1; i < count(); ++i) {
        if (std::abs(std::log(itemData(i).toDouble() / speed)) < std::abs(std::log(itemData(nearest).toDouble() / speed))) nearest = i;
    }
    setCurrentIndex(nearest);
}

}  // namespace stampede::ui
