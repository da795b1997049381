// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QTest>
#include <QTreeWidget>

#include "ui/window/command_button.h"
#include "ui/window/command_table.h"
#include "ui/window/commands.h"
#include "ui/window/shortcuts_dialog.h"

using namespace stampede::ui;

class TestCommands : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void theTableIsInTheOrderOfTheEnumeration() {
        int index = 0;
        for (const CommandRow& row : commandTable()) QCOMPARE(static_cast<int>(row.command), index++);
        QCOMPARE(index, Commands::kCount);
    }

    void everyCommandSaysWhatItDoes() {
        const Commands commands;
        for (int i = 0; i < Commands::kCount; ++i) {
            const QAction* action = commands[static_cast<Command>(i)];
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(action->toolTip().contains(QLatin1Char('\n')), qPrintable(action->text()));
            if (!action->shortcut().isEmpty()) {
                QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)), qPrintable(action->text()));
            }
        }
    }

    void noKeyMeansTwoThings() {
        const Commands commands;
        QSet<QString> keys;
        for (int i = 0; i < Commands::kCount; ++i) {
            for (const QKeySequence& key : commands[static_cast<Command>(i)]->shortcuts()) {
                QVERIFY2(!key.isEmpty(), qPrintable(commands[static_cast<Command>(i)]->text()));
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
        }
    }

    void sendersStepsAndFaultsHaveAKey() {
        const Commands commands;
        for (int i = static_cast<int>(Command::toggleMode); i <= static_cast<int>(Command::healAll); ++i) {
            QVERIFY2(!commands[static_cast<Command>(i)]->shortcut().isEmpty(), qPrintable(commands[static_cast<Command>(i)]->text()));
        }
    }

    void aReasonReplacesTheExplanationAndGoesAgain() {
        Commands commands;
        const QString before = commands[Command::write]->toolTip();
        commands.setReason(Command::write, QStringLiteral("Because."));
        QVERIFY(commands[Command::write]->toolTip().endsWith(QStringLiteral("Because.")));
        commands.setReason(Command::write, QString());
        QCOMPARE(commands[Command::write]->toolTip(), before);
    }

    void aButtonTellsAScreenReaderItsFullName() {
        const Commands commands;
        const std::unique_ptr<QToolButton> button(commandButton(commands[Command::slowDatabase], Qt::ToolButtonTextBesideIcon, "fault"));
        QCOMPARE(button->text(), QStringLiteral("Slow DB"));
        QCOMPARE(button->accessibleName(), QStringLiteral("Slow database"));
        QCOMPARE(button->accessibleDescription(), commands[Command::slowDatabase]->toolTip());
        QCOMPARE(button->focusPolicy(), Qt::TabFocus);
    }

    void theListOfShortcutsHoldsEveryKey() {
        const Commands commands;
        const ShortcutsDialog dialog(commands, {}, nullptr);
        const auto* list = dialog.findChild<QTreeWidget*>();
        QVERIFY(list != nullptr);
        for (int i = 0; i < Commands::kCount; ++i) {
            const QAction* action = commands[static_cast<Command>(i)];
            if (action->shortcut().isEmpty()) continue;
            const QString name = action->text().remove(QLatin1Char('&'));
            const auto found = list->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 1);
            QVERIFY2(found.size() == 1, qPrintable(name));
            QVERIFY(found.first()->text(0).contains(action->shortcut().toString(QKeySequence::NativeText)));
        }
    }
};

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
