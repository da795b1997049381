// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/SQLiteCpp.h>

#include <QTemporaryDir>
#include <QtTest>
#include <random>

#include "core/live/power_cut_vfs.h"
#include "core/model/dataset.h"
#include "tests/contract/live_under_test.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// A small database on a disk that can lose power.
struct Disk {
    explicit Disk(const QTemporaryDir& folder) : path(folder.filePath(QStringLiteral("db")).toStdString()) {
        SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
    }
    std::unique_ptr<SQLite::Database> open(const char* synchronous) {
        auto database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE, 1000, vfs.name());
        database->exec(std::string("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 50; PRAGMA synchronous = ") + synchronous);
        return database;
    }
    PowerCutVfs vfs;
    std::string path;
};

int rows(SQLite::Database& database) { return database.execAndGet("SELECT COUNT(*) FROM t").getInt(); }
void insert(SQLite::Database& database, int id, int length = 20) {
    database.exec("INSERT INTO t VALUES (" + std::to_string(id) + ", '" + std::string(static_cast<std::size_t>(length), 'x') + "')");
}
std::string integrity(SQLite::Database& database) { return database.execAndGet("PRAGMA integrity_check").getString(); }

}  // namespace

/// What a power cut leaves of a SQLite file: what was synced, all of it and nothing else, and never a damaged file.
class TestLivePowerCut : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void whatWasNotSyncedIsLost_data() {
        QTest::addColumn<QString>("synchronous");
        QTest::addColumn<QString>("before_the_cut");
        QTest::addColumn<int>("left");
        QTest::newRow("nothing syncs") << "NORMAL"
                                       << "SELECT 1" << 0;
        QTest::newRow("a checkpoint syncs") << "NORMAL"
                                            << "PRAGMA wal_checkpoint(PASSIVE)" << 3;
        QTest::newRow("every commit syncs") << "FULL"
                                            << "SELECT 1" << 3;
    }
    void whatWasNotSyncedIsLost() {
        QFETCH(QString, synchronous);
        QFETCH(QString, before_the_cut);
        QFETCH(int, left);
        QTemporaryDir folder;
        Disk disk(folder);
        auto writer = disk.open(synchronous.toUtf8().constData());
        auto reader = disk.open("NORMAL");
        for (int id = 1; id <= 3; ++id) insert(*writer, id);
        reader->tryExec(before_the_cut.toStdString());
        QCOMPARE(rows(*reader), 3);
        disk.vfs.cut();
        QVERIFY(writer->tryExec("INSERT INTO t VALUES (9, 'too late')") != SQLite::OK);
        QCOMPARE(rows(*reader), 3);
        writer.reset();
        reader.reset();
        QVERIFY(disk.vfs.restore());
        auto again = disk.open("NORMAL");
        QCOMPARE(rows(*again), left);
        QCOMPARE(integrity(*again), std::string("ok"));
        insert(*again, 10);
        QCOMPARE(rows(*again), left + 1);
    }

    void noCutEverDamagesTheFile() {
        QTemporaryDir folder;
        Disk disk(folder);
        std::minstd_rand random(7);
        int id = 0;
        int synced = 0;
        for (int round = 0; round < 40; ++round) {
            auto one = disk.open("NORMAL");
            auto other = disk.open("NORMAL");
            const int commits = static_cast<int>(random() % 120);
            for (int i = 0; i < commits; ++i) insert(i % 2 == 0 ? *one : *other, ++id, static_cast<int>(random() % 3'000));
            if (round % 4 == 0) one->tryExec("PRAGMA wal_checkpoint(PASSIVE)");
            const int all = rows(*one);
            if (round % 4 == 0) synced = all;
            disk.vfs.cut();
            one.reset();
            other.reset();
            QVERIFY(disk.vfs.restore());
            auto again = disk.open("NORMAL");
            QCOMPARE(integrity(*again), std::string("ok"));
            QVERIFY(rows(*again) >= synced && rows(*again) <= all);
            if (round % 4 == 0) QCOMPARE(rows(*again), all);
            synced = rows(*again);
        }
    }

    void theLabLosesExactlyWhatItHadNotSynced() {
        QTemporaryDir folder;
        LiveOptions options;
        options.config.latency.database = milliseconds(0);
        options.config.database_power_cuts = true;
        options.database_file = folder.filePath(QStringLiteral("lab.sqlite")).toStdString();
        auto lab = open_for_test(options);
        const auto key = [](std::uint32_t id) { return Key{Kind::user_profile, id}; };
        for (std::uint32_t id = 1; id <= 200; ++id) QVERIFY(lab->update(key(id), id).ok());
        lab->let_wall_time_pass(milliseconds(2'500));
        for (std::uint32_t id = 101; id <= 300; ++id) QVERIFY(lab->update(key(id), 1'000 + id).ok());
        lab->world().inject(Fault{FaultKind::db_power_cut});
        QCOMPARE(lab->select(key(1)).outcome, Outcome::unavailable);
        lab->let_wall_time_pass(milliseconds(50));
        lab->world().heal(Fault{FaultKind::db_power_cut});
        QVERIFY(lab->run_until([&] { return lab->select(key(1)).ok(); }));
        for (std::uint32_t id = 1; id <= 300; ++id) QCOMPARE(lab->select(key(id)).value.write, id <= 200 ? id : 0u);
        QCOMPARE(lab->seen().count(EventType::reverted), std::size_t{200});
        QVERIFY(lab->seen().notices.empty());
        SQLite::Database outsider(options.database_file.string(), SQLite::OPEN_READWRITE, 1000);
        QCOMPARE(integrity(outsider), std::string("ok"));
    }

    void aLabThatEndsWithoutPowerLeavesAWholeFile() {
        QTemporaryDir folder;
        LiveOptions options;
        options.config.database_power_cuts = true;
        options.database_file = folder.filePath(QStringLiteral("lab.sqlite")).toStdString();
        auto lab = open_for_test(options);
        QVERIFY(lab->update(Key{Kind::user_profile, 1}, 5).ok());
        lab->issue(lab->make(Verb::db_update, Key{Kind::user_profile, 2}, Value{6, 0}));
        lab->world().inject(Fault{FaultKind::db_power_cut});
        lab.reset();
        SQLite::Database outsider(options.database_file.string(), SQLite::OPEN_READWRITE, 1000);
        QCOMPARE(integrity(outsider), std::string("ok"));
        auto again = open_for_test(options);
        QVERIFY(again->select(Key{Kind::user_profile, 1}).ok());
    }
};

QTEST_GUILESS_MAIN(TestLivePowerCut)
#include "tst_live_power_cut.moc"
