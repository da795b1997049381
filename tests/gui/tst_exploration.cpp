// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include "core/explore/script_line.h"
#include "core/explore/stage_play.h"
#include "tests/gui/lab_window.h"
#include "ui/branches/branch_comparison.h"
#include "ui/branches/branch_panel.h"
#include "ui/branches/branch_tree.h"
#include "ui/code/code_view.h"
#include "ui/lanes/lanes_view.h"
#include "ui/race/race_panel.h"
#include "ui/race/script_panel.h"
#include "ui/scene/scene_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/message_bar.h"

using namespace stampede;
using namespace stampede::ui;

/// Stepping by choice, going back, branches, scripts and races, in the window.
class TestExploration : public QObject {
    Q_OBJECT

    std::unique_ptr<LabWindow> lab_;

    template <class W>
    W* part() {
        return lab_->window->findChild<W*>();
    }
    const BranchMap& branches() { return lab_->lab.branches(); }
    void run(Qt::Key digit) {
        const int replies = lab_->count(EventType::replied);
        lab_->press(digit);
        QTRY_COMPARE(lab_->count(EventType::replied), replies + 1);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
    }
    void paste(const char* line) {
        QApplication::clipboard()->setText(QString::fromLatin1(line));
        lab_->press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    }
    template <class W>
    static W* topLevel() {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<W*>(widget)) return found;
        }
        return nullptr;
    }

   private Q_SLOTS:
    void init() {
        lab_ = std::make_unique<LabWindow>();
        lab_->showAndOpen();
    }
    void cleanup() { lab_.reset(); }

    void digitsRunWhatTheSceneNumbersAndTheVerdictFollows() {
        lab_->press(Qt::Key_R);
        lab_->press(Qt::Key_W);
        QTRY_COMPARE(lab_->count(EventType::parked), 2);
        QTRY_COMPARE(lab_->session().state().requests().size(), std::size_t{2});
        QStringList caps;
        for (const Label& label : part<SceneView>()->picture().nodes.labels) {
            if (label.text == QStringLiteral("1") || label.text == QStringLiteral("2")) caps << label.text;
        }
        QCOMPARE(caps, QStringList({QStringLiteral("1"), QStringLiteral("2")}));
        auto* messages = part<MessageBar>();
        for (const Qt::Key digit : {Qt::Key_1, Qt::Key_1, Qt::Key_2, Qt::Key_2}) run(digit);
        QCOMPARE(messages->waiting(), 0);  // nothing is given away
        run(Qt::Key_1);
        QTRY_COMPARE(messages->waiting(), 1);
        QVERIFY2(messages->accessibleName().contains(QStringLiteral("v1")), qPrintable(messages->accessibleName()));
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->session().state().requests().size(), std::size_t{1});
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        run(Qt::Key_1);
        QTRY_VERIFY(messages->accessibleName().contains(QStringLiteral("R3 read v1 of user:profile:42")));
        QCOMPARE(messages->waiting(), 1);
        lab_->press(Qt::Key_Left);
        QTRY_COMPARE(messages->waiting(), 0);
    }

    void aClickInTheSceneTheTimelineOrTheCodeRunsTheSameOperation() {
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        auto* scene = part<SceneView>();
        for (const Target& target : scene->picture().targets) {
            if (target.operation == 0) continue;
            QTest::mouseClick(scene, Qt::LeftButton, {}, target.rect.center().toPoint());
            break;
        }
        QTRY_COMPARE(lab_->count(EventType::replied), 1);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        auto* timeline = part<TimelineView>();
        const OperationId select = lab_->session().state().requests().begin()->second.operation;
        QTRY_VERIFY(!timeline->barRect(select).isNull());
        QTest::mouseClick(timeline, Qt::LeftButton, {}, timeline->barRect(select).center().toPoint());
        QTRY_COMPARE(lab_->count(EventType::replied), 2);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        auto* code = part<CodeView>();
        QTRY_VERIFY(!code->badgeRect(1).isNull());
        QTest::mouseClick(code->viewport(), Qt::LeftButton, {}, code->badgeRect(1).center().toPoint());
        QTRY_COMPARE(lab_->count(EventType::replied), 3);
    }

    void aLostReplyIsAChoiceBesideTheOthers() {
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        auto* scene = part<SceneView>();
        const OperationId get = lab_->session().state().requests().begin()->second.operation;
        Q_EMIT scene->choicesWanted(get, scene->mapToGlobal(QPoint(10, 10)));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (QAction* action : menu->actions()) texts << action->text();
        QVERIFY(texts.contains(QStringLiteral("Crash application 1")));
        QVERIFY(texts.contains(QStringLiteral("Expire user:profile:42")));
        menu->close();
        lab_->press(Qt::Key_L);
        QTRY_COMPARE(lab_->count(EventType::replied), 1);
        const Journal& journal = lab_->journal();
        Outcome outcome = Outcome::ok;
        bool performed = false;
        for (std::size_t i = 0; i < journal.size(); ++i) {
            if (journal[i].type == EventType::replied) outcome = journal[i].outcome;
            performed = performed || journal[i].type == EventType::effect;
        }
        QVERIFY(performed);
        QCOMPARE(outcome, Outcome::unavailable);
        QTRY_COMPARE(branches().nodes.size(), std::size_t{3});
        QCOMPARE(branches().nodes[2].step.fate, Fate::reply_lost);
    }

    void theTreeLeadsToEveryBranchAndTwoCanBeCompared() {
        lab_->press(Qt::Key_R);
        lab_->press(Qt::Key_W);
        QTRY_COMPARE(lab_->session().state().requests().size(), std::size_t{2});
        for (const Qt::Key digit : {Qt::Key_1, Qt::Key_1}) run(digit);
        QTRY_COMPARE(branches().nodes.size(), std::size_t{5});
        lab_->press(Qt::Key_Left);
        QTRY_COMPARE(branches().current, 3u);
        run(Qt::Key_2);
        QTRY_COMPARE(branches().nodes.size(), std::size_t{6});
        lab_->press(Qt::Key_B, Qt::ControlModifier);
        auto* tree = part<BranchTree>();
        QTRY_VERIFY(tree->isVisible());
        QTRY_COMPARE(tree->map().nodes.size(), std::size_t{6});
        QTest::mouseClick(tree, Qt::LeftButton, Qt::ControlModifier, tree->pointOf(4).toPoint());
        QPushButton* compare = nullptr;
        for (QPushButton* one : part<BranchPanel>()->findChildren<QPushButton*>()) {
            if (one->text() == QStringLiteral("Compare")) compare = one;
        }
        QTest::mouseClick(compare, Qt::LeftButton);
        auto* comparison = topLevel<BranchComparison>();
        QVERIFY(comparison != nullptr && comparison->isVisible());
        QVERIFY(comparison->outcome(0).contains(QStringLiteral("SQLite v2")));
        QVERIFY(comparison->outcome(1).contains(QStringLiteral("SQLite v1")));
        QTest::mouseClick(tree, Qt::LeftButton, {}, tree->pointOf(4).toPoint());
        QTRY_COMPARE(branches().current, 4u);
        QTRY_COMPARE(lab_->count(EventType::replied), 2);
    }

    void aPastedScriptIsFollowedAndChecked() {
        paste("write-through 2W: W1 W2 W2 W1");
        auto* script = part<ScriptPanel>();
        QTRY_COMPARE(lab_->lab.config().strategy, std::string("write-through"));
        QTRY_VERIFY(lab_->lab.ready());
        QTRY_VERIFY(script->isVisible());
        QTRY_VERIFY(script->said().startsWith(QStringLiteral("Step 0 of 4")));
        for (int step = 1; step <= 4; ++step) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(lab_->count(EventType::replied), step);
            QTRY_COMPARE(script->lanes()->done(), static_cast<std::size_t>(step));
        }
        QVERIFY2(script->said().contains(QStringLiteral("The end of the script")), qPrintable(script->said()));
        QVERIFY(script->said().contains(QStringLiteral("✓ every reply so far is the search's")));
        QCOMPARE(script->lanes()->diagram().lanes[1].name, QStringLiteral("W2"));
    }

    void whoLeavesTheScriptIsOnABranchAndComesBack() {
        paste("cache-aside 2R+1W: R1 R1 W1 W1 R1 R2");
        auto* script = part<ScriptPanel>();
        QTRY_VERIFY(lab_->lab.ready() && script->said().startsWith(QStringLiteral("Step 0 of 6")));
        for (int step = 1; step <= 2; ++step) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(script->lanes()->done(), static_cast<std::size_t>(step));
        }
        QTRY_COMPARE(lab_->count(EventType::replied), 2);
        QTRY_COMPARE(lab_->session().cursor(), lab_->journal().size());
        lab_->press(Qt::Key_1);
        QTRY_VERIFY(script->said().startsWith(QStringLiteral("On a branch of your own since step 2")));
        for (QPushButton* one : script->findChildren<QPushButton*>()) {
            if (one->text() == QStringLiteral("Back to the script")) QTest::mouseClick(one, Qt::LeftButton);
        }
        QTRY_VERIFY(script->said().startsWith(QStringLiteral("Step 2 of 6")));
        QTRY_COMPARE(lab_->count(EventType::replied), 2);
    }

    void whatIsNoScriptIsOneSentence() {
        paste("nonsense");
        QTRY_COMPARE(part<MessageBar>()->waiting(), 1);
        QVERIFY(part<MessageBar>()->accessibleName().contains(QStringLiteral("The clipboard holds no script")));
        QCOMPARE(lab_->lab.config().strategy, std::string("cache-aside"));
    }

    void racesHaveAWindowThatGoesWithTheFirst() {
        lab_->press(Qt::Key_F);
        auto* races = topLevel<RacePanel>();
        QVERIFY(races != nullptr && races->isVisible());
        races->find();
        QTRY_VERIFY(!races->searching());
        QVERIFY(races->headline().startsWith(QStringLiteral("2 things can go wrong")));
        lab_->window->close();
        QVERIFY(!races->isVisible());
    }

    void runUntilStopsWhereItShould() {
        lab_->press(Qt::Key_R);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 2);
        lab_->press(Qt::Key_M, Qt::ShiftModifier);
        QTRY_COMPARE(lab_->count(EventType::replied), 1);
        lab_->press(Qt::Key_R, Qt::ShiftModifier);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 2);
        QTRY_COMPARE(part<MessageBar>()->waiting(), 1);
        QVERIFY(part<MessageBar>()->accessibleName().contains(QStringLiteral("has not happened")));
    }
};

QTEST_MAIN(TestExploration)
#include "tst_exploration.moc"
