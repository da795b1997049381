// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "ui/window/workload_panel.h"

using namespace stampede;
using namespace stampede::ui;

class TestWorkloadPanel : public QObject {
    Q_OBJECT

    template <class W>
    static W* field(const QWidget& panel, const QString& name) {
        for (W* each : panel.findChildren<W*>()) {
            if (each->accessibleName() == name) return each;
        }
        return nullptr;
    }

    static void choose(WorkloadPanel& panel, const QString& preset) {
        auto* box = field<QComboBox>(panel, WorkloadPanel::tr("Preset"));
        QVERIFY(box != nullptr);
        const int index = box->findData(preset);
        QVERIFY2(index >= 0, qPrintable(preset));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

   private Q_SLOTS:
    void aPresetIsAMixAndLeavesTheRest() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        Workload mine;
        mine.clients = 33;
        mine.rate = 700;
        mine.keys = 4321;
        panel.show(mine);
        choose(panel, QStringLiteral("ycsb-f"));
        const Workload load = panel.workload();
        QCOMPARE(load.name, std::string("ycsb-f"));
        QCOMPARE(load.read_share, 0.5);
        QCOMPARE(load.rmw_share, 0.5);
        QCOMPARE(load.clients, 33U);
        QCOMPARE(load.rate, 700.0);
        QCOMPARE(load.keys, 4321U);
    }

    void otherSharesMakeItCustom() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        choose(panel, QStringLiteral("ycsb-f"));
        field<QSpinBox>(panel, WorkloadPanel::tr("Reads"))->setValue(80);
        const Workload load = panel.workload();
        QCOMPARE(load.name, std::string("custom"));
        QCOMPARE(load.read_share, 0.8);
        QVERIFY(load.read_share + load.rmw_share + load.insert_share + load.scan_share <= 1.0);
    }

    void otherClientsKeepThePreset() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        choose(panel, QStringLiteral("ycsb-a"));
        field<QSpinBox>(panel, WorkloadPanel::tr("Clients"))->setValue(100);
        QCOMPARE(panel.workload().name, std::string("ycsb-a"));
        QCOMPARE(panel.workload().clients, 100U);
    }

    void everyPresetFitsItsFields() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        const auto* box = field<QComboBox>(panel, WorkloadPanel::tr("Preset"));
        QVERIFY(box->count() >= 5);
        for (int i = 0; i < box->count(); ++i) {
            choose(panel, box->itemData(i).toString());
            const Workload load = panel.workload();
            QVERIFY(load.read_share + load.insert_share + load.rmw_share + load.scan_share <= 1.0 + 1e-9);
        }
    }

    void manyChangesAreOneRestartAndOnlyWhileRunning() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        QSignalSpy restart(&panel, &WorkloadPanel::restart);
        QSignalSpy edited(&panel, &WorkloadPanel::edited);
        auto* clients = field<QSpinBox>(panel, WorkloadPanel::tr("Clients"));
        clients->setValue(2);
        QVERIFY(edited.wait());
        QCOMPARE(restart.size(), 0);
        panel.setRunning(true);
        for (int i = 3; i < 20; ++i) clients->setValue(i);
        QVERIFY(restart.wait());
        QCOMPARE(restart.size(), 1);
        QCOMPARE(panel.workload().clients, 19U);
    }

    void showingFiguresIsNoEdit() {
        QAction toggle;
        WorkloadPanel panel(&toggle);
        panel.setRunning(true);
        QSignalSpy restart(&panel, &WorkloadPanel::restart);
        Workload load;
        load.clients = 77;
        panel.show(load);
        QTest::qWait(600);
        QCOMPARE(restart.size(), 0);
        QCOMPARE(panel.workload().clients, 77U);
    }

    void theButtonIsTheAction() {
        QAction toggle;
        toggle.setIconText(QStringLiteral("Start"));
        WorkloadPanel panel(&toggle);
        auto* button = panel.findChild<QPushButton*>();
        QVERIFY(button != nullptr);
        QCOMPARE(button->text(), QStringLiteral("Start"));
        QSignalSpy triggered(&toggle, &QAction::triggered);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.size(), 1);
        toggle.setEnabled(false);
        QVERIFY(!button->isEnabled());
    }

    void everyFieldHasANameATipAndALabel() {
        QAction toggle;
        const WorkloadPanel panel(&toggle);
        for (const QWidget* each : panel.findChildren<QWidget*>()) {
            const bool isField = qobject_cast<const QComboBox*>(each) != nullptr || qobject_cast<const QAbstractSpinBox*>(each) != nullptr;
            if (!isField) continue;
            QVERIFY(!each->accessibleName().isEmpty());
            QVERIFY2(!each->toolTip().isEmpty(), qPrintable(each->accessibleName()));
        }
    }
};

QTEST_MAIN(TestWorkloadPanel)
#include "tst_workload_panel.moc"
