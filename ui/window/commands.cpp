// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/commands.h"

#include <QActionGroup>
#include <QCoreApplication>

#include "ui/window/command_table.h"

namespace stampede::ui {
namespace {

QString translated(const char* text) { return *text == '\0' ? QString() : QCoreApplication::translate("Commands", text); }

const CommandRow& rowOf(Command command) { return commandTable()[static_cast<std::size_t>(command)]; }

QList<QKeySequence> keysOf(const CommandRow& row) {
    QList<QKeySequence> keys;
    for (const QString& key : QString::fromLatin1(row.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts)) keys << QKeySequence(key);
    return keys;
}

void makeExclusive(QObject* parent, std::initializer_list<QAction*> actions) {
    auto* group = new QActionGroup(parent);
    for (QAction* action : actions) group->addAction(action);
}

// Whatever is on, off, frozen or read keeps its colour from view to view.
QColor colorOf(Command command, const Theme& theme) {
    if (command == Command::read) return theme.read;
    if (command == Command::write || command == Command::erase) return theme.write;
    return theme.text;
}

}  // namespace

QString toolTipOf(const QAction& action, const QString& explanation) {
    QString name = action.text();
    name.remove(QLatin1Char('&'));
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    const QString head = key.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, key);
    return head + QLatin1Char('\n') + explanation;
}

Commands::Commands(QObject* parent) : QObject(parent) {
    for (const CommandRow& row : commandTable()) {
        auto* action = new QAction(translated(row.text), this);
        action->setObjectName(QStringLiteral("command%1").arg(static_cast<int>(row.command)));
        action->setShortcuts(keysOf(row));
        action->setCheckable(row.checkable);
        action->setIconVisibleInMenu(!row.checkable);  // a menu shows a mark for what is on, and has no room for both
        if (*row.shortText != '\0') action->setIconText(translated(row.shortText));
        action->setToolTip(toolTipOf(*action, translated(row.explanation)));
        action->setStatusTip(translated(row.explanation));
        action->setMenuRole(QAction::NoRole);
        actions_[static_cast<std::size_t>(row.command)] = action;
    }
    const Commands& all = *this;
    makeExclusive(this, {all[Command::stepMode], all[Command::runMode]});
    makeExclusive(this, {all[Command::systemTheme], all[Command::lightTheme], all[Command::darkTheme]});
}

CommandMenu Commands::menuOf(Command command) { return rowOf(command).menu; }

QString Commands::menuName(CommandMenu menu) {
    switch (menu) {
        case CommandMenu::file: return tr("&File");
        case CommandMenu::run: return tr("&Run");
        case CommandMenu::send: return tr("&Send");
        case CommandMenu::faults: return tr("F&aults");
        case CommandMenu::explore: return tr("&Explore");
        case CommandMenu::view: return tr("&View");
        case CommandMenu::help: return tr("&Help");
    }
    return {};
}

void Commands::setIcons(const IconSet& icons) {
    const Theme& theme = icons.theme();
    for (const CommandRow& row : commandTable()) {
        if (*row.icon == '\0') continue;
        const QColor checked = row.menu == CommandMenu::faults ? theme.danger : theme.palette().color(QPalette::HighlightedText);
        actions_[static_cast<std::size_t>(row.command)]->setIcon(
            icons.icon(QString::fromLatin1(row.icon), colorOf(row.command, theme), checked));
    }
}

void Commands::setReason(Command command, const QString& reason) {
    QAction* action = (*this)[command];
    action->setToolTip(toolTipOf(*action, reason.isEmpty() ? translated(rowOf(command).explanation) : reason));
}

}  // namespace stampede::ui
