// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QSpinBox>

#include "core/faults/fault_parameters.h"
#include "tests/gui/lab_window.h"
#include "ui/faults/plan_page.h"
#include "ui/window/message_bar.h"
#include "ui/window/recipe_book.h"
#include "ui/window/ttl_field.h"
#include "ui/window/workload_panel.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

/// A recipe is a guest: it fills in the forms, is played, and leaves everything as it was.
class TestRecipeBook : public QObject {
    Q_OBJECT

    std::unique_ptr<LabWindow> lab_;

    RecipeBook* book() { return lab_->window->findChild<RecipeBook*>(); }
    PlanPage* plan() { return lab_->window->findChild<PlanPage*>(); }
    WorkloadPanel* workload() { return lab_->window->findChild<WorkloadPanel*>(); }
    MessageBar* messages() { return lab_->window->findChild<MessageBar*>(); }

    static Recipe recipe(std::uint32_t warm = 20) {
        Recipe recipe;
        recipe.title = recipe.explanation = "A flush after a moment.";
        recipe.config.strategy = "read-through";
        recipe.config.latency.database = 7ms;
        recipe.config.database_pool = 3;
        recipe.workload.keys = 20;
        recipe.workload.warm = warm;
        recipe.workload.rate = 200;
        recipe.workload.clients = 4;
        recipe.workload.duration = 5s;
        recipe.faults = {{make_fault(FaultKind::redis_flush), 200ms, 200ms}};
        return recipe;
    }
    void playUntilTheFlush() {
        book()->play(recipe());
        QTRY_COMPARE(lab_->count(EventType::cache_emptied), 1);
    }
    QString kept() {
        lab_->settings.save();
        QFile file(lab_->settings.path());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

   private Q_SLOTS:
    void init() {
        lab_ = std::make_unique<LabWindow>();
        lab_->showAndOpen();
    }
    void cleanup() { lab_.reset(); }

    void everyRecipeIsInTheMenuAndSaysWhatItShows() {
        int found = 0;
        for (const QMenu* menu : lab_->window->findChildren<QMenu*>()) {
            for (const QAction* action : menu->actions()) {
                for (const Recipe& each : recipes()) {
                    if (action->text() != QString::fromStdString(each.title)) continue;
                    QCOMPARE(action->toolTip(), QString::fromStdString(each.explanation));
                    ++found;
                }
            }
        }
        QCOMPARE(found, static_cast<int>(recipes().size()));
    }

    void itFillsInTheFormsAndIsPlayed() {
        playUntilTheFlush();
        QCOMPARE(lab_->lab.config().strategy, std::string("read-through"));
        QCOMPARE(lab_->lab.config().database_pool, std::size_t{3});
        QCOMPARE(workload()->workload().keys, std::uint32_t{20});
        QCOMPARE(plan()->plan().size(), std::size_t{1});
        QVERIFY(lab_->lab.workloadRunning());
        QVERIFY(messages()->accessibleName().contains(QStringLiteral("First 20 rows")));
        QTRY_VERIFY(lab_->count(EventType::request_ended) > 40);  // the rows that were read first, and more
    }
    void itsFaultsBeginOnceTheCacheIsWarm() {
        book()->play(recipe(20));
        QTRY_COMPARE(lab_->count(EventType::cache_emptied), 1);
        int before = 0;
        for (std::size_t i = 0; lab_->journal()[i].type != EventType::cache_emptied; ++i) {
            before += lab_->journal()[i].type == EventType::request_ended ? 1 : 0;
        }
        QVERIFY2(before > 20, qPrintable(QString::number(before)));
        QTRY_VERIFY(!lab_->lab.planRunning());
    }
    void aRateThatIsChangedWhileTheCacheIsWarmedLosesNoFault() {
        book()->play(recipe(400));
        QTRY_VERIFY(lab_->lab.workloadRunning());
        QCOMPARE(lab_->count(EventType::fault_injected), 0);
        QVERIFY(!lab_->lab.planRunning());  // it waits
        Workload other = workload()->workload();
        other.rate = 100;
        other.warm = 10;
        lab_->lab.changeWorkload(other);
        QTRY_COMPARE(lab_->count(EventType::cache_emptied), 1);
        QTRY_VERIFY(!lab_->lab.planRunning());
    }
    void stoppingTheWorkloadEndsItsPlan() {
        Recipe later = recipe();
        later.faults = {{make_fault(FaultKind::redis_flush), 60s, 60s}};
        book()->play(later);
        QTRY_VERIFY(lab_->lab.planRunning());
        QTRY_VERIFY(lab_->count(EventType::request_ended) > 20);
        lab_->lab.stopWorkload();
        QTRY_VERIFY(!lab_->lab.planRunning());
        QVERIFY(!lab_->lab.workloadRunning());
    }

    void nothingOfItAndNothingChangedInItIsKept() {
        const QString before = kept();
        playUntilTheFlush();
        lab_->press(Qt::Key_N, Qt::ControlModifier);  // a new lab, the recipe's
        QTRY_VERIFY(lab_->lab.ready());
        auto* rate = lab_->field<QSpinBox>("Rate");
        rate->setValue(50);
        lab_->lab.setMode(Mode::step);
        RunConfig changed = lab_->lab.config();
        auto* ttl = lab_->window->findChild<TtlField*>();
        QTest::keyClick(ttl, Qt::Key_Up);
        QTest::keyClick(ttl, Qt::Key_Return);
        QTRY_VERIFY(lab_->lab.config().ttl.product != changed.ttl.product);
        QTRY_VERIFY(lab_->lab.ready());
        QCOMPARE(lab_->lab.config().database_pool, std::size_t{3});  // it is still the recipe's lab
        QTest::qWait(500);                                           // longer than an edited figure takes to settle
        QCOMPARE(kept(), before);
    }
    void theWayBackStaysAndLeadsToOnesOwn() {
        PlannedFault mine{make_fault(FaultKind::db_lock), 1s, 2s};
        plan()->setPlan({mine});
        plan()->setStartsWithWorkload(false);
        const Mode mode = lab_->lab.mode();
        const std::uint32_t keys = workload()->workload().keys;
        const std::string strategy = lab_->lab.config().strategy;
        playUntilTheFlush();
        QTest::qWait(8'500);  // as long as a message without an action stays
        QToolButton* back = nullptr;
        for (QToolButton* each : messages()->findChildren<QToolButton*>()) {
            if (each->text() == QStringLiteral("Back to my lab")) back = each;
        }
        QVERIFY(back != nullptr && back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QTRY_VERIFY(lab_->lab.ready());
        QCOMPARE(lab_->lab.config().strategy, strategy);
        QCOMPARE(lab_->lab.mode(), mode);
        QCOMPARE(workload()->workload().keys, keys);
        QCOMPARE(plan()->plan().size(), std::size_t{1});
        QVERIFY(plan()->plan().front().fault == mine.fault);
        QVERIFY(!plan()->startsWithWorkload());
        QVERIFY(!lab_->lab.workloadRunning() && !lab_->lab.planRunning());
        QCOMPARE(messages()->waiting(), 0);
        QVERIFY(!book()->visiting());
    }
    void whatIsOpenedWhileItOpensIsNotTakenForIt() {
        book()->play(recipe());
        RunConfig other;
        other.strategy = "write-through";
        lab_->lab.open(other);
        QTRY_VERIFY(lab_->lab.ready());
        QTest::qWait(100);
        QCOMPARE(lab_->lab.config().strategy, std::string("write-through"));
        QVERIFY(!lab_->lab.workloadRunning());
    }
};

QTEST_MAIN(TestRecipeBook)
#include "tst_recipe_book.moc"
