// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "core/faults/fault_parameters.h"
#include "tests/ui/support/journal_builder.h"
#include "ui/faults/active_list.h"
#include "ui/faults/fault_form.h"
#include "ui/faults/fault_list.h"
#include "ui/faults/fault_panel.h"
#include "ui/faults/parameter_field.h"
#include "ui/faults/plan_page.h"
#include "ui/model/format.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

constexpr Key kOther{Kind::product, 7};

// Every parameter otherwise than in the catalogue.
Fault changed(FaultKind kind) {
    Fault fault = make_fault(kind);
    for (const FaultParameter& parameter : entry_of(kind).parameters) {
        switch (parameter.field) {
            case FaultField::instance: fault.instance = fault.instance == kEveryInstance ? 2 : 3; break;
            case FaultField::key: fault.key = kOther; break;
            case FaultField::command: fault.verb = Verb::cache_del; break;
            case FaultField::added: fault.added += from_ms(7.5); break;
            case FaultField::jitter: fault.jitter = from_ms(12); break;
            case FaultField::amount: fault.amount += 3; break;
            case FaultField::choice: fault.choice = static_cast<std::uint8_t>(parameter.choices.size() - 1); break;
            case FaultField::probability: fault.probability = 0.25; break;
        }
    }
    return fault;
}

// As a person would: types numbers and keys, chooses in boxes.
void enter(ParameterField& field, const Fault& fault) {
    const FaultParameter& parameter = field.parameter();
    if (auto* number = field.findChild<QDoubleSpinBox*>()) {
        number->selectAll();
        QTest::keyClicks(number, fromCore(value_of(fault, parameter)));
        return;
    }
    if (auto* box = field.findChild<QComboBox*>()) {
        const int data = parameter.field == FaultField::command ? static_cast<int>(fault.verb) : static_cast<int>(fault.instance);
        return box->setCurrentIndex(parameter.field == FaultField::choice ? fault.choice : box->findData(data));
    }
    auto* line = field.findChild<QLineEdit*>();
    line->selectAll();
    QTest::keyClicks(line, fromCore(value_of(fault, parameter)));
}

}  // namespace

class TestFaultPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<LabSession> session_;
    std::unique_ptr<JournalBuilder> journal_;
    std::unique_ptr<FaultPanel> panel_;

    template <class W>
    W* find(const char* name) {
        return panel_->findChild<W*>(QString::fromLatin1(name));
    }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }
    void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    void happen() {
        journal_->feed(*session_);
        panel_->refresh();
    }

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        RunConfig config;
        config.instances = 4;
        panel_.reset();
        session_ = std::make_unique<LabSession>();
        session_->reset(config);
        journal_ = std::make_unique<JournalBuilder>();
        panel_ = std::make_unique<FaultPanel>(session_.get());
        panel_->resize(300, 460);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
    }

    void everyFaultIsInjectedExactlyAsItsFormSays() {
        QSignalSpy injected(panel_.get(), &FaultPanel::injectRequested);
        for (const FaultKind kind : kFaultKinds) {
            panel_->list()->choose(kind);
            const Fault wanted = changed(kind);
            const auto fields = panel_->form()->findChildren<ParameterField*>();
            QCOMPARE(fields.size(), static_cast<qsizetype>(entry_of(kind).parameters.size()));
            for (ParameterField* field : fields) enter(*field, wanted);
            injected.clear();
            click("doFault");
            QVERIFY2(injected.count() == 1, name_of(kind));
            QVERIFY2(injected[0][0].value<Fault>() == wanted, name_of(kind));
            QCOMPARE(button("doFault")->text(), lasting(kind) ? QStringLiteral("Break it") : QStringLiteral("Do it once"));
        }
    }

    void withoutAKeyItSaysWhatIsMissing() {
        QSignalSpy injected(panel_.get(), &FaultPanel::injectRequested);
        QSignalSpy complained(panel_.get(), &FaultPanel::complained);
        panel_->list()->choose(FaultKind::expire_key);
        auto* line = panel_->form()->findChild<ParameterField*>()->findChild<QLineEdit*>();
        QCOMPARE(line->text(), QStringLiteral("user:profile:42"));  // what was chosen last
        for (const char* text : {"", "nonsense"}) {
            line->setText(QString::fromLatin1(text));
            click("doFault");
        }
        QCOMPARE(injected.count(), 0);
        QCOMPARE(complained.count(), 2);
        QVERIFY(complained[1][0].toString().contains(QStringLiteral("nonsense")));
        line->setText(QStringLiteral("user:profile:42"));
        panel_->setKey(kOther);
        QCOMPARE(panel_->form()->findChild<ParameterField*>()->findChild<QLineEdit*>()->text(), QStringLiteral("product:7"));
    }

    void theFilterFindsByWhatAFaultDoes() {
        auto* line = panel_->list()->findChild<QLineEdit*>();
        QTest::keyClicks(line, QStringLiteral("sigstop"));
        QCOMPARE(panel_->list()->current(), FaultKind::redis_freeze);
        QSignalSpy injected(panel_.get(), &FaultPanel::injectRequested);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(injected.count(), 1);
        QCOMPARE(injected[0][0].value<Fault>().kind, FaultKind::redis_freeze);
        line->clear();
        QTest::keyClicks(line, QStringLiteral("database power"));
        QCOMPARE(panel_->list()->current(), FaultKind::db_power_cut);
    }

    void whatIsBrokenIsChangedAndHealed() {
        panel_->list()->choose(FaultKind::redis_freeze);
        journal_->inject(FaultKind::redis_freeze).pass(3200).inject(FaultKind::db_lock);
        happen();
        QCOMPARE(button("doFault")->text(), QStringLiteral("Change"));
        QSignalSpy healed(panel_.get(), &FaultPanel::healRequested);
        QSignalSpy all(panel_.get(), &FaultPanel::healAllRequested);
        click("healFault");
        QCOMPARE(healed.count(), 1);
        QCOMPARE(healed.takeFirst()[0].value<Fault>().kind, FaultKind::redis_freeze);
        panel_->showActive();
        auto* list = panel_->active()->findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(list->topLevelItem(1)->text(0), QStringLiteral("DB locked"));
        list->setCurrentItem(list->topLevelItem(1));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(healed.count(), 1);
        QCOMPARE(healed.takeFirst()[0].value<Fault>().kind, FaultKind::db_lock);
        click("healAllFaults");
        QCOMPARE(all.count(), 1);
        journal_->heal(FaultKind::redis_freeze).heal(FaultKind::db_lock);
        happen();
        QVERIFY(!button("healAllFaults")->isEnabled());
        QCOMPARE(button("doFault")->text(), QStringLiteral("Break it"));
    }

    void aPlanIsMadeSavedLoadedAndRun() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("plan.json"));
        for (const FaultKind kind : {FaultKind::db_slow, FaultKind::net_latency, FaultKind::redis_flush}) {
            panel_->list()->choose(kind);
            for (QDoubleSpinBox* spin : panel_->form()->findChildren<QDoubleSpinBox*>()) {
                if (spin->accessibleName() == QStringLiteral("From")) spin->setValue(kind == FaultKind::redis_flush ? 1 : 2.5);
                if (spin->accessibleName() == QStringLiteral("To")) spin->setValue(8);
            }
            click("planFault");
        }
        const FaultPlan plan = panel_->plan()->plan();
        QCOMPARE(plan.size(), std::size_t{3});
        QCOMPARE(plan[0].fault.kind, FaultKind::redis_flush);
        QVERIFY(plan[1].from == from_seconds(2.5) && plan[1].to == from_seconds(8));
        panel_->plan()->saveTo(file);
        panel_->plan()->setPlan({});
        panel_->plan()->loadFrom(file);
        QCOMPARE(panel_->plan()->plan().size(), plan.size());
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const PlannedFault& loaded = panel_->plan()->plan()[i];
            QVERIFY(loaded.fault == plan[i].fault && loaded.from == plan[i].from && loaded.to == plan[i].to);
        }
        QSignalSpy run(panel_.get(), &FaultPanel::planRequested);
        panel_->findChild<QTabWidget*>()->setCurrentIndex(2);
        click("runPlan");
        QCOMPARE(run.count(), 1);
        QCOMPARE(run[0][0].value<FaultPlan>().size(), plan.size());
        panel_->setPlanRunning(true);
        QSignalSpy stopped(panel_.get(), &FaultPanel::planStopRequested);
        click("runPlan");
        QCOMPARE(stopped.count(), 1);
        panel_->setPlanRunning(false);
        click("removePlanned");
        QCOMPARE(panel_->plan()->plan().size(), std::size_t{2});
    }

    void timesAreEditedInTheTable() {
        PlannedFault slow{make_fault(FaultKind::db_slow)};
        QVERIFY(set_times(slow, 1, 4));
        panel_->plan()->setPlan({slow});
        auto* table = panel_->plan()->findChild<QTableWidget*>();
        QSignalSpy complained(panel_.get(), &FaultPanel::complained);
        table->item(0, 2)->setText(QStringLiteral("6.5"));
        QVERIFY(panel_->plan()->plan()[0].to == from_seconds(6.5));
        QTRY_COMPARE(table->item(0, 2)->text(), QStringLiteral("6.5"));
        table->item(0, 2)->setText(QStringLiteral("open"));
        QVERIFY(panel_->plan()->plan()[0].to == kNever);
        table->item(0, 1)->setText(QStringLiteral("soon"));
        QTRY_COMPARE(table->item(0, 1)->text(), QStringLiteral("1"));
        table->item(0, 2)->setText(QStringLiteral("0.5"));
        QCOMPARE(complained.count(), 2);
        QVERIFY(panel_->plan()->plan()[0].from == from_seconds(1));
    }

    void aBadFileIsOneSentence() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("bad.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("{\"stampede_fault_plan\": 1, \"faults\": [{\"fault\": \"redis-melt\"}]}");
        out.close();
        QSignalSpy complained(panel_.get(), &FaultPanel::complained);
        panel_->plan()->loadFrom(file);
        panel_->plan()->loadFrom(folder.filePath(QStringLiteral("none.json")));
        QCOMPARE(complained.count(), 2);
        QVERIFY(complained[0][0].toString().contains(QStringLiteral("redis-melt")));
        QVERIFY(!complained[0][0].toString().contains(QLatin1Char('\n')));
        QVERIFY(panel_->plan()->plan().empty());
    }

    // In a dock as narrow as the window's, every label and button has the room that its text needs.
    void nothingIsClipped() {
        for (const FaultKind kind : kFaultKinds) {
            panel_->list()->choose(kind);
            QCoreApplication::processEvents();
            for (const QLabel* label : panel_->form()->findChildren<QLabel*>()) {
                if (label->wordWrap() || !label->isVisible()) continue;
                QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(), qPrintable(label->text()));
            }
            for (const QPushButton* one : panel_->form()->findChildren<QPushButton*>()) {
                if (!one->isVisible()) continue;
                QVERIFY2(one->fontMetrics().horizontalAdvance(one->text()) + 8 <= one->width(), qPrintable(one->text()));
                QVERIFY2(panel_->rect().contains(QRect(one->mapTo(panel_.get(), QPoint(0, 0)), one->size())), name_of(kind));
            }
        }
    }
};

QTEST_MAIN(TestFaultPanel)
#include "tst_fault_panel.moc"
