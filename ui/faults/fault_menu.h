// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <vector>

#include "core/faults/fault_catalogue.h"
#include "core/journal/lab_state.h"

namespace stampede::ui {

/// The faults of one component: what is broken has a mark, and choosing it again heals it.
class FaultMenu : public QMenu {
    Q_OBJECT

   public:
    explicit FaultMenu(FaultGroup group, QWidget* parent = nullptr);

    FaultGroup group() const { return group_; }
    void setActive(const std::vector<ActiveFault>& active);
    void setReady(bool ready);
    /// Whether any fault of the group is active.
    bool broken() const { return broken_; }

   Q_SIGNALS:
    void wanted(stampede::FaultKind kind);
    void moreWanted(stampede::FaultKind first);

   private:
    FaultGroup group_;
    std::vector<std::pair<FaultKind, QAction*>> kinds_;
    bool broken_ = false;
};

}  // namespace stampede::ui
