// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/model/fault.h"
#include "ui/window/commands.h"

namespace stampede::ui {

class Header;
class LabController;

/// The fault buttons. A button is pressed while the end of the journal says that its fault is active, and never because it was clicked.
class FaultSwitches : public QObject {
    Q_OBJECT

   public:
    FaultSwitches(LabController& lab, Commands& commands, Header& header);

    /// Takes the buttons' states from the journal.
    void refresh();

   private:
    void toggle(FaultKind kind);
    /// At the end of the journal.
    bool active(FaultKind kind) const;
    Fault faultOf(FaultKind kind) const;

    LabController& lab_;
    Commands& commands_;
    Header& header_;
};

}  // namespace stampede::ui
