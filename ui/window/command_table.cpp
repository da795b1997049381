// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_table.h"

#include <QtGlobal>

namespace stampede::ui {
namespace {

using C = Command;
using M = CommandMenu;

// A shorthand for the extraction of translations and nothing else.
#define TEXT(text) QT_TRANSLATE_NOOP("Commands", text)

constexpr CommandRow kRows[] = {
    {C::newLab, M::file, "", TEXT("&New lab"), "", "Ctrl+N", TEXT("Empties the stores and starts a new journal with the same settings."),
     false},
    {C::exportTrace, M::file, "", TEXT("E&xport trace…"), "", "Ctrl+Shift+E",
     TEXT("Writes the journal as a Chrome trace, which ui.perfetto.dev and chrome://tracing open."), false},
    {C::copySocket, M::file, "copy", TEXT("&Copy socket path"), "", "Ctrl+Shift+C",
     TEXT("Copies the path of the private Redis socket, for redis-cli -s."), false},
    {C::quit, M::file, "", TEXT("&Quit"), "", "Ctrl+Q", TEXT("Flushes acknowledged writes, ends the private Redis and closes the window."),
     false},

    {C::stepMode, M::run, "step", TEXT("&Step mode"), TEXT("Step"), "",
     TEXT("Every operation waits until you let it go; lab time stands still meanwhile."), true},
    {C::runMode, M::run, "run", TEXT("&Run mode"), TEXT("Run"), "", TEXT("Operations go as soon as they are asked for."), true},
    {C::toggleMode, M::run, "", TEXT("S&witch between Step and Run"), "", "M", TEXT("Changes the mode."), false},
    {C::step, M::run, "step", TEXT("Step one &operation"), TEXT("Step"), "Space",
     TEXT("Lets the operation go that has waited longest. In REVIEW: one entry of the journal forward."), false},
    {C::wait, M::run, "wait", TEXT("Let time &pass"), TEXT("Wait"), "T",
     TEXT("Moves lab time on to the next timer, at most one second: TTLs and flush intervals go on."), false},
    {C::play, M::run, "play", TEXT("P&lay"), TEXT("Play"), "P",
     TEXT("In REVIEW: replays the journal. In Step mode: steps by itself until nothing waits."), true},
    {C::stepBack, M::run, "step-back", TEXT("Step &back"), TEXT("Back"), "Left",
     TEXT("Takes the last step back: the stores are emptied and what came before it is done again. In REVIEW: one entry of the journal "
          "back."),
     false},
    {C::stepForward, M::run, "step-forward", TEXT("Step &forward"), TEXT("Forward"), "Right",
     TEXT("Does again what was taken back last. In REVIEW: one entry of the journal forward."), false},
    {C::toStart, M::run, "to-start", TEXT("To the s&tart"), TEXT("Start"), "Home",
     TEXT("Shows the first moment of the journal: REVIEW. The stores are not touched."), false},
    {C::goLive, M::run, "to-end", TEXT("To the &end: LIVE"), TEXT("Live"), "End", TEXT("Shows the present again."), false},
    {C::continueHere, M::run, "branch", TEXT("&Continue from here"), TEXT("Continue"), "B",
     TEXT("In REVIEW: takes the stores back to the moment that is shown. What was done after it stays, as a branch."), false},
    {C::untilMiss, M::run, "", TEXT("Until the next &miss"), "", "Shift+M", TEXT("Steps by itself until a GET misses."), false},
    {C::untilStaleRead, M::run, "", TEXT("Until the next stale &read"), "", "Shift+R",
     TEXT("Steps by itself until the checker finds a stale read."), false},
    {C::untilFault, M::run, "", TEXT("Until the next fa&ult"), "", "Shift+F",
     TEXT("Steps by itself until an operation fails or an entry expires."), false},
    {C::untilKey, M::run, "", TEXT("Until the next operation on the &key"), "", "Shift+K",
     TEXT("Steps by itself until the operation that goes next is one on the chosen key."), false},
    {C::loseRequest, M::run, "", TEXT("Run it, and &lose the request"), "", "Shift+L",
     TEXT("The first operation that waits for Redis never reaches it; the application learns that nobody answered."), false},
    {C::loseReply, M::run, "", TEXT("Run it, and lose the re&ply"), "", "L",
     TEXT("Redis performs the first operation that waits for it, and the answer is lost: the application does not know."), false},
    {C::workload, M::run, "run", TEXT("Start or stop the workl&oad"), TEXT("Start"), "F5",
     TEXT("Clients send requests by themselves, in Run mode."), true},

    {C::read, M::send, "read", TEXT("&Read"), TEXT("Read"), "R", TEXT("A client reads the key."), false},
    {C::write, M::send, "write", TEXT("&Write"), TEXT("Write"), "W", TEXT("A client writes a new value to the key."), false},
    {C::erase, M::send, "erase", TEXT("&Erase"), TEXT("Erase"), "E", TEXT("A client deletes the row: afterwards there is no such row."),
     false},
    {C::stampede, M::send, "stampede", TEXT("&Stampede"), TEXT("Stampede"), "S", TEXT("Many clients read the key at the same moment."),
     false},
    {C::focusKey, M::send, "", TEXT("Choose the &key"), "", "K", TEXT("Moves the focus to the key."), false},
    {C::combination, M::send, "settings", TEXT("Choose &guards and invalidation"), TEXT("Guards"), "G",
     TEXT("Shows the panel in which guards, invalidation, options and instances are chosen."), false},

    {C::expireKey, M::faults, "expire-key", TEXT("&Expire key"), TEXT("Expire key"), "Alt+1",
     TEXT("The key's time to live ends now: Redis drops the entry."), false},
    {C::expireAll, M::faults, "expire-all", TEXT("Expire &all"), TEXT("Expire all"), "Alt+2",
     TEXT("Every entry's time to live ends now: the cache is cold."), false},
    {C::crashRedis, M::faults, "crash-redis", TEXT("&Crash Redis"), TEXT("Crash Redis"), "Alt+3",
     TEXT("SIGKILL: connections break and the memory is gone. Again: starts an empty server."), true},
    {C::freezeRedis, M::faults, "freeze", TEXT("&Freeze Redis"), TEXT("Freeze Redis"), "Alt+4",
     TEXT("SIGSTOP: connections are accepted, nothing answers. Again: SIGCONT."), true},
    {C::flushRedis, M::faults, "flush-redis", TEXT("Fl&ush Redis"), TEXT("Flush"), "Shift+X", TEXT("FLUSHALL: every key is gone at once."), false},
    {C::cutNetwork, M::faults, "cut-network", TEXT("Cut &network"), TEXT("Cut network"), "Alt+9",
     TEXT("Connections to Redis are closed and new ones refused, while Redis itself is well. Again: lets them through."), true},
    {C::slowNetwork, M::faults, "slow-network", TEXT("Slow net&work"), TEXT("Slow network"), "Shift+N",
     TEXT("Every reply of Redis takes 100 ms longer; the Faults panel sets for how long. Again: as before."), true},
    {C::loseReplies, M::faults, "lose-reply", TEXT("Lose &replies"), TEXT("Lose replies"), "Shift+P",
     TEXT("Commands have their effect in Redis, and the application never learns of it. Again: replies arrive."), true},
    {C::slowDatabase, M::faults, "slow-db", TEXT("&Slow database"), TEXT("Slow DB"), "Alt+5",
     TEXT("Every query holds its connection for longer; the arrow sets for how long."), true},
    {C::lockDatabase, M::faults, "lock-db", TEXT("&Lock database"), TEXT("Lock DB"), "Alt+6",
     TEXT("Another connection holds SQLite's write lock: reads go on, writes wait and are refused."), true},
    {C::databaseDown, M::faults, "db-down", TEXT("&Database down"), TEXT("DB down"), "Shift+D",
     TEXT("Every query learns at once that nobody answers. Again: it is there."), true},
    {C::crashApplication, M::faults, "crash-app", TEXT("Crash a&pplication"), TEXT("Crash app"), "Alt+7",
     TEXT("The application is gone with its requests and its write queue. Again: starts it empty."), true},
    {C::freezeApplication, M::faults, "freeze-app", TEXT("Freeze appl&ication"), TEXT("Freeze app"), "Alt+8",
     TEXT("An instance stands still, as in a long collection of garbage, while the locks that it holds run out. Again: it goes on."), true},
    {C::healAll, M::faults, "heal", TEXT("&Heal all"), TEXT("Heal all"), "Alt+0",
     TEXT("Ends every fault: starts, thaws, unlocks and speeds up what is broken."), false},
    {C::faultLab, M::faults, "", TEXT("All faults and &plans…"), "", "D",
     TEXT("Shows the panel in which every fault is set, broken, healed and planned."), false},

    {C::findRace, M::explore, "race", TEXT("&Find a race…"), TEXT("Find a race"), "F",
     TEXT("Searches every order of a few requests for one that breaks a promise, and plays the shortest on the real stores."), false},
    {C::openScript, M::explore, "", TEXT("&Open script…"), "", "Ctrl+O", TEXT("Opens a script that was saved, to be stepped here."), false},
    {C::pasteScript, M::explore, "", TEXT("&Paste script"), "", "Ctrl+Shift+V",
     TEXT("Opens the script in the clipboard, such as “cache-aside 1R+1W: R1 R1 W1 W1 R1”."), false},
    {C::branches, M::explore, "branch", TEXT("&Branches"), TEXT("Branches"), "Ctrl+B",
     TEXT("Shows the tree of what was tried in Step mode."), false},

    {C::systemTheme, M::view, "theme", TEXT("&System colours"), "", "", TEXT("Light or dark, as the desktop is."), true},
    {C::lightTheme, M::view, "", TEXT("&Light"), "", "", TEXT("Dark text on a light ground."), true},
    {C::darkTheme, M::view, "", TEXT("&Dark"), "", "", TEXT("Light text on a dark ground."), true},
    {C::largeText, M::view, "", TEXT("Large &text (projector)"), "", "Ctrl+L", TEXT("Larger letters everywhere."), true},
    {C::reducedMotion, M::view, "", TEXT("&Reduced motion"), "", "Ctrl+M", TEXT("Requests jump from place to place instead of travelling."),
     true},
    {C::hints, M::view, "", TEXT("&Hints"), "", "H", TEXT("Says what is about to happen, before it happens."), true},
    {C::fullScreen, M::view, "", TEXT("&Full screen"), "", "F11", TEXT("Uses the whole screen."), true},
    {C::resetLayout, M::view, "", TEXT("Reset la&yout"), "", "Ctrl+0", TEXT("Puts every panel back to its place."), false},

    {C::shortcuts, M::help, "help", TEXT("&Keyboard shortcuts"), "", "F1 ?", TEXT("Lists every key."), false},
    {C::about, M::help, "info", TEXT("&About Stampede"), "", "", TEXT("Version and licences."), false},
};

#undef TEXT

static_assert(std::size(kRows) == static_cast<std::size_t>(Commands::kCount));

}  // namespace

std::span<const CommandRow> commandTable() { return kRows; }

}  // namespace stampede::ui
