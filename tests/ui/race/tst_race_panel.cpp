// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <future>

#include "core/explore/script_line.h"
#include "core/explore/stage_play.h"
#include "ui/lanes/lanes_view.h"
#include "ui/race/race_panel.h"
#include "ui/race/race_view.h"
#include "ui/race/remedy_table.h"
#include "ui/race/scenario_form.h"
#include "ui/race/step_list.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

tl::expected<RacePanel::Replay, std::string> onStage(const Script& script) {
    auto played = play_on_stage(script);
    if (!played) return tl::unexpected(played.error());
    return RacePanel::Replay{std::move(*played), QStringLiteral("a stage")};
}

tl::expected<RacePanel::Replay, std::string> falsified(const Script& script) {
    auto replay = onStage(script);
    replay->played.steps[1].found = false;
    return replay;
}

RunConfig with(const char* strategy) {
    RunConfig config;
    config.strategy = strategy;
    return config;
}

}  // namespace

class TestRacePanel : public QObject {
    Q_OBJECT

    std::unique_ptr<RacePanel> panel_;

    QPushButton* button(const char* text) {
        for (QPushButton* one : panel_->findChildren<QPushButton*>()) {
            if (one->text().remove(QLatin1Char('&')) == QString::fromLatin1(text)) return one;
        }
        return nullptr;
    }
    QListWidget* races() {
        for (QListWidget* one : panel_->findChildren<QListWidget*>()) {
            if (one->accessibleName() == QStringLiteral("What can go wrong")) return one;
        }
        return nullptr;
    }
    QString said() { return panel_->findChild<QLabel*>(QStringLiteral("raceSaid"))->text(); }
    void make(RacePanel::Replayer replayer, const char* strategy) {
        panel_ = std::make_unique<RacePanel>(std::move(replayer));
        panel_->setConfig(with(strategy));
        panel_->resize(1080, 720);
        panel_->show();
    }
    void find() {
        QTest::mouseClick(panel_->findChild<QPushButton*>(QStringLiteral("findRace")), Qt::LeftButton);
        QTRY_VERIFY(!panel_->searching());
    }

   private Q_SLOTS:
    void cleanup() { panel_.reset(); }

    void whatIsFoundIsShownInLanesAndInWords() {
        make(onStage, "cache-aside");
        QVERIFY(!button("Copy")->isEnabled());
        find();
        QVERIFY2(panel_->headline().startsWith(QStringLiteral("2 things can go wrong")), qPrintable(panel_->headline()));
        QCOMPARE(panel_->findChild<LanesView*>()->diagram().steps.size(), std::size_t{5});
        QCOMPARE(panel_->findChild<StepList*>()->item(0)->text(), QStringLiteral("1. R1 asks Redis for user:profile:1 and finds nothing."));
        QVERIFY(panel_->findChild<StepList*>()->item(4)->text().contains(QStringLiteral("▲")));
        QVERIFY(panel_->findChild<QLabel*>(QStringLiteral("raceBecause"))->text().contains(QStringLiteral("Redis keeps v1")));
        QVERIFY(button("Copy")->isEnabled());
    }

    void nothingToFindIsAResult() {
        make(onStage, "versioned-cas");
        find();
        QVERIFY2(panel_->headline().startsWith(QStringLiteral("Exhausted: no order of 2 readers, 1 writer")),
                 qPrintable(panel_->headline()));
        QVERIFY(!button("Open in the lab")->isEnabled());
    }

