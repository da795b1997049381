// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/fault_menu.h"

#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {

FaultMenu::FaultMenu(FaultGroup group, QWidget* parent) : QMenu(parent), group_(group) {
    setTitle(tr("%1 faults").arg(faultGroupText(group)));
    setToolTipsVisible(true);
    for (const FaultEntry& entry : fault_catalogue()) {
        if (entry.group != group) continue;
        QAction* action = addAction(faultTitle(entry.kind));
        action->setCheckable(lasting(entry.kind));
        action->setToolTip(faultExplanation(entry.kind));
        action->setStatusTip(faultExplanation(entry.kind));
        connect(action, &QAction::triggered, this, [this, kind = entry.kind] { Q_EMIT wanted(kind); });
        kinds_.emplace_back(entry.kind, action);
    }
    addSeparator();
    QAction* more = addAction(tr("More in the Faults panel…"));
    more->setToolTip(tr("Parameters, scope, and a plan of what is broken when"));
    connect(more, &QAction::triggered, this, [this] { Q_EMIT moreWanted(kinds_.front().first); });
}

void FaultMenu::setActive(const std::vector<ActiveFault>& active) {
    broken_ = false;
    for (const auto& [kind, action] : kinds_) {
        const bool on = std::any_of(active.begin(), active.end(), [k = kind](const ActiveFault& one) { return one.fault.kind == k; });
        action->setChecked(on);
        broken_ = broken_ || on;
    }
}

void FaultMenu::setReady(bool ready) {
    for (const auto& [kind, action] : kinds_) action->setEnabled(ready);
}

}  // namespace stampede::ui
