// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/step_list.h"

#include <algorithm>

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
    for (std::size_t i = 0; i < diagram.steps.size(); ++i) {
        const DiagramStep& step = diagram.steps[i];
        const QString sign = step.matters ? QStringLiteral("▲ ") : QString();
        auto* item = new QListWidgetItem(QStringLiteral("%1. %2%3").arg(i + 1).arg(sign, step.sentence), this);
        if (step.matters) item->setToolTip(tr("One of the steps that show what goes wrong"));
    }
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
    for (int i = 0; i < count(); ++i) {
        const DiagramStep& step = diagram_.steps[static_cast<std::size_t>(i)];
        QFont bold = font();
        bold.setWeight(step.matters ? QFont::DemiBold : QFont::Normal);
        item(i)->setFont(bold);
        item(i)->setForeground(static_cast<std::size_t>(i) < done_ ? theme_.muted : step.matters ? theme_.danger : theme_.text);
    }
}

}  // namespace stampede::ui
