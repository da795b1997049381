// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/verdict_state.h"

#include <QCoreApplication>

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(VerdictState)
};

}  // namespace

VerdictState stateOf(Property property, Properties promised, std::uint64_t count) {
    if (promised.contains(property)) return count == 0 ? VerdictState::kept : VerdictState::broken;
    return count == 0 ? VerdictState::open : VerdictState::expected;
}

QString stateText(VerdictState state) {
    switch (state) {
        case VerdictState::kept: return Words::tr("kept");
        case VerdictState::broken: return Words::tr("broken promise");
        case VerdictState::expected: return Words::tr("expected");
        case VerdictState::open: return Words::tr("not promised");
    }
    return {};
}

QString stateSign(VerdictState state) {
    switch (state) {
        case VerdictState::kept: return QStringLiteral("✓");
        case VerdictState::broken: return QStringLiteral("✗");
        case VerdictState::expected: return QStringLiteral("△");
        case VerdictState::open: return QStringLiteral("–");
    }
    return {};
}

QString stateMeaning(VerdictState state) {
    switch (state) {
        case VerdictState::kept: return Words::tr("The combination promises that this never happens while nothing fails, and it has not.");
        case VerdictState::broken:
            return Words::tr(
                "The combination promises that this never happens while nothing fails. It has happened: a fault, or a mistake.");
        case VerdictState::expected: return Words::tr("It has happened. The combination does not promise otherwise.");
        case VerdictState::open: return Words::tr("It has not happened so far. The combination does not promise that it cannot.");
    }
    return {};
}

}  // namespace stampede::ui
