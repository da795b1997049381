// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

#include "core/model/row_content.h"
#include "core/model/row_json.h"
#include "tests/ui/support/viewed_lab.h"
#include "ui/code/inspector.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;
using test::user;

namespace {

struct Shown : ViewedLab {
    explicit Shown(const RunConfig& configuration) : ViewedLab(configuration), inspector(&session) {
        inspector.resize(430, 420);
        inspector.show();
    }
    explicit Shown(const char* strategy) : Shown(with(strategy)) {}

    QStringList rows() const {
        QStringList rows;
        for (int i = 0; i < inspector.operations().rowCount(); ++i) {
            rows << inspector.operations().index(i).data().toString().replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        }
        return rows;
    }
    quint64 indexOf(EventType type, Verb verb) const {
        for (std::size_t i = 0; i < sink.journal.size(); ++i) {
            if (sink.journal[i].type == type && sink.journal[i].verb == verb) return i;
        }
        return ~quint64{0};
    }
    Inspector inspector;
};

}  // namespace

class TestInspector : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void withoutAnEventItSaysWhatToDo() {
        Shown it("cache-aside");
        it.look();
        QVERIFY(it.inspector.title().isEmpty());
        QCOMPARE(it.inspector.operations().rowCount(), 0);
    }

    void aStepFillsInOneRowAfterTheOther() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.look();
        QCOMPARE(it.inspector.title(), QStringLiteral("R1 · read user:profile:42"));
        QCOMPARE(it.rows(), QStringList{QStringLiteral("GET user:profile:42, comes next")});
        QCOMPARE(it.inspector.commandText(), QStringLiteral("GET user:profile:42"));
        it.stepAndLook();
        QCOMPARE(it.rows().size(), 2);
        QVERIFY(it.rows()[0].startsWith(QStringLiteral("GET user:profile:42, 1.0 ms, miss")));
        QVERIFY(it.inspector.commandText().startsWith(QStringLiteral("SELECT id, name")));
        QVERIFY(it.inspector.commandText().endsWith(QStringLiteral("WHERE id = 42")));
        it.stepAndLook();
        QCOMPARE(it.inspector.commandText(), QString::fromStdString("SET user:profile:42 '" + row_json(user(42), {0, 1}) + "' PX 3600000"));
    }

    void aWriteShowsItsTransactionAndTheVersionThatItGot() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::write, user(42));
        it.step_all();
        it.look();
        it.inspector.showEvent(it.indexOf(EventType::replied, Verb::db_update));
        QVERIFY(it.inspector.commandText().startsWith(QStringLiteral("BEGIN IMMEDIATE;")));
        const QString name = QString::fromStdString(user_row(42, 1).name);
        QVERIFY(it.inspector.commandText().contains(QStringLiteral("VALUES (42, '%1', '").arg(name)));
        QVERIFY(it.inspector.commandText().contains(QStringLiteral("', 2, 1) ON CONFLICT")));
        QVERIFY(!it.inspector.commandText().contains(QLatin1Char('?')));
        QVERIFY(it.rows()[0].endsWith(QStringLiteral("committed v2")));
    }

    void aPickedEventStaysUntilItIsLetGo() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(1));
        it.step_all();
        it.lab.send(RequestKind::read, user(2));
        it.look();
        QCOMPARE(it.inspector.title(), QStringLiteral("R2 · read user:profile:2"));
        it.inspector.showEvent(it.indexOf(EventType::issued, Verb::db_select));
        QCOMPARE(it.inspector.title(), QStringLiteral("R1 · read user:profile:1"));
        QVERIFY(it.inspector.commandText().startsWith(QStringLiteral("SELECT")));
        it.stepAndLook();
        QCOMPARE(it.inspector.title(), QStringLiteral("R1 · read user:profile:1"));
        QVERIFY(QTest::qWaitForWindowActive(&it.inspector));
        it.inspector.findChild<QListView*>()->setFocus();
        QTest::keyClick(it.inspector.findChild<QListView*>(), Qt::Key_Escape);
        QVERIFY(!it.inspector.pinned());
        QCOMPARE(it.inspector.title(), QStringLiteral("R2 · read user:profile:2"));
    }

    void eventsOfNobodyAreNotPicked() {
        Shown it("cache-aside");
        it.lab.inject(Fault{FaultKind::redis_kill});
        it.look();
        it.inspector.showEvent(it.sink.journal.size() - 1);
        QVERIFY(!it.inspector.pinned());
        it.inspector.showEvent(quint64{1} << 40);
        QVERIFY(!it.inspector.pinned());
    }

    void aRowChosenByKeyShowsItsOwnCommand() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        it.look();
        auto* list = it.inspector.findChild<QListView*>();
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(it.inspector.commandText(), QStringLiteral("GET user:profile:42"));
        it.session.tick();
        it.session.setCursor(it.session.cursor());
        QCOMPARE(it.inspector.commandText(), QStringLiteral("GET user:profile:42"));
    }

    void theCommandCanBeCopied() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.look();
        for (QToolButton* button : it.inspector.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Copy the command")) QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("GET user:profile:42"));
    }

    void aLongCommandGetsTheRoomThatThereIs() {
        Shown it("write-through");
        it.inspector.resize(430, 640);
        it.lab.send(RequestKind::write, user(42));
        it.step_all();
        it.look();
        auto* command = it.inspector.findChild<QPlainTextEdit*>();
        const auto whole = [command] { return command->verticalScrollBar()->maximum() == 0; };
        QTRY_VERIFY(whole());
        QTest::keyClick(it.inspector.findChild<QListView*>(), Qt::Key_Home);
        QVERIFY(it.inspector.commandText().endsWith(QStringLiteral("COMMIT")));
        QTRY_VERIFY(whole());
        const int wide = command->height();
        it.inspector.resize(300, 640);
        QTRY_VERIFY(command->height() > wide && whole());
        it.inspector.resize(430, 640);
        QTRY_COMPARE(command->height(), wide);
        it.inspector.resize(300, 220);
        QTRY_VERIFY(!whole());
    }

    void theLegendSaysWhereTheTimeWent() {
        Shown it("cache-aside");
        it.lab.inject(Fault{FaultKind::db_slow});
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        it.look();
        it.inspector.showEvent(it.indexOf(EventType::replied, Verb::db_select));
        const QString told =
            it.inspector.findChild<LatencyLegend*>()->accessibleDescription().replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        QVERIFY2(told.contains(QStringLiteral("modelled 50 ms")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("fault 800 ms")), qPrintable(told));
    }

    void theDocumentedStepsAreDrawnInEveryTheme() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        it.look();
        it.inspector.setTheme(Theme::darkTheme());
        const QImage dark = it.inspector.grab().toImage();
        it.inspector.setTheme(Theme::lightTheme());
        QVERIFY(it.inspector.grab().toImage().pixelColor(2, 2).lightness() > dark.pixelColor(2, 2).lightness());
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
