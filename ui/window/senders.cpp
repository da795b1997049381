// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/senders.h"

#include <QSpinBox>

#include "ui/model/lab_controller.h"
#include "ui/window/header.h"
#include "ui/window/key_picker.h"
#include "ui/window/message_bar.h"

namespace stampede::ui {

Senders::Senders(LabController& lab, Commands& commands, Header& header)
    : QObject(&header), lab_(lab), commands_(commands), header_(header) {
    connect(commands[Command::read], &QAction::triggered, this, [this] { withKey([this](Key key) { lab_.read(key); }); });
    connect(commands[Command::write], &QAction::triggered, this, [this] { withKey([this](Key key) { lab_.write(key); }); });
    connect(commands[Command::erase], &QAction::triggered, this, [this] { withKey([this](Key key) { lab_.erase(key); }); });
    connect(commands[Command::stampede], &QAction::triggered, this,
            [this] { withKey([this](Key key) { lab_.stampede(key, static_cast<quint32>(header_.stampedeCount->value())); }); });
    connect(commands[Command::expireKey], &QAction::triggered, this, [this] {
        withKey([this](Key key) {
            Fault fault;
            fault.kind = FaultKind::expire_key;
            fault.key = key;
            lab_.inject(fault);
        });
    });
    connect(commands[Command::focusKey], &QAction::triggered, header.key, [this] { header_.key->setFocus(Qt::ShortcutFocusReason); });
    connect(header.key, &KeyPicker::keyChanged, this, &Senders::refresh);
    connect(header.key, &KeyPicker::completed, this, [this](bool valid) {
        if (!valid) withKey([](Key) {});
    });
    refresh();
}

template <class Use>
void Senders::withKey(Use&& use) {
    const auto key = header_.key->key();
    if (!complaint_.isEmpty()) header_.messages->withdraw(complaint_);
    complaint_ = header_.key->complaint();
    if (key) {
        header_.key->remember();
        use(*key);
    } else {
        header_.messages->say(MessageKind::warning, complaint_);
    }
}

void Senders::refresh() {
    const auto key = header_.key->key();
    if (key && !complaint_.isEmpty()) {
        header_.messages->withdraw(complaint_);
        complaint_.clear();
    }
    for (const Command command : {Command::read, Command::stampede, Command::expireKey}) commands_[command]->setEnabled(lab_.ready());
    const bool computed = key && !writable(*key);
    const QString reason = computed ? tr("The leaderboard is computed from orders and scores: it has no row of its own.") : QString();
    for (const Command command : {Command::write, Command::erase}) {
        commands_[command]->setEnabled(lab_.ready() && !computed);
        commands_.setReason(command, reason);
    }
}

}  // namespace stampede::ui
