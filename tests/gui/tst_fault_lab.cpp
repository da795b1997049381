// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QMenu>
#include <QTimer>

#include "core/faults/fault_parameters.h"
#include "tests/gui/lab_window.h"
#include "ui/faults/fault_banner.h"
#include "ui/faults/fault_list.h"
#include "ui/faults/fault_menu.h"
#include "ui/faults/fault_panel.h"
#include "ui/faults/plan_page.h"

using namespace stampede;
using namespace stampede::ui;

class TestFaultLab : public QObject {
    Q_OBJECT

    std::unique_ptr<LabWindow> lab_;

    FaultPanel* panel() { return lab_->window->findChild<FaultPanel*>(); }
    FaultBanner* banner() { return lab_->window->findChild<FaultBanner*>(); }

    std::vector<Event> events(EventType type) {
        std::vector<Event> found;
        for (std::size_t i = lab_->journal().first(); i < lab_->journal().size(); ++i) {
            if (lab_->journal()[i].type == type) found.push_back(lab_->journal()[i]);
        }
        return found;
    }

   private Q_SLOTS:
    void init() {
        lab_ = std::make_unique<LabWindow>();
        lab_->showAndOpen();
    }
    void cleanup() { lab_.reset(); }

    void aKeyShowsThePanelAndEnterBreaks() {
        lab_->press(Qt::Key_D);
        QTRY_VERIFY(panel()->isVisible());
        QWidget* filter = QApplication::focusWidget();
        QVERIFY(panel()->isAncestorOf(filter));
        QTest::keyClicks(filter, QStringLiteral("sigstop"));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(lab_->count(EventType::fault_injected), 1);
        QTRY_VERIFY(lab_->button("Freeze Redis")->isChecked());
    }

    void theBannerComesAndGoes() {
        QVERIFY(!banner()->isVisible());
        lab_->press(Qt::Key_5, Qt::AltModifier);
        QTRY_VERIFY(banner()->isVisible());
        QVERIFY2(banner()->shownText().contains(QStringLiteral("DB slow")), qPrintable(banner()->shownText()));
        lab_->press(Qt::Key_Home);  // nothing was broken then
        QTRY_VERIFY(!banner()->isVisible());
        lab_->press(Qt::Key_End);
        QTRY_VERIFY(banner()->isVisible());
        QTest::mouseClick(lab_->button("Heal all faults"), Qt::LeftButton);
        QTRY_VERIFY(!banner()->isVisible());
        QCOMPARE(lab_->count(EventType::fault_healed), 1);
    }

    void everyMenuEntryBreaksAndHeals() {
        const auto menus = lab_->window->findChildren<FaultMenu*>();
        QCOMPARE(menus.size(), 5);
        FaultMenu* network = menus[1];
        QCOMPARE(network->group(), FaultGroup::network);
        QAction* cut = network->actions()[1];
        cut->trigger();
        QTRY_VERIFY(network->broken());
        QVERIFY(cut->isChecked());
        QTRY_VERIFY(lab_->button("Network faults")->property("broken").toBool());
        QVERIFY(lab_->button("Cut network")->isChecked());
        cut->trigger();
        QTRY_VERIFY(!network->broken());
        QVERIFY(!lab_->button("Network faults")->property("broken").toBool());
        QCOMPARE(lab_->count(EventType::fault_healed), 1);
    }

    void aClickOnAComponentOpensItsMenu() {
        FaultMenu* network = lab_->window->findChildren<FaultMenu*>()[1];
        bool shown = false;
        QTimer::singleShot(200, network, [&] {
            shown = network->isVisible();
            QApplication::activePopupWidget()->close();
        });
        QTest::mouseClick(lab_->button("Network faults"), Qt::LeftButton);
        QTRY_VERIFY(shown);
    }

    void aPlanRunsByLabTimeAndStopsByItself() {
        PlannedFault slow{make_fault(FaultKind::db_slow)};
        QVERIFY(set_times(slow, 0.2, 0.5));
        PlannedFault flush{make_fault(FaultKind::redis_flush)};
        QVERIFY(set_times(flush, 0.3, std::nullopt));
        QSignalSpy changed(&lab_->lab, &LabController::planChanged);
        Q_EMIT panel()->planRequested({slow, flush});
        QVERIFY(lab_->lab.planRunning());
        QCOMPARE(lab_->lab.mode(), Mode::run);
        QTRY_COMPARE(changed.count(), 2);
        QTRY_COMPARE(lab_->count(EventType::fault_healed), 1);
        const auto broken = events(EventType::fault_injected);
        QCOMPARE(broken.size(), std::size_t{2});
        QCOMPARE(broken[0].fault, FaultKind::db_slow);
        QCOMPARE(broken[1].fault, FaultKind::redis_flush);
        QVERIFY(broken[1].at - broken[0].at >= from_ms(100));
        QVERIFY(events(EventType::fault_healed)[0].at - broken[0].at >= from_ms(300));
    }

    void aPlanThatIsStoppedHealsWhatItBroke() {
        PlannedFault lock{make_fault(FaultKind::db_lock)};
        PlannedFault later{make_fault(FaultKind::redis_freeze)};
        QVERIFY(set_times(later, 3600, std::nullopt));
        Q_EMIT panel()->planRequested({lock, later});
        QTRY_COMPARE(lab_->count(EventType::fault_injected), 1);
        lab_->lab.setMode(Mode::step);
        QVERIFY(!lab_->lab.planRunning());
        QTRY_COMPARE(lab_->count(EventType::fault_healed), 1);
    }

    void aPlanStartsAndEndsWithTheWorkload() {
        PlannedFault lock{make_fault(FaultKind::db_lock)};
        panel()->plan()->setPlan({lock});
        panel()->plan()->findChild<QCheckBox*>()->setChecked(true);
        lab_->press(Qt::Key_F5);
        QTRY_COMPARE(lab_->count(EventType::fault_injected), 1);
        lab_->press(Qt::Key_F5);
        QTRY_COMPARE(lab_->count(EventType::fault_healed), 1);
    }

    void theWindowFitsSmallScreens() {
        QVERIFY2(lab_->window->minimumSizeHint().width() <= 1280, qPrintable(QString::number(lab_->window->minimumSizeHint().width())));
    }
};

QTEST_MAIN(TestFaultLab)
#include "tst_fault_lab.moc"
