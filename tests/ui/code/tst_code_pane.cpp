// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include "assets/assets.h"
#include "tests/ui/support/viewed_lab.h"
#include "ui/code/call_path.h"
#include "ui/code/code_pane.h"

using namespace stampede;
using namespace stampede::ui;
using test::user;

namespace {

const QString kCacheAside = QStringLiteral("core/strategies/paths/cache_aside.cpp");
const QString kPath = QStringLiteral("core/strategies/path.cpp");

/// The line of the file that the compiler saw, found by what stands in it.
int lineOf(const QString& path, const QString& words) {
    QFile file(QStringLiteral(":/source/") + path);
    if (!file.open(QIODevice::ReadOnly)) return -1;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (int i = 0; i < lines.size(); ++i) {
        if (lines[i].contains(words)) return i + 1;
    }
    return -1;
}

struct Shown : ViewedLab {
    explicit Shown(const char* strategy) : Shown(with(strategy)) {}
    explicit Shown(const RunConfig& configuration) : ViewedLab(configuration), pane(&session) {
        pane.setStrategySource(kCacheAside);
        pane.resize(480, 220);
        pane.show();
        look();
    }
    CodePane pane;
};

}  // namespace

class TestCodePane : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { initAssets(); }

    void theFileIsTheOneThatWasCompiled() {
        Shown it("cache-aside");
        QCOMPARE(it.pane.currentFile(), kCacheAside);
        QFile file(QStringLiteral(":/source/") + kCacheAside);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(it.pane.view()->toPlainText(), QString::fromUtf8(file.readAll()));
        QVERIFY(it.pane.view()->isReadOnly());
    }

    void aSteppedReadStandsOnTheLineOfEachOfItsOperations() {
        Shown it("cache-aside");
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.look();
        QCOMPARE(it.pane.markedLine(read), lineOf(kPath, QStringLiteral("cache.get(key)")));
        it.stepAndLook();
        QCOMPARE(it.pane.markedLine(read), lineOf(kPath, QStringLiteral("database.select(key)")));
        it.stepAndLook();
        QCOMPARE(it.pane.markedLine(read), lineOf(kPath, QStringLiteral("cache.store(key")));
        it.stepAndLook();
        QCOMPARE(it.pane.markedLine(read), 0);
        QVERIFY(it.pane.view()->markers().empty());
    }

    void goingBackInTheJournalMovesTheMarkerBack() {
        Shown it("cache-aside");
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.step_all();
        it.look();
        QCOMPARE(it.pane.markedLine(read), 0);
        while (it.pane.markedLine(read) != lineOf(kPath, QStringLiteral("cache.get(key)"))) {
            QVERIFY(it.session.cursor() > 0);
            it.session.stepBack();
        }
    }

    void requestsOnOneLineStackAndMoreThanFourBecomeANumber() {
        Shown it("cache-aside");
        it.lab.stampede(user(42), 16);
        it.look();
        const auto& markers = it.pane.view()->markers();
        QCOMPARE(markers.size(), std::size_t{1});
        const LineMarkers& line = markers.begin()->second;
        QCOMPARE(line.count, std::size_t{16});
        const auto badges = layOutBadges(line, QRectF(0, 0, 400, 20), it.pane.font());
        QCOMPARE(badges.size(), LineMarkers::kNamed + 1);
        QCOMPARE(badges.front().text, QStringLiteral("R1"));
        QCOMPARE(badges.back().text, QStringLiteral("+12"));
        for (std::size_t i = 1; i < badges.size(); ++i) QVERIFY(badges[i - 1].rect.right() < badges[i].rect.left());
    }

    void readsAreRoundAndWritesAreSquare() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(1));
        it.lab.send(RequestKind::write, user(1));
        it.look();
        const auto markers = markersOf(it.session.state());
        QCOMPARE(markers.size(), std::size_t{2});
        QCOMPARE(markers[0].shape, MarkerShape::read);
        QCOMPARE(markers[1].shape, MarkerShape::write);
        QCOMPARE(labelOf(markers[1]), QStringLiteral("W2"));
        QVERIFY(meaningOf(markers[1]).contains(QStringLiteral("UPDATE")));
    }

    void theOnlyRequestIsKeptInView() {
        Shown it("cache-aside");
        it.pane.resize(480, 130);
        it.pane.view()->verticalScrollBar()->setValue(0);
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.look();
        QVERIFY(it.pane.view()->shows(it.pane.view()->markers().begin()->first));
        QVERIFY(read == 1);
        const int before = it.pane.view()->verticalScrollBar()->value();
        it.session.tick();
        QCOMPARE(it.pane.view()->verticalScrollBar()->value(), before);
    }

    void aSelectedRequestIsKeptInViewAmongOthers() {
        Shown it("cache-aside");
        it.pane.resize(480, 130);
        it.lab.send(RequestKind::read, user(1));
        const RequestId write = it.lab.send(RequestKind::write, user(1));
        it.look();
        const auto calls = [](const char* words) { return static_cast<std::uint32_t>(lineOf(kCacheAside, QString::fromLatin1(words))); };
        it.pane.setSelectedRequest(1);
        QVERIFY(it.pane.view()->shows(calls("top().get(key)")));
        it.pane.setSelectedRequest(write);
        QVERIFY(it.pane.view()->shows(calls("top().commit(key")));
    }

    void everyFileInWhichSomebodyStandsHasATabAndTheNewestComesToTheFront() {
        Shown it("read-through");
        QVERIFY(!it.pane.tabs()->isVisible());
        it.lab.send(RequestKind::read, user(1));
        it.look();
        it.lab.send(RequestKind::write, user(1));
        it.look();
        QVERIFY(it.pane.tabs()->isVisible());
        QCOMPARE(it.pane.tabs()->count(), 2);
        QCOMPARE(it.pane.currentFile(), QStringLiteral("core/strategies/paths/read_through.cpp"));
        QCOMPARE(it.pane.tabs()->tabText(it.pane.tabs()->currentIndex()), QStringLiteral("read_through.cpp"));
    }

    void aTabChosenByHandHoldsUntilTheNewestEventMovesToAnotherFile() {
        Shown it("read-through");
        it.lab.send(RequestKind::read, user(1));
        it.look();
        it.lab.send(RequestKind::write, user(1));
        it.look();
        QCOMPARE(it.pane.currentFile(), QStringLiteral("core/strategies/paths/read_through.cpp"));
        const int path = it.pane.tabs()->tabText(0) == QStringLiteral("path.cpp") ? 0 : 1;
        QTest::mouseClick(it.pane.tabs(), Qt::LeftButton, {}, it.pane.tabs()->tabRect(path).center());
        QCOMPARE(it.pane.currentFile(), kPath);
        Q_EMIT it.session.frameReady();
        QCOMPARE(it.pane.currentFile(), kPath);
        it.stepAndLook();  // the read's GET: it stands in the same file
        it.lab.step();     // the write's UPDATE
        it.look();
        QCOMPARE(it.pane.currentFile(), QStringLiteral("core/strategies/paths/read_through.cpp"));
    }

    void theStrategysOwnFileIsInFrontWithTheCallingLineMarkedApart() {
        Shown it("cache-aside");
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.look();
        QCOMPARE(it.pane.currentFile(), kCacheAside);
        const auto calling = static_cast<std::uint32_t>(lineOf(kCacheAside, QStringLiteral("top().get(key)")));
        QCOMPARE(it.pane.view()->markers().size(), std::size_t{1});
        QCOMPARE(it.pane.view()->markers().begin()->first, calling);
        QVERIFY(it.pane.view()->markers().begin()->second.calling);
        QVERIFY(meaningOf(it.pane.view()->markers().begin()->second.named.front()).contains(QStringLiteral("called here")));

        QTest::mouseClick(it.pane.tabs(), Qt::LeftButton, {}, it.pane.tabs()->tabRect(1).center());
        QCOMPARE(it.pane.currentFile(), kPath);
        const auto running = static_cast<std::uint32_t>(it.pane.markedLine(read));
        QVERIFY(it.pane.view()->markers().contains(running));
        QVERIFY(!it.pane.view()->markers().at(running).calling);
    }

    void theBreadcrumbNamesEveryCallAndLeadsToItsFile() {
        Shown it("cache-aside");
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.look();
        it.stepAndLook();  // GET: a miss; now the SELECT, two calls deep in the strategy's own file
        const auto& path = it.pane.breadcrumb()->path();
        QCOMPARE(path.size(), std::size_t{3});
        QCOMPARE(placeText(path[0]), QStringLiteral("cache_aside.cpp:%1").arg(lineOf(kCacheAside, QStringLiteral("top().load(key"))));
        QCOMPARE(placeText(path[1]), QStringLiteral("cache_aside.cpp:%1").arg(lineOf(kCacheAside, QStringLiteral("top().select(key"))));
        QCOMPARE(placeText(path[2]), QStringLiteral("path.cpp:%1").arg(it.pane.markedLine(read)));
        QVERIFY(it.pane.breadcrumb()->isVisible());
        QVERIFY(it.pane.breadcrumb()->text().contains(QStringLiteral("path.cpp")));
        Q_EMIT it.pane.breadcrumb()->linkActivated(QStringLiteral("2"));
        QCOMPARE(it.pane.currentFile(), kPath);
        QVERIFY(it.pane.view()->shows(static_cast<std::uint32_t>(it.pane.markedLine(read))));
        it.step_all();
        it.look();
        QVERIFY(!it.pane.breadcrumb()->isVisible());
    }

    void guardsStandInTheirOwnFilesBetweenPathAndStores() {
        RunConfig config;
        config.strategy = "cache-aside";
        config.guards = {Choice{"mutex"}};
        Shown it(config);
        it.lab.send(RequestKind::read, user(42));
        it.look();
        it.stepAndLook();  // GET: a miss; now the lock
        QCOMPARE(it.pane.currentFile(), QStringLiteral("core/strategies/guards/mutex.cpp"));
        QStringList tabs;
        for (int i = 0; i < it.pane.tabs()->count(); ++i) tabs << it.pane.tabs()->tabText(i);
        QCOMPARE(tabs, QStringList({QStringLiteral("cache_aside.cpp"), QStringLiteral("mutex.cpp")}));
    }

    void readThroughStandsInTheLayerThatAllPathsShare() {
        Shown it("read-through");
        const RequestId read = it.lab.send(RequestKind::read, user(1));
        it.look();
        QCOMPARE(it.pane.currentFile(), kPath);
        QCOMPARE(it.pane.markedLine(read), lineOf(kPath, QStringLiteral("cache.get(key)")));
    }

    void aToolTipSaysWhoTheBadgeIs() {
        Shown it("cache-aside");
        it.lab.send(RequestKind::read, user(42));
        it.look();
        QVERIFY(QTest::qWaitForWindowExposed(&it.pane));
        QWidget* viewport = it.pane.view()->viewport();
        for (int y = 0; y < viewport->height() && QToolTip::text().isEmpty(); y += 3) {
            const QPoint position(viewport->width() - 14, y);
            QHelpEvent help(QEvent::ToolTip, position, viewport->mapToGlobal(position));
            QCoreApplication::sendEvent(viewport, &help);
        }
        QVERIFY(QToolTip::text().contains(QStringLiteral("user:profile:42")));
        QToolTip::hideText();
    }

    void aMissingSourceIsSaidInPlainWords() {
        LabSession session;
        CodePane pane(&session, nullptr, [](const QString&) { return QString(); });
        pane.setStrategySource(QStringLiteral("core/strategies/none.cpp"));
        QVERIFY(pane.view()->toPlainText().contains(QStringLiteral("core/strategies/none.cpp")));
    }

    void suspensionsStandOutFromOtherKeywords() {
        using Ink = CppHighlighter::Ink;
        QCOMPARE(CppHighlighter::inkOf(u"co_await", QChar()), Ink::suspension);
        QCOMPARE(CppHighlighter::inkOf(u"const", QChar()), Ink::keyword);
        QCOMPARE(CppHighlighter::inkOf(u"Reply", QChar()), Ink::type);
        QCOMPARE(CppHighlighter::inkOf(u"select", QLatin1Char('(')), Ink::function);
        QCOMPARE(CppHighlighter::inkOf(u"row", QLatin1Char('.')), Ink::plain);
    }

    void aHiddenPaneCatchesUpWhenItIsShown() {
        Shown it("cache-aside");
        it.pane.hide();
        const RequestId read = it.lab.send(RequestKind::read, user(42));
        it.look();
        QCOMPARE(it.pane.markedLine(read), 0);
        it.pane.show();
        QVERIFY(it.pane.markedLine(read) > 0);
    }
};

QTEST_MAIN(TestCodePane)
#include "tst_code_pane.moc"
