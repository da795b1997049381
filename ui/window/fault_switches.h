// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "core/model/fault.h"
#include "ui/model/active_faults.h"
#include "ui/window/commands.h"

namespace stampede::ui {

class Header;
class LabController;

/// The fault buttons, and the menus beside them. A button is pressed while the end of the journal says that its fault is active, and never
/// because it was clicked.
class FaultSwitches : public QObject {
    Q_OBJECT

   public:
    FaultSwitches(LabController& lab, Commands& commands, Header& header);

    /// Takes the buttons' states from the journal.
    void refresh();

   private:
    void toggle(FaultKind kind);
    void menuWanted(FaultKind kind);
    /// At the end of the journal.
    bool active(FaultKind kind) const;
    Fault faultOf(FaultKind kind) const;

    LabController& lab_;
    Commands& commands_;
    Header& header_;
    std::vector<ActiveFault> active_;  // at the end of the journal
};

}  // namespace stampede::ui
