// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fault_desk.h"

#include "ui/faults/fault_banner.h"
#include "ui/faults/fault_menu.h"
#include "ui/faults/fault_panel.h"
#include "ui/faults/plan_page.h"
#include "ui/model/lab_controller.h"
#include "ui/window/header.h"
#include "ui/window/key_picker.h"
#include "ui/window/message_bar.h"

namespace stampede::ui {

FaultDesk::FaultDesk(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connectPanel();
    connectWays();
    refresh();
}

void FaultDesk::connectPanel() {
    LabController& lab = parts_.lab;
    FaultPanel& panel = parts_.panel;
    connect(&panel, &FaultPanel::injectRequested, &lab, &LabController::inject);
    connect(&panel, &FaultPanel::healRequested, &lab, &LabController::heal);
    connect(&panel, &FaultPanel::healAllRequested, &lab, &LabController::healAll);
    connect(&panel, &FaultPanel::planRequested, &lab, &LabController::startPlan);
    connect(&panel, &FaultPanel::planStopRequested, &lab, &LabController::stopPlan);
    connect(&panel, &FaultPanel::complained, this,
            [this](const QString& sentence) { parts_.header.messages->say(MessageKind::warning, sentence); });
    connect(&lab, &LabController::planChanged, &panel, &FaultPanel::setPlanRunning);
    KeyPicker* key = parts_.header.key;
    connect(key, &KeyPicker::keyChanged, this, [this, key] {
        if (key->key()) parts_.panel.setKey(*key->key());
    });
}

// Everything that leads to the panel.
void FaultDesk::connectWays() {
    FaultBanner& banner = parts_.banner;
    connect(&banner, &FaultBanner::healAllRequested, &parts_.lab, &LabController::healAll);
    connect(&banner, &FaultBanner::clicked, this, [this] {
        Q_EMIT panelWanted();
        parts_.panel.showActive();
    });
    connect(parts_.commands[Command::faultLab], &QAction::triggered, this, [this] {
        Q_EMIT panelWanted();
        parts_.panel.showBreak();
    });
    for (FaultMenu* menu : parts_.header.faultMenus) {
        connect(menu, &FaultMenu::moreWanted, this, [this](FaultKind first) {
            Q_EMIT panelWanted();
            parts_.panel.showBreak(first);
        });
    }
}

void FaultDesk::refresh() {
    LabSession& session = *parts_.lab.session();
    parts_.panel.setReady(parts_.lab.ready());
    parts_.panel.refresh();
    parts_.banner.show(session.state().faults(), session.viewTime(), session.live());
}

}  // namespace stampede::ui
