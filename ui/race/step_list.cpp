// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/step_list.h"

#include <algorithm>

#include "ui/lanes/lane_canvas.h"

namespace stampede::ui {

StepList::StepList(QWidget* parent) : QListWidget(parent) {
    setAccessibleName(tr("Steps in words"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void StepList::setTheme(const Theme& theme) {
    theme_ = theme;
    paint();
}

void StepList::show(const LaneDiagram& diagram) {
    diagram_ = diagram;
    clear();
    for (std::size_t i = 0; i < diagram.steps.size(); ++i) new QListWidgetItem(this);
    setDone(0);
}

void StepList::setDone(std::size_t done) {
    done_ = done;
    paint();
    if (count() == 0) return;
    const int row = static_cast<int>(std::min(done, diagram_.steps.size() - 1));
    setCurrentRow(done < diagram_.steps.size() ? row : -1);
    scrollToItem(item(row));
}

void StepList::paint() {
    const bool marks = foretelling_ || marksMayShow(diagram_, done_);
    for (int i = 0; i < count(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const DiagramStep& step = diagram_.steps[index];
        const bool done = index < done_;
        const bool told = done || foretelling_;
        const bool matters = step.matters && marks;
        const QString sign = matters ? QStringLiteral("▲ ") : QString();
        item(i)->setText(QStringLiteral("%1. %2%3").arg(i + 1).arg(sign, told ? step.sentence : foretold(diagram_, index)));
        item(i)->setToolTip(matters ? tr("One of the steps that show what goes wrong") : QString());
        QFont bold = font();
        bold.setWeight(matters ? QFont::DemiBold : QFont::Normal);
        item(i)->setFont(bold);
        item(i)->setForeground(matters ? theme_.danger : done && !foretelling_ ? theme_.muted : theme_.text);
    }
}

}  // namespace stampede::ui
