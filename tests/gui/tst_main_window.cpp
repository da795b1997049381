// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSpinBox>
#include <QStatusBar>

#include "tests/gui/lab_window.h"
#include "ui/window/elided_label.h"
#include "ui/window/key_picker.h"
#include "ui/window/message_bar.h"
#include "ui/window/opening_page.h"

using namespace stampede;
using namespace stampede::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

    std::unique_ptr<LabWindow> lab_;

    QToolButton* button(const char* name) { return lab_->button(name); }

   private Q_SLOTS:
    void init() { lab_ = std::make_unique<LabWindow>(); }
    void cleanup() { lab_.reset(); }

    void keysSendAndStep() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QCOMPARE(lab_->journal()[lab_->journal().size() - 1].verb, Verb::cache_get);
        for (int replies = 1; replies <= 3; ++replies) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(lab_->count(EventType::replied), replies);
        }
        QTRY_COMPARE(lab_->count(EventType::request_ended), 1);
    }

    void theHintThatNothingWaitsIsTakenBackWhenSomethingDoes() {
        lab_->showAndOpen();
        const QStatusBar* bar = lab_->window->statusBar();
        lab_->press(Qt::Key_Space);
        QVERIFY(bar->currentMessage().contains(QStringLiteral("No request waits")));
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QTRY_COMPARE(bar->currentMessage(), QString());
    }

    void aMessageIsNotWrittenOverTheStatusEvenWhenTheTextGrows() {
        lab_->showAndOpen();
        QStatusBar* bar = lab_->window->statusBar();
        auto* what = bar->findChild<ElidedLabel*>();
        QVERIFY(what != nullptr && what->isVisible());
        bar->showMessage(QStringLiteral("A client reads the key."));
        lab_->press(Qt::Key_L, Qt::ControlModifier);
        QTest::qWait(100);
        QVERIFY(!what->isVisible());
        bar->clearMessage();
        QVERIFY(what->isVisible());
        lab_->press(Qt::Key_L, Qt::ControlModifier);
    }

    void steppingAFlushSaysNothingOfRequests() {
        RunConfig config;
        config.strategy = "write-behind";
        lab_->settings.setConfig(config);
        lab_->showAndOpen();
        lab_->press(Qt::Key_W);
        QTRY_COMPARE(lab_->session().state().requests().size(), std::size_t{1});
        lab_->press(Qt::Key_Space);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 1);
        const auto batchWaits = [this] {
            const auto& background = lab_->session().state().background();
            return !background.empty() && background.begin()->second.verb == Verb::db_apply_batch;
        };
        for (int second = 0; second < 30 && !batchWaits(); ++second) {
            lab_->press(Qt::Key_T);
            QTest::qWait(50);
        }
        QVERIFY(batchWaits());
        lab_->press(Qt::Key_Space);
        QCOMPARE(lab_->window->statusBar()->currentMessage(), QString());
        QTRY_COMPARE(lab_->count(EventType::flushed), 1);
    }

    void aHiddenWindowPaintsNothingAndCatchesUp() {
        lab_->showAndOpen();
        QSignalSpy frames(&lab_->session(), &LabSession::frameReady);
        lab_->window->hide();
        QTRY_COMPARE(lab_->session().frameMs(), 100);
        lab_->lab.read(Key{Kind::user_profile, 42});
        frames.clear();
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QCOMPARE(frames.count(), 0);
        lab_->window->show();
        QTRY_VERIFY(frames.count() > 0);
    }

    void stampedeSendsAsManyAsTheFieldSays() {
        lab_->showAndOpen();
        lab_->field<QSpinBox>("How many clients stampede")->setValue(13);
        lab_->press(Qt::Key_S);
        QTRY_COMPARE(lab_->count(EventType::request_begun), 13);
        QCOMPARE(lab_->settings.stampedeCount(), 13);
    }

    void theWindowIsAsLargeAsItWasAskedToBe() {
        lab_->showAndOpen();
        QTest::qWait(50);
        QCOMPARE(lab_->window->size(), QSize(1440, 900));
        const auto tabs = [this](const char* name) {
            return lab_->window->tabifiedDockWidgets(lab_->window->findChild<QDockWidget*>(QString::fromLatin1(name))).size();
        };
        QCOMPARE(tabs("timeline"), 2);
        QCOMPARE(tabs("hit-rate"), 0);
        QCOMPARE(tabs("latency"), 1);
        QCOMPARE(tabs("code"), 0);
        QCOMPARE(tabs("inspector"), 1);
    }

    void aFaultButtonIsPressedWhenTheJournalSaysSoAndNotBefore() {
        lab_->showAndOpen();
        QToolButton* freeze = button("Freeze Redis");
        QVERIFY(freeze != nullptr);
        QTRY_VERIFY(freeze->isEnabled());
        QTest::mouseClick(freeze, Qt::LeftButton);
        QVERIFY(!freeze->isChecked());
        QTRY_VERIFY(freeze->isChecked());
        QCOMPARE(lab_->count(EventType::fault_injected), 1);
        QTRY_VERIFY(button("Heal all")->isEnabled());
        QTest::mouseClick(freeze, Qt::LeftButton);
        QTRY_VERIFY(!freeze->isChecked());
        QCOMPARE(lab_->count(EventType::fault_healed), 1);
    }

    void faultsShowThePresentEvenInReview() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_6, Qt::AltModifier);
        QTRY_VERIFY(button("Lock database")->isChecked());
        lab_->press(Qt::Key_Home);
        QVERIFY(!lab_->session().live());
        QVERIFY(!lab_->session().state().active(FaultKind::db_lock));
        QTest::qWait(250);
        QVERIFY(button("Lock database")->isChecked());
        lab_->press(Qt::Key_0, Qt::AltModifier);
        QTRY_VERIFY(!button("Lock database")->isChecked());
    }

    void slowDatabaseIsAsSlowAsItsFieldSays() {
        lab_->showAndOpen();
        lab_->field<QSpinBox>("Milliseconds added to every query")->setValue(120);
        lab_->press(Qt::Key_5, Qt::AltModifier);
        QTRY_COMPARE(lab_->count(EventType::fault_injected), 1);
        const auto isInjection = [](const Event& event) { return event.type == EventType::fault_injected; };
        std::size_t at = 0;
        while (!isInjection(lab_->journal()[at])) ++at;
        QCOMPARE(Duration(lab_->journal()[at].detail), Duration(std::chrono::milliseconds(120)));
    }

    void reviewIsSaidAndSendingGoesLive() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QVERIFY(button("LIVE: the present is shown") != nullptr);
        lab_->press(Qt::Key_Home);
        QVERIFY(!lab_->session().live());
        QToolButton* badge = button("REVIEW: a past moment is shown");
        QVERIFY(badge != nullptr && badge->text() == QStringLiteral("REVIEW"));
        lab_->press(Qt::Key_R);
        QTRY_VERIFY(lab_->session().live());
        QTRY_COMPARE(lab_->count(EventType::request_begun), 2);
    }

    void theBadgeLeadsBackToThePresent() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        lab_->press(Qt::Key_Home);
        QTRY_VERIFY(button("REVIEW: a past moment is shown") != nullptr);
        QTest::mouseClick(button("REVIEW: a past moment is shown"), Qt::LeftButton);
        QVERIFY(lab_->session().live());
    }

    void whatIsNoKeyIsExplainedAndNotSent() {
        lab_->showAndOpen();
        auto* key = lab_->field<KeyPicker>("Key");
        key->setFocus();
        key->lineEdit()->selectAll();
        QTest::keyClicks(key->lineEdit(), QStringLiteral("rubbish"));
        QCOMPARE(lab_->count(EventType::request_begun), 0);
        QTest::keyClick(key->lineEdit(), Qt::Key_Return);
        auto* messages = lab_->window->findChild<MessageBar*>();
        QTRY_COMPARE(messages->waiting(), 1);
        QVERIFY(messages->accessibleName().contains(QStringLiteral("rubbish")));
        lab_->press(Qt::Key_R);
        QTest::qWait(100);
        QCOMPARE(lab_->count(EventType::request_begun), 0);
        key->setEditText(QStringLiteral("product:7"));
        QTRY_COMPARE(messages->waiting(), 0);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_begun), 1);
        QCOMPARE(lab_->journal()[lab_->journal().size() - 1].key, (Key{Kind::product, 7}));
    }

    void enterLeavesTheKeyEvenWhileCompletionsAreOffered() {
        lab_->showAndOpen();
        auto* key = lab_->field<KeyPicker>("Key");
        key->setFocus();
        key->lineEdit()->selectAll();
        QTest::keyClicks(key, QStringLiteral("product:7"));
        QWidget* popup = QApplication::activePopupWidget();
        QTest::keyClick(popup != nullptr ? popup : key, Qt::Key_Return);
        QTRY_VERIFY(!key->hasFocus());
        QCOMPARE(key->currentText(), QStringLiteral("product:7"));
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_begun), 1);
    }

    void theLeaderboardCannotBeWritten() {
        lab_->showAndOpen();
        lab_->field<KeyPicker>("Key")->setEditText(QStringLiteral("leaderboard:top100"));
        QVERIFY(!button("Write")->isEnabled());
        QVERIFY(button("Write")->toolTip().contains(QStringLiteral("computed")));
        QVERIFY(button("Read")->isEnabled());
    }

    void anotherStrategyIsANewJournalInTheSameMode() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_M);
        QTRY_VERIFY(lab_->lab.mode() == Mode::run);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 1);
        auto* strategy = lab_->field<QComboBox>("Strategy");
        const int index = strategy->findData(QStringLiteral("write-through"));
        strategy->setCurrentIndex(index);
        Q_EMIT strategy->activated(index);
        QTRY_VERIFY(lab_->lab.ready());
        QCOMPARE(lab_->session().config().strategy, std::string("write-through"));
        QVERIFY(lab_->lab.mode() == Mode::run);
        QTRY_VERIFY(!lab_->session().state().stepping());
        QCOMPARE(lab_->count(EventType::request_begun), 0);
        QCOMPARE(lab_->settings.config().strategy, std::string("write-through"));
    }

    void theWorkloadStartsRunsAndStops() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_F5);
        QVERIFY(lab_->lab.workloadRunning());
        QVERIFY(lab_->lab.mode() == Mode::run);
        QTRY_VERIFY(lab_->session().metrics().requests > 50);
        lab_->press(Qt::Key_F5);
        QVERIFY(!lab_->lab.workloadRunning());
    }

    void playStepsUntilNothingWaits() {
        lab_->showAndOpen();
        lab_->press(Qt::Key_R);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 2);
        lab_->press(Qt::Key_P);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 2);
        QTRY_VERIFY(!button("Play")->isChecked());
    }

    void everythingIsRememberedByTheNextWindow() {
        lab_->showAndOpen();
        lab_->field<KeyPicker>("Key")->setEditText(QStringLiteral("product:77"));
        lab_->window->findChild<QDockWidget*>(QStringLiteral("load"))->hide();
        QVERIFY(lab_->window->close());
        QVERIFY(!lab_->lab.ready());
        lab_->showAndOpen();
        QCOMPARE(lab_->field<KeyPicker>("Key")->currentText(), QStringLiteral("product:77"));
        QTRY_VERIFY(lab_->window->findChild<QDockWidget*>(QStringLiteral("load"))->isHidden());
        lab_->press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(!lab_->window->findChild<QDockWidget*>(QStringLiteral("load"))->isHidden());
    }

    void aLabThatDoesNotOpenIsSaidAndTriedAgain() {
        int tries = 0;
        lab_ = std::make_unique<LabWindow>([&tries](const RunConfig& config, const auto&) {
            if (++tries > 1) return LabWindow::simulated(config);
            LabController::Opened opened;
            opened.error = QStringLiteral("The folder is not writable.");
            return opened;
        });
        lab_->show();
        auto* messages = lab_->window->findChild<MessageBar*>();
        QTRY_VERIFY(messages->accessibleName().contains(QStringLiteral("not writable")));
        QVERIFY(!button("Read")->isEnabled());
        auto* page = lab_->window->findChild<OpeningPage*>();
        QVERIFY(page->isVisible());
        Q_EMIT page->retry();
        QTRY_VERIFY(lab_->lab.ready());
        QVERIFY(!page->isVisible());
        QCOMPARE(messages->waiting(), 0);
    }

    void itFitsSmallWindowsAndHidesNothing_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1920x1080 at scale 2") << QSize(960, 540);
        QTest::newRow("1180x700") << QSize(1180, 700);
        QTest::newRow("1366x768") << QSize(1366, 768);
        QTest::newRow("1920x1080") << QSize(1920, 1080);
    }
    void itFitsSmallWindowsAndHidesNothing() {
        QFETCH(QSize, size);
        lab_->showAndOpen();
        lab_->window->resize(size);
        QTRY_COMPARE(lab_->window->size(), size);
        const QRect inside = lab_->window->rect();
        QTRY_VERIFY(inside.contains(QRect(button("Heal all")->mapTo(lab_->window.get(), QPoint()), button("Heal all")->size())));
        for (const QToolButton* each : lab_->window->menuWidget()->findChildren<QToolButton*>()) {
            if (!each->isVisible()) continue;
            const QRect place(each->mapTo(lab_->window.get(), QPoint()), each->size());
            QVERIFY2(inside.contains(place), qPrintable(each->accessibleName()));
            QVERIFY2(each->width() >= each->sizeHint().width(), qPrintable(each->accessibleName()));
        }
    }

    void whereThereIsLittleRoomFaultsKeepOnlyTheirIcons() {
        lab_->showAndOpen();
        for (const auto& [width, style] : {std::pair{1920, Qt::ToolButtonTextBesideIcon}, std::pair{960, Qt::ToolButtonIconOnly},
                                           std::pair{1440, Qt::ToolButtonTextBesideIcon}}) {
            lab_->window->resize(width, 700);
            for (const char* name : {"Crash Redis", "Lock database", "Slow database"}) QTRY_COMPARE(button(name)->toolButtonStyle(), style);
        }
    }

    void everyControlHasANameAndATip() {
        lab_->showAndOpen();
        for (const QWidget* each : lab_->window->menuWidget()->findChildren<QWidget*>()) {
            const bool inside = qobject_cast<const QLineEdit*>(each) != nullptr || each->objectName().startsWith(QStringLiteral("qt_"));
            const bool control = qobject_cast<const QAbstractButton*>(each) != nullptr || qobject_cast<const QComboBox*>(each) != nullptr ||
                                 qobject_cast<const QAbstractSpinBox*>(each) != nullptr;
            if (!control || inside || !each->isVisible()) continue;
            QVERIFY2(!each->accessibleName().isEmpty(), each->metaObject()->className());
            QVERIFY2(!each->toolTip().isEmpty(), qPrintable(each->accessibleName()));
        }
    }

    void everyCommandIsInAMenu() {
        lab_->showAndOpen();
        QSet<QAction*> inMenus;
        for (const QAction* menu : lab_->window->findChild<QMenuBar*>()->actions()) {
            for (QAction* action : menu->menu()->actions()) inMenus << action;
        }
        for (QAction* action : lab_->window->actions()) QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
        QVERIFY(lab_->window->actions().size() > 30);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
