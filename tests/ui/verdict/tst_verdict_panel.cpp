// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QListView>
#include <QTest>

#include "tests/ui/support/viewed_lab.h"
#include "ui/verdict/finding_model.h"
#include "ui/verdict/finding_words.h"
#include "ui/verdict/verdict_panel.h"
#include "ui/verdict/verdict_state.h"

using namespace stampede;
using namespace stampede::ui;
using test::user;

namespace {

struct Shown : ViewedLab {
    explicit Shown(const char* strategy) : ViewedLab(strategy), panel(&session) {
        panel.resize(420, 420);
        panel.show();
        lookAt();
    }
    void lookAt() {
        look();
        QTest::qWait(0);
        panel.hide();
        panel.show();  // a hidden panel catches up when it is shown
    }
    /// Reads until an old value has been loaded, commits a write, then lets the reader store what it loaded.
    void race() {
        const RequestId reader = lab.send(RequestKind::read, user(42));
        step();
        step();  // GET miss, SELECT v1: about to store it
        lab.send(RequestKind::write, user(42));
        while (true) {
            const auto waiting = lab.waiting();
            const auto other = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& one) { return one.request != reader; });
            if (other == waiting.end()) break;
            lab.step(other->operation);
            run_for(std::chrono::milliseconds(200));
        }
        step_all();
        lab.send(RequestKind::read, user(42));
        step_all();
        lookAt();
    }
    QModelIndex row(int index) { return panel.list()->model()->index(index, 0); }

    VerdictPanel panel;
};

}  // namespace

class TestVerdictPanel : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void inALowDockTheCountsScrollAndAreNotSqueezed() {
        Shown shown("cache-aside");
        shown.panel.resize(340, 160);
        QTest::qWait(0);
        for (const QLabel* label : shown.panel.findChildren<QLabel*>()) {
            if (label->isVisible() && !label->wordWrap())
                QVERIFY2(label->height() >= label->fontMetrics().height(), qPrintable(label->text()));
        }
    }

    void aCountIsToldAgainstThePromise_data();
    void aCountIsToldAgainstThePromise();

    void anUntouchedLabExplainsWhatWillStandHere() {
        Shown it("cache-aside");
        QCOMPARE(it.panel.summary(), QStringLiteral("Nothing has gone wrong"));
        QVERIFY(!it.panel.list()->isVisible());
        QCOMPARE(it.panel.textOf(Property::dirty_read), QStringLiteral("0 · kept"));
        QCOMPARE(it.panel.textOf(Property::stale_read), QStringLiteral("0 · not promised"));
    }

    void aRaceOfCacheAsideIsAnExpectedStaleReadAndItsEventsLeadIntoTheJournal() {
        Shown it("cache-aside");
        it.race();
        QCOMPARE(it.panel.textOf(Property::stale_read), QStringLiteral("1 · expected"));
        QVERIFY(it.panel.list()->isVisible());
        int finding = -1;
        for (int i = 0; i < it.panel.list()->model()->rowCount(); ++i) {
            if (it.row(i).data().toString().contains(QStringLiteral("although"))) finding = i;
        }
        QVERIFY(finding >= 0);
        QVERIFY(!it.row(finding).data(FindingModel::IsBroken).toBool());
        QVERIFY(it.row(finding + 1).data(FindingModel::IsEvent).toBool());
        const auto position = it.row(finding + 1).data(FindingModel::Position).toULongLong();
        const QRect place = it.panel.list()->visualRect(it.row(finding + 1));
        it.panel.list()->scrollTo(it.row(finding + 1));
        QTest::mouseClick(it.panel.list()->viewport(), Qt::LeftButton, {}, it.panel.list()->visualRect(it.row(finding + 1)).center());
        QVERIFY(place.isValid());
        QVERIFY(!it.session.live());
        QCOMPARE(it.session.cursor(), static_cast<std::size_t>(position) + 1);
    }

    void aNewLabForgetsTheOldCases() {
        Shown it("cache-aside");
        it.race();
        it.session.reset(test::SimulatedLab::with("cache-aside"));
        QCOMPARE(it.panel.summary(), QStringLiteral("Nothing has gone wrong"));
        QCOMPARE(it.panel.list()->model()->rowCount(), 0);
    }

    void everyPropertyHasASentenceAndEveryPartWords() {
        for (const Property property : kProperties) {
            Finding finding;
            finding.property = property;
            finding.key = user(7);
            finding.value = {3, 2};
            finding.newer = {4, 3};
            QVERIFY(findingSentence(finding).contains(QStringLiteral("user:profile:7")));
        }
        for (int part = 0; part <= static_cast<int>(Part::missed); ++part) {
            QVERIFY(becauseText({static_cast<Part>(part), {}}).size() > 8);
        }
    }
};

void TestVerdictPanel::aCountIsToldAgainstThePromise_data() {
    QTest::addColumn<bool>("promised");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("state");
    QTest::newRow("kept") << true << 0 << static_cast<int>(VerdictState::kept);
    QTest::newRow("broken") << true << 2 << static_cast<int>(VerdictState::broken);
    QTest::newRow("expected") << false << 2 << static_cast<int>(VerdictState::expected);
    QTest::newRow("open") << false << 0 << static_cast<int>(VerdictState::open);
}

void TestVerdictPanel::aCountIsToldAgainstThePromise() {
    QFETCH(bool, promised);
    QFETCH(int, count);
    QFETCH(int, state);
    const Properties promises = promised ? Properties(Property::lost_write) : Properties{};
    const VerdictState judged = stateOf(Property::lost_write, promises, static_cast<std::uint64_t>(count));
    QCOMPARE(static_cast<int>(judged), state);
    QVERIFY(!stateText(judged).isEmpty() && !stateMeaning(judged).isEmpty());
    QCOMPARE(stateSign(judged).size(), 1);
}

QTEST_MAIN(TestVerdictPanel)
#include "tst_verdict_panel.moc"
