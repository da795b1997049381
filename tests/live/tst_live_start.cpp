// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "tests/contract/live_under_test.h"
#include "tests/live/helper_process.h"

using namespace stampede;
using namespace stampede::test;

namespace {

constexpr Key kUser{Kind::user_profile, 42};

LiveOptions below(const QTemporaryDir& folder) {
    LiveOptions options;
    options.socket_dir = folder.path().toStdString();
    return options;
}

}  // namespace

/// A live lab starts whatever it needs and takes all of it away again.
class TestLiveStart : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aLabLeavesNoProcessAndNoFolder() {
        const QTemporaryDir folder;
        auto lab = open_for_test(below(folder));
        const int pid = lab->opened().redis_pid;
        QVERIFY(alive(pid));
        QVERIFY(!is_empty_folder(folder.path().toStdString()));
        QCOMPARE(redis_cli(lab->opened().socket, {QStringLiteral("ping")}), QByteArray("PONG"));
        QVERIFY(!lab->opened().redis_version.empty());
        lab.reset();
        QVERIFY(!alive(pid));
        QVERIFY(is_empty_folder(folder.path().toStdString()));
    }

    void aStoppedServerGoesToo() {
        const QTemporaryDir folder;
        auto lab = open_for_test(below(folder));
        const int pid = lab->opened().redis_pid;
        lab->inject(FaultKind::redis_freeze);
        lab->issue(lab->make(Verb::cache_get, kUser));
        lab.reset();
        QVERIFY(!alive(pid));
        QVERIFY(is_empty_folder(folder.path().toStdString()));
    }

    void aLabEndsWithWorkInFlight() {
        const QTemporaryDir folder;
        auto lab = open_for_test(below(folder));
        lab->inject(FaultKind::db_lock);
        for (WriteId write = 1; write <= 20; ++write) lab->issue(lab->make(Verb::db_update, kUser, Value{write, 0}));
        for (int i = 0; i < 20; ++i) lab->issue(lab->make(Verb::db_select, Key{Kind::leaderboard, 100}));
        const std::size_t before = lab->seen().completions.size();
        lab.reset();
        QCOMPARE(before, std::size_t{0});
        QVERIFY(is_empty_folder(folder.path().toStdString()));
    }

    void twoLabsAtOnceDoNotMeet() {
        const QTemporaryDir folder;
        auto one = open_for_test(below(folder));
        auto two = open_for_test(below(folder));
        QVERIFY(one->opened().socket != two->opened().socket);
        QCOMPARE(one->opened().neighbours, std::size_t{0});
        QCOMPARE(two->opened().neighbours, std::size_t{1});
        QVERIFY(one->set(kUser, Value{1, 2}).ok());
        QVERIFY(!two->get(kUser).found);
        QVERIFY(one->update(kUser, 5).ok());
        QVERIFY((two->select(kUser).value == Value{0, kInitialVersion}));
        one.reset();
        QVERIFY(two->set(kUser, Value{3, 4}).ok());
    }

    void theServerDiesWithAProgramThatIsKilled() {
        const QTemporaryDir folder;
        HelperProcess helper(QStringLiteral(STAMPEDE_TEST_DATA), folder.path());
        QVERIFY2(helper.opened(), helper.errors().constData());
        QVERIFY(alive(helper.server_pid));
        helper.kill();
        QTRY_VERIFY(!alive(helper.server_pid));
    }

    void theNextStartRemovesWhatAKilledProgramLeft() {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        HelperProcess living(QStringLiteral(STAMPEDE_TEST_DATA), folder.path());
        HelperProcess killed(QStringLiteral(STAMPEDE_TEST_DATA), folder.path());
        QVERIFY2(living.opened() && killed.opened(), (living.errors() + killed.errors()).constData());
        killed.kill();
        std::filesystem::create_directory(root / "stampede-abcdef");  // somebody else's, with a name like ours
        std::ofstream(root / "stampede-abcdef" / "lock") << "mine\n";
        QVERIFY(std::filesystem::exists(killed.socket.parent_path()));
        auto lab = open_for_test(below(folder));
        QVERIFY(!std::filesystem::exists(killed.socket.parent_path()));
        QVERIFY(std::filesystem::exists(living.socket.parent_path()));
        QVERIFY(std::filesystem::exists(root / "stampede-abcdef"));
        QCOMPARE(redis_cli(living.socket, {QStringLiteral("ping")}), QByteArray("PONG"));
    }

    void aFolderThatMakesTheSocketTooLongIsRefused() {
        const QTemporaryDir folder;
        LiveOptions options = below(folder);
        options.data_dir = STAMPEDE_TEST_DATA;
        options.socket_dir /= std::string(120, 'x');
        const auto opened = open_live(options);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error()).contains(QStringLiteral("too long for a socket")));
    }

    void aLongTemporaryFolderIsPassedOver() {
        const QTemporaryDir folder;
        const QString longer = folder.filePath(QString(120, QLatin1Char('x')));
        QDir().mkpath(longer);
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", longer.toUtf8());
        auto lab = open_for_test({});
        before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
        QVERIFY(!QString::fromStdString(lab->opened().socket.string()).startsWith(longer));
    }

    void aMissingServerIsSaid() {
        const QByteArray before = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        LiveOptions options;
        options.data_dir = STAMPEDE_TEST_DATA;
        const auto opened = open_live(options);
        qputenv("PATH", before);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error()).contains(QStringLiteral("sudo apt install redis-server")));
    }

    void aServerKilledFromOutsideIsNoticedAndComesBack() {
        auto lab = open_for_test({});
        const int pid = lab->opened().redis_pid;
        lab->set(kUser, Value{1, 2});
        ::kill(pid, SIGKILL);
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::cache_died) == 1; }));
        QCOMPARE(lab->seen().events.back().detail, 1);
        QCOMPARE(lab->seen().notices.size(), std::size_t{1});
        const QString notice = QString::fromStdString(lab->seen().notices[0]);
        QVERIFY2(notice.contains(QString::number(pid)) && notice.contains(QStringLiteral("signal 9")), qPrintable(notice));
        QCOMPARE(lab->get(kUser).outcome, Outcome::unavailable);
        lab->world().heal(Fault{FaultKind::redis_kill});
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::cache_started) == 2; }));
        QVERIFY(lab->get(kUser).ok());
        QVERIFY(!lab->get(kUser).found);
        QVERIFY(lab->seen().events.back().detail != pid);
    }

    void killingAndStartingAgainAtOnceWorks() {
        auto lab = open_for_test({});
        for (std::size_t round = 1; round <= 5; ++round) {
            lab->inject(FaultKind::redis_kill);
            lab->world().heal(Fault{FaultKind::redis_kill});
            QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::cache_started) == round + 1; }));
            QVERIFY(lab->set(kUser, Value{1, 2}).ok());
        }
        QVERIFY(lab->seen().notices.empty());
    }

    void aServerStartedWhileFrozenIsFrozen() {
        auto lab = open_for_test({});
        lab->inject(FaultKind::redis_freeze);
        lab->inject(FaultKind::redis_kill);
        lab->world().heal(Fault{FaultKind::redis_kill});
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::cache_started) == 2; }));
        QCOMPARE(lab->perform(lab->make(Verb::cache_get, kUser, Value{}, std::chrono::milliseconds(50))).reply.outcome, Outcome::timed_out);
        lab->world().heal(Fault{FaultKind::redis_freeze});
        QVERIFY(lab->get(kUser).ok());
    }
};

QTEST_GUILESS_MAIN(TestLiveStart)
#include "tst_live_start.moc"
