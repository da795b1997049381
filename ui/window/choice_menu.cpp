// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/choice_menu.h"

#include <QMenu>
#include <algorithm>

#include "ui/model/format.h"
#include "ui/model/runnable.h"

namespace stampede::ui {
namespace {

const RequestState* find(const LabState& state, OperationId operation) {
    for (const auto& [id, request] : state.requests()) {
        if (request.operation == operation) return &request;
    }
    for (const auto& [instance, request] : state.background()) {
        if (request.operation == operation) return &request;
    }
    return nullptr;
}

}  // namespace

ChoiceMenu::ChoiceMenu(LabController& lab, Commands& commands, QWidget* window) : QObject(window), lab_(lab), window_(window) {
    connect(commands[Command::loseRequest], &QAction::triggered, this, [this] { lose(Fate::request_lost); });
    connect(commands[Command::loseReply], &QAction::triggered, this, [this] { lose(Fate::reply_lost); });
}

void ChoiceMenu::popUp(quint32 operation, const QPoint& position) {
    const RequestState* request = find(lab_.session()->state(), operation);
    if (request == nullptr || !waits(*request)) return;
    auto* menu = new QMenu(window_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString verb = verbText(request->verb);
    const bool cache = component_of(request->verb) == Component::cache;
    menu->addAction(tr("Run %1").arg(verb), &lab_, [this, operation] { lab_.stepOperation(operation); });
    QAction* losesRequest = menu->addAction(tr("Lose the request: it never reaches Redis"), &lab_,
                                            [this, operation] { lab_.loseOrStep(operation, Fate::request_lost); });
    QAction* losesReply = menu->addAction(tr("Lose the reply: Redis does it, nobody learns"), &lab_,
                                          [this, operation] { lab_.loseOrStep(operation, Fate::reply_lost); });
    losesRequest->setEnabled(cache);
    losesReply->setEnabled(cache);
    menu->addSeparator();
    const Key key = request->key.row();
    menu->addAction(tr("Expire %1").arg(keyText(key)), &lab_, [this, key] { lab_.inject(Fault{FaultKind::expire_key, 0, key}); });
    const InstanceId instance = request->instance;
    menu->addAction(tr("Crash application %1").arg(instance + 1), &lab_, [this, instance] {
        lab_.inject(Fault{FaultKind::app_crash, instance});
    });
    menu->popup(position);
}

void ChoiceMenu::run(quint32 request, quint32 instance) {
    for (const Runnable& one : runnable(lab_.session()->state())) {
        if (one.request == request && (request != 0 || one.instance == instance)) return lab_.stepOperation(one.operation);
    }
}

// Of the first that waits for Redis.
void ChoiceMenu::lose(Fate fate) {
    for (const Runnable& one : runnable(lab_.session()->state())) {
        const RequestState* request = find(lab_.session()->state(), one.operation);
        if (request != nullptr && component_of(request->verb) == Component::cache) return lab_.loseOrStep(one.operation, fate);
    }
}

}  // namespace stampede::ui
