// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "app/lab_opener.h"
#include "ui/code/code_pane.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

/// The window on real stores, with a data folder and settings of its own.
struct Laboratory {
    explicit Laboratory(const QString& folder)
        : settings(folder + QStringLiteral("/stampede.ini")), controller(lab_opener(command(folder))) {
        settings.setReducedMotion(true);
        window = std::make_unique<MainWindow>(controller, settings);
        window->resize(1440, 900);
        window->show();
    }
    static WindowCommand command(const QString& folder) {
        WindowCommand words;
        words.data_dir = folder.toStdString();
        return words;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(window.get(), key, modifiers); }
    const Journal& journal() { return controller.session()->journal(); }

    int count(EventType type) {
        int found = 0;
        for (std::size_t i = 0; i < journal().size(); ++i) found += journal()[i].type == type ? 1 : 0;
        return found;
    }
    /// Replies of stores, as "GET miss" and the like.
    QStringList replies() {
        QStringList words;
        for (std::size_t i = 0; i < journal().size(); ++i) {
            const Event& event = journal()[i];
            if (event.type != EventType::replied || rests(event.verb)) continue;
            const bool reads = event.verb == Verb::cache_get || event.verb == Verb::db_select;
            words << QString::fromLatin1(name_of(event.verb)) + (event.outcome != Outcome::ok ? QStringLiteral(" failed")
                                                                 : reads
                                                                     ? (event.found ? QStringLiteral(" found") : QStringLiteral(" miss"))
                                                                     : QString());
        }
        return words;
    }

    Settings settings;
    LabController controller;
    std::unique_ptr<MainWindow> window;
};

QByteArray redis_cli(const QString& socket, const QStringList& words) {
    QProcess process;
    process.start(QStringLiteral("redis-cli"), QStringList{QStringLiteral("-s"), socket} + words);
    process.waitForFinished(10'000);
    return process.readAllStandardOutput();
}

}  // namespace

