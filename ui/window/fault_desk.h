// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/window/commands.h"

namespace stampede::ui {

class FaultBanner;
class FaultPanel;
class Header;
class LabController;

/// The panel of faults and the banner above the scene, joined to the lab.
class FaultDesk : public QObject {
    Q_OBJECT

   public:
    struct Parts {
        LabController& lab;
        Commands& commands;
        Header& header;
        FaultPanel& panel;
        FaultBanner& banner;
    };
    FaultDesk(const Parts& parts, QObject* parent);

    /// Takes what is broken from the journal.
    void refresh();

   Q_SIGNALS:
    void panelWanted();  ///< it should be seen

   private:
    void connectPanel();
    void connectWays();

    Parts parts_;
};

}  // namespace stampede::ui
