// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <array>

#include "ui/window/icon_set.h"

namespace stampede::ui {

/// Everything that the window can be told to do, each once: menus, buttons, keys and the list of shortcuts share the action.
enum class Command : int {
    newLab,
    exportTrace,
    copySocket,
    quit,
    stepMode,
    runMode,
    toggleMode,
    step,
    wait,
    play,
    stepBack,
    stepForward,
    toStart,
    goLive,
    continueHere,
    untilMiss,
    untilStaleRead,
    untilFault,
    untilKey,
    loseRequest,
    loseReply,
    workload,
    read,
    write,
    erase,
    stampede,
    focusKey,
    combination,
    expireKey,
    expireAll,
    crashRedis,
    freezeRedis,
    flushRedis,
    cutNetwork,
    slowNetwork,
    loseReplies,
    slowDatabase,
    lockDatabase,
    databaseDown,
    crashApplication,
    freezeApplication,
    healAll,
    faultLab,
    findRace,
    openScript,
    pasteScript,
    branches,
    systemTheme,
    lightTheme,
    darkTheme,
    largeText,
    reducedMotion,
    hints,
    fullScreen,
    resetLayout,
    shortcuts,
    about,
    count
};

enum class CommandMenu : int { file, run, send, faults, explore, view, help };

/// The actions with their texts, keys, tooltips and icons. The tooltip says what really happens and ends with the key.
class Commands : public QObject {
    Q_OBJECT

   public:
    static constexpr int kCount = static_cast<int>(Command::count);

    explicit Commands(QObject* parent = nullptr);

    QAction* operator[](Command command) const { return actions_[static_cast<std::size_t>(command)]; }
    static CommandMenu menuOf(Command command);
    static QString menuName(CommandMenu menu);

    void setIcons(const IconSet& icons);
    /// A reason in the tooltip while the action cannot be used; empty for its own text.
    void setReason(Command command, const QString& reason);

   private:
    std::array<QAction*, static_cast<std::size_t>(kCount)> actions_{};
};

/// "Freeze Redis (4)" and, on a line of its own, what it does.
QString toolTipOf(const QAction& action, const QString& explanation);

}  // namespace stampede::ui