class TestLabWindow : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Laboratory> lab_;

   private Q_SLOTS:
    void init() {
        QFile::remove(folder_.filePath(QStringLiteral("stampede.ini")));
        lab_ = std::make_unique<Laboratory>(folder_.path());
        QVERIFY(QTest::qWaitForWindowActive(lab_->window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(lab_->controller.ready(), 60'000);
        QVERIFY2(lab_->controller.info().live, "the window fell back to simulated stores");
    }
    void cleanup() { lab_.reset(); }

    void aColdReadStepsThroughRealStoresAndTheNextIsAHit() {
        auto* pane = lab_->window->findChild<CodePane*>();
        QVERIFY(pane != nullptr);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        QTRY_VERIFY(pane->markedLine(1) > 0);
        QList<int> lines{pane->markedLine(1)};
        for (int step = 1; step <= 3; ++step) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(lab_->replies().size(), step);
            if (step < 3) QTRY_VERIFY(pane->markedLine(1) > lines.back());
            if (step < 3) lines << pane->markedLine(1);
        }
        lab_->press(Qt::Key_Space);
        lab_->press(Qt::Key_Space);
        QCOMPARE(lab_->replies(), QStringList({QStringLiteral("GET miss"), QStringLiteral("SELECT found"), QStringLiteral("SET")}));
        QCOMPARE(pane->currentFile(), QStringLiteral("core/strategies/paths/cache_aside.cpp"));

        const QByteArray stored = redis_cli(lab_->controller.info().socket, {QStringLiteral("get"), QStringLiteral("user:profile:42")});
        const QJsonObject row = QJsonDocument::fromJson(stored).object();
        QCOMPARE(row[QStringLiteral("id")].toInt(), 42);
        QCOMPARE(row[QStringLiteral("version")].toInt(), 1);

        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_begun), 2);
        QTRY_VERIFY(lab_->journal().back().type == EventType::parked);
        lab_->press(Qt::Key_Space);
        QTRY_COMPARE(lab_->replies().size(), 4);
        QCOMPARE(lab_->replies().back(), QStringLiteral("GET found"));
        QTRY_COMPARE(lab_->controller.session()->metrics().hits, std::uint64_t{1});
    }

    void steppingBackEmptiesTheStoresAndDoesAgainWhatCameBefore() {
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        for (int step = 1; step <= 3; ++step) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(lab_->replies().size(), step);
        }
        const QStringList get{QStringLiteral("get"), QStringLiteral("user:profile:42")};
        QVERIFY(redis_cli(lab_->controller.info().socket, get).contains("version"));
        QTRY_COMPARE(lab_->controller.branches().nodes.size(), std::size_t{5});

        lab_->press(Qt::Key_Left);
        QTRY_COMPARE(lab_->replies().size(), 2);
        QVERIFY(lab_->controller.session()->live());
        QCOMPARE(redis_cli(lab_->controller.info().socket, get).trimmed(), QByteArray());
        QCOMPARE(lab_->journal().back().verb, Verb::cache_set);
        QCOMPARE(lab_->journal().back().type, EventType::parked);

        QTRY_COMPARE(lab_->controller.branches().current, 3u);
        lab_->press(Qt::Key_Right);
        QTRY_COMPARE(lab_->replies().size(), 3);
        QVERIFY(redis_cli(lab_->controller.info().socket, get).contains("version"));
        QCOMPARE(lab_->controller.branches().nodes.size(), std::size_t{5});
    }

    void anotherChoiceMakesABranchAndTheFirstOneStays() {
        lab_->press(Qt::Key_R);
        lab_->press(Qt::Key_W);
        QTRY_COMPARE(lab_->count(EventType::parked), 2);
        for (const Qt::Key key : {Qt::Key_1, Qt::Key_1}) {
            const int replies = static_cast<int>(lab_->replies().size());
            lab_->press(key);
            QTRY_COMPARE(lab_->replies().size(), replies + 1);
        }
        QCOMPARE(lab_->replies(), QStringList({QStringLiteral("GET miss"), QStringLiteral("SELECT found")}));
        QTRY_COMPARE(lab_->controller.branches().nodes.size(), std::size_t{5});
        lab_->press(Qt::Key_Left);
        QTRY_COMPARE(lab_->replies().size(), 1);
        lab_->press(Qt::Key_2);
        QTRY_COMPARE(lab_->replies(), QStringList({QStringLiteral("GET miss"), QStringLiteral("UPDATE")}));
        QTRY_COMPARE(lab_->controller.branches().nodes.size(), std::size_t{6});
        lab_->controller.goTo(4);
        QTRY_COMPARE(lab_->replies(), QStringList({QStringLiteral("GET miss"), QStringLiteral("SELECT found")}));
        QCOMPARE(lab_->controller.branches().current, 4u);
    }

    void inReviewAnOperationThatIsRunTakesTheStoresBackThere() {
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        for (int step = 1; step <= 3; ++step) {
            lab_->press(Qt::Key_Space);
            QTRY_COMPARE(lab_->replies().size(), step);
        }
        lab_->press(Qt::Key_Home);
        QVERIFY(!lab_->controller.session()->live());
        while (lab_->controller.session()->state().requests().empty()) lab_->press(Qt::Key_Space);
        while (lab_->controller.session()->state().requests().begin()->second.phase != Phase::parked) lab_->press(Qt::Key_Space);
        lab_->press(Qt::Key_B);
        QTRY_VERIFY(lab_->controller.session()->live());
        QTRY_COMPARE(lab_->replies().size(), 0);
        QTRY_COMPARE(lab_->controller.branches().current, 1u);
        lab_->press(Qt::Key_W);
        QTRY_COMPARE(lab_->controller.branches().nodes.size(), std::size_t{6});
        QCOMPARE(lab_->controller.branches().nodes[5].parent, 1u);
    }

    void freezingRedisDuringAWorkloadReachesNoClientAndThawingBringsHitsBack() {
        lab_->press(Qt::Key_F5);
        const auto& metrics = lab_->controller.session()->metrics();
        QTRY_VERIFY_WITH_TIMEOUT(metrics.hits > 200, 30'000);
        lab_->press(Qt::Key_4, Qt::AltModifier);
        QTRY_VERIFY(metrics.timeouts > 0);
        const auto misses = metrics.misses;
        QTRY_VERIFY_WITH_TIMEOUT(metrics.misses > misses + 20, 30'000);
        lab_->press(Qt::Key_0, Qt::AltModifier);
        const auto hits = metrics.hits;
        QTRY_VERIFY_WITH_TIMEOUT(metrics.hits > hits + 200, 30'000);
        QCOMPARE(metrics.errors, std::uint64_t{0});
        QCOMPARE(lab_->controller.session()->series().faults().front().fault.kind, FaultKind::redis_freeze);
        lab_->press(Qt::Key_F5);
        QTRY_VERIFY(!lab_->controller.workloadRunning());
    }

    void crashingRedisLeavesItEmptyAndStartingItAgainServes() {
        lab_->press(Qt::Key_M);
        QTRY_COMPARE(lab_->controller.mode(), Mode::run);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 1);
        lab_->press(Qt::Key_3, Qt::AltModifier);
        QTRY_COMPARE(lab_->count(EventType::cache_died), 1);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 2);
        lab_->press(Qt::Key_3, Qt::AltModifier);
        QTRY_COMPARE(lab_->count(EventType::cache_started), 2);
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::request_ended), 3);
        QCOMPARE(lab_->controller.session()->metrics().hits, std::uint64_t{0});
        QCOMPARE(lab_->controller.session()->metrics().errors, std::uint64_t{0});
    }

    void aServerThatDiesByItselfIsNoticedAndTheSameButtonStartsItAgain() {
        QSignalSpy notice(&lab_->controller, &LabController::notice);
        QTRY_VERIFY(lab_->controller.session()->state().cache_pid() > 0);
        ::kill(static_cast<pid_t>(lab_->controller.session()->state().cache_pid()), SIGKILL);
        QTRY_COMPARE(notice.count(), 1);
        QTRY_VERIFY(lab_->controller.session()->state().active(FaultKind::redis_kill));
        lab_->press(Qt::Key_3, Qt::AltModifier);
        QTRY_VERIFY(lab_->controller.session()->state().cache_running());
        QVERIFY(!lab_->controller.session()->state().active(FaultKind::redis_kill));

        ::kill(static_cast<pid_t>(lab_->controller.session()->state().cache_pid()), SIGKILL);
        QTRY_VERIFY(lab_->controller.session()->state().active(FaultKind::redis_kill));
        QTest::qWait(150);  // the buttons follow the journal at most ten times a second
        lab_->press(Qt::Key_0, Qt::AltModifier);
        QTRY_VERIFY(lab_->controller.session()->state().cache_running());
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
        lab_->press(Qt::Key_Space);
        QTRY_COMPARE(lab_->replies(), QStringList({QStringLiteral("GET miss")}));
    }
};

QTEST_MAIN(TestLabWindow)
#include "tst_lab_window.moc"