    void aLongSearchCanBeCancelled() {
        make(onStage, "write-behind-stream");
        Scenario scenario;
        scenario.readers = scenario.writers = 6;
        scenario.crashes = 2;
        panel_->form()->show(scenario);
        panel_->form()->show(Goal(Properties(Property::lost_update)));
        auto* find = panel_->findChild<QPushButton*>(QStringLiteral("findRace"));
        QTest::mouseClick(find, Qt::LeftButton);
        QVERIFY(panel_->searching());
        QCOMPARE(find->text(), QStringLiteral("Cancel"));
        QTest::mouseClick(find, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel_->searching(), 20'000);
        QVERIFY2(panel_->headline().startsWith(QStringLiteral("Cancelled")), qPrintable(panel_->headline()));
        QCOMPARE(find->text(), QStringLiteral("Find a race"));
    }

    void aScriptThatIsPastedDuringASearchStays() {
        make(onStage, "write-behind-stream");
        Scenario scenario;
        scenario.readers = scenario.writers = 6;
        scenario.crashes = 2;
        panel_->form()->show(scenario);
        panel_->form()->show(Goal(Properties(Property::lost_update)));
        panel_->find();
        QVERIFY(panel_->searching());
        QApplication::clipboard()->setText(QStringLiteral("cache-aside 1R+1W: R1 R1 W1 W1 R1"));
        QTest::mouseClick(button("Paste"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel_->searching(), 20'000);
        QVERIFY2(panel_->headline().startsWith(QStringLiteral("A key left wrong for good")), qPrintable(panel_->headline()));
        QCOMPARE(panel_->findChild<LanesView*>()->diagram().steps.size(), std::size_t{5});
    }

    void whatCannotBeSearchedIsOneSentence() {
        make(onStage, "cache-aside");
        Scenario nobody;
        nobody.readers = nobody.writers = 0;
        panel_->form()->show(nobody);
        panel_->find();
        QVERIFY(panel_->headline().contains(QStringLiteral("there is nothing to explore")));
        panel_->form()->show(Scenario{});
        panel_->form()->show(Goal{});
        panel_->find();
        QVERIFY(panel_->headline().contains(QStringLiteral("at least one thing")));
    }

    void aReplayIsComparedWithTheSearch() {
        make(onStage, "cache-aside");
        find();
        QTest::mouseClick(button("Replay on real stores"), Qt::LeftButton);
        QTRY_VERIFY(said().startsWith(QStringLiteral("✓ Played on a stage")));
        make(falsified, "cache-aside");
        find();
        QTest::mouseClick(button("Replay on real stores"), Qt::LeftButton);
        QTRY_VERIFY(said().startsWith(QStringLiteral("Not the same: Step 2 (R1) differs")));
    }

    // A tick below a script that was not played would be a lie.
    void whatIsFoundOutAboutOneRaceIsNotShownBelowAnother() {
        std::promise<void> open;
        const auto gate = open.get_future().share();
        make(
            [gate](const Script& script) {
                gate.wait();
                return onStage(script);
            },
            "cache-aside");
        find();
        QTest::mouseClick(button("Replay on real stores"), Qt::LeftButton);
        QVERIFY(!button("Replay on real stores")->isEnabled());
        races()->setCurrentRow(1);
        open.set_value();
        QTRY_VERIFY(button("Replay on real stores")->isEnabled());
        QCOMPARE(said(), QString());
        QTest::mouseClick(button("Replay on real stores"), Qt::LeftButton);
        QTRY_VERIFY(said().startsWith(QStringLiteral("✓ Played on a stage: every reply of 6 steps")));
        QTest::mouseClick(button("What would fix it?"), Qt::LeftButton);
        races()->setCurrentRow(0);
        QTRY_VERIFY(button("What would fix it?")->isEnabled());
        QCOMPARE(panel_->findChild<RemedyTable*>()->topLevelItemCount(), 0);
    }

    void enterTakesTheRemedyOrPressesTheButtonAndDoesNotSearchAgain() {
        make(onStage, "cache-aside");
        find();
        QTest::mouseClick(button("What would fix it?"), Qt::LeftButton);
        auto* table = panel_->findChild<RemedyTable*>();
        QTRY_VERIFY(table->topLevelItemCount() > 10);
        table->setFocus();
        table->setCurrentItem(table->topLevelItem(0));
        QSignalSpy taken(panel_.get(), &RacePanel::remedyChosen);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(taken.count(), 1);
        QVERIFY(!panel_->searching());
        QCOMPARE(table->topLevelItemCount(), 18);
        button("Copy")->setFocus();
        QTest::keyClick(button("Copy"), Qt::Key_Return);
        QVERIFY(!panel_->searching());
        QVERIFY(said().startsWith(QStringLiteral("Copied")));
    }

    void remediesAreTriedAndCanBeTaken() {
        make(onStage, "cache-aside");
        find();
        QTest::mouseClick(button("What would fix it?"), Qt::LeftButton);
        auto* table = panel_->findChild<RemedyTable*>();
        QTRY_VERIFY(table->topLevelItemCount() > 10);
        QCOMPARE(table->topLevelItem(0)->text(0), QStringLiteral("✓ Lease"));
        QCOMPARE(table->topLevelItem(0)->text(2), QStringLiteral("3"));
        QSignalSpy taken(panel_.get(), &RacePanel::remedyChosen);
        Q_EMIT table->itemActivated(table->topLevelItem(0), 0);
        QCOMPARE(taken.count(), 1);
        QCOMPARE(qvariant_cast<RunConfig>(taken.front().front()).guards.front().id, std::string("lease"));
    }

    void aScriptGoesOutAndInAsTextAndAsAFile() {
        make(onStage, "cache-aside");
        find();
        QTest::mouseClick(button("Copy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("cache-aside 1R+1W: R1 R1 W1 W1 R1"));
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("race.json"));
        panel_->saveTo(file);
        QVERIFY(said().startsWith(QStringLiteral("Saved")));
        make(onStage, "write-through");
        panel_->loadFrom(file);
        QCOMPARE(panel_->findChild<LanesView*>()->diagram().steps.size(), std::size_t{5});
        QCOMPARE(panel_->form()->scenario().config.strategy, std::string("cache-aside"));
        QApplication::clipboard()->setText(QStringLiteral("write-through 2W: W1 W2 W2 W1"));
        panel_->paste();
        QCOMPARE(panel_->findChild<LanesView*>()->diagram().lanes.size(), std::size_t{2});
        QSignalSpy wanted(panel_.get(), &RacePanel::openRequested);
        QTest::mouseClick(button("Open in the lab"), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void whatIsNoScriptIsSaidAndLosesNothing() {
        make(onStage, "cache-aside");
        find();
        QApplication::clipboard()->setText(QStringLiteral("lorem ipsum"));
        panel_->paste();
        QVERIFY(panel_->headline().startsWith(QStringLiteral("The clipboard holds no script")));
        QCOMPARE(panel_->findChild<LanesView*>()->diagram().steps.size(), std::size_t{5});
        panel_->loadFrom(QStringLiteral("/nowhere/at/all.json"));
        QVERIFY(panel_->headline().startsWith(QStringLiteral("Not opened")));
        panel_->saveTo(QStringLiteral("/nowhere/at/all.json"));
        QVERIFY(said().contains(QStringLiteral("cannot be written")));
    }

    void closingEndsTheSearch() {
        make(onStage, "write-behind-stream");
        Scenario scenario;
        scenario.readers = scenario.writers = 6;
        panel_->form()->show(scenario);
        panel_->form()->show(Goal(Properties(Property::lost_update)));
        panel_->find();
        QVERIFY(panel_->searching());
        QTest::keyClick(panel_.get(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!panel_->searching(), 20'000);
        panel_->find();
        panel_.reset();  // joins
    }
};

QTEST_MAIN(TestRacePanel)
#include "tst_race_panel.moc"
