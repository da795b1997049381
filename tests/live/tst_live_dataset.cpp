// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/live/dataset_store.h"
#include "tests/contract/live_under_test.h"
#include "tests/live/helper_process.h"

using namespace stampede;
using namespace stampede::test;
namespace fs = std::filesystem;

namespace {

constexpr Key kUser{Kind::user_profile, 42};

// SQLite keeps user_version, our version of the schema, in bytes 60 to 63 of the file.
void make_it_of_version_one(const fs::path& file) {
    std::fstream header(file, std::ios::in | std::ios::out | std::ios::binary);
    header.seekp(60);
    header.write("\0\0\0\1", 4);
}

QByteArray bytes_of(const fs::path& file) {
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

}  // namespace

/// The data set is built once, survives what happens to it, and is never worked on itself.
class TestLiveDataset : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void itIsBuiltOnceWithProgress() {
        const QTemporaryDir folder;
        std::vector<int> percents;
        const auto progress = [&](int percent) { percents.push_back(percent); };
        const auto first = prepare_dataset(folder.path().toStdString(), progress);
        QVERIFY2(first.has_value(), first ? "" : first.error().c_str());
        QCOMPARE(percents.size(), std::size_t{100});
        QCOMPARE(percents.back(), 100);
        QVERIFY(std::is_sorted(percents.begin(), percents.end()));
        percents.clear();
        QVERIFY(prepare_dataset(folder.path().toStdString(), progress).has_value());
        QVERIFY(percents.empty());
    }

    void itIsTheSameEverywhere() {
        const QTemporaryDir one;
        const QTemporaryDir two;
        const auto a = prepare_dataset(one.path().toStdString(), {});
        const auto b = prepare_dataset(two.path().toStdString(), {});
        QVERIFY(a && b && bytes_of(*a) == bytes_of(*b));
    }

    void aDamagedOneIsBuiltAgain_data() {
        QTest::addColumn<int>("keep");  // bytes; below 0: other bytes in the middle
        QTest::newRow("empty") << 0;
        QTest::newRow("cut") << 100'000;
        QTest::newRow("overwritten") << -1;
    }
    void aDamagedOneIsBuiltAgain() {
        QFETCH(int, keep);
        const QTemporaryDir folder;
        const auto file = prepare_dataset(folder.path().toStdString(), {});
        const QByteArray whole = bytes_of(*file);
        if (keep >= 0) fs::resize_file(*file, static_cast<std::uintmax_t>(keep));
        if (keep < 0) {
            std::fstream damage(*file, std::ios::in | std::ios::out | std::ios::binary);
            damage.seekp(whole.size() / 2);
            damage << std::string(8192, 'x');
        }
        bool built = false;
        QVERIFY(prepare_dataset(folder.path().toStdString(), [&](int) { built = true; }).has_value());
        QVERIFY(built);
        QVERIFY(bytes_of(*file) == whole);
    }

    void oneOfAnEarlierVersionIsBuiltAgain() {
        const QTemporaryDir folder;
        const auto file = prepare_dataset(folder.path().toStdString(), {});
        const QByteArray whole = bytes_of(*file);
        make_it_of_version_one(*file);
        bool built = false;
        QVERIFY(prepare_dataset(folder.path().toStdString(), [&](int) { built = true; }).has_value());
        QVERIFY(built);
        QVERIFY(bytes_of(*file) == whole);
    }

    void aNamedDatabaseOfAnEarlierVersionIsRefused() {
        const QTemporaryDir folder;
        LiveOptions options;
        options.data_dir = STAMPEDE_TEST_DATA;
        options.database_file = folder.filePath(QStringLiteral("mine.sqlite")).toStdString();
        open_for_test(options);
        make_it_of_version_one(options.database_file);
        const QByteArray before = bytes_of(options.database_file);
        const auto opened = open_live(options);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error()).contains(QStringLiteral("another version of Stampede made it")));
        QVERIFY(bytes_of(options.database_file) == before);
    }

    void aNamedDatabaseIsKeptWithItsRowsDeleted() {
        const QTemporaryDir folder;
        LiveOptions options;
        options.database_file = folder.filePath(QStringLiteral("mine.sqlite")).toStdString();
        open_for_test(options)->perform(WorldUnderTest::make(Verb::db_delete, kUser, Value{3, 0}));
        QVERIFY(!open_for_test(options)->select(kUser).found);
    }

    void aFolderThatCannotBeWrittenIsSaid() {
        const QTemporaryDir folder;
        std::ofstream(folder.filePath(QStringLiteral("file")).toStdString()) << "not a folder";
        LiveOptions options;
        options.data_dir = folder.filePath(QStringLiteral("file/data")).toStdString();
        const auto opened = open_live(options);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error()).contains(QStringLiteral("cannot be written")));
    }

    void aLabWorksOnItsOwnCopy() {
        const QTemporaryDir folder;
        LiveOptions options;
        options.data_dir = folder.path().toStdString();
        auto lab = open_for_test(options);
        const QByteArray before = bytes_of(options.data_dir / "dataset.sqlite");
        QVERIFY(lab->update(kUser, 3).ok());
        lab.reset();
        QVERIFY(bytes_of(options.data_dir / "dataset.sqlite") == before);
    }

    void aNamedDatabaseIsKept() {
        const QTemporaryDir folder;
        LiveOptions options;
        options.database_file = folder.filePath(QStringLiteral("mine.sqlite")).toStdString();
        Version version = 0;
        for (const bool again : {false, true}) {
            auto lab = open_for_test(options);
            if (again) QCOMPARE(lab->select(kUser).value.version, version);
            version = lab->update(kUser, 3).value.version;
            QVERIFY(version > kInitialVersion);
        }
        QVERIFY(!fs::exists(options.database_file.string() + "-wal"));
    }

    void aFileOfAnotherProgramIsRefused() {
        const QTemporaryDir folder;
        LiveOptions options;
        options.data_dir = STAMPEDE_TEST_DATA;
        options.database_file = folder.filePath(QStringLiteral("letter.txt")).toStdString();
        std::ofstream(options.database_file) << "Dear Sir or Madam";
        const auto opened = open_live(options);
        QVERIFY(!opened);
        QVERIFY(QString::fromStdString(opened.error()).contains(QStringLiteral("not a usable database")));
        QCOMPARE(bytes_of(options.database_file), QByteArray("Dear Sir or Madam"));
    }

    // The last: it starts programs with QProcess, whose fork makes the thread sanitizer lose sight of locks taken afterwards.
    void twoFirstStartsDoNotCollide() {
        const QTemporaryDir data;
        const QTemporaryDir sockets;
        HelperProcess one(data.path(), sockets.path());
        HelperProcess two(data.path(), sockets.path());
        QVERIFY2(one.opened(), one.errors().constData());
        QVERIFY2(two.opened(), two.errors().constData());
    }
};

QTEST_GUILESS_MAIN(TestLiveDataset)
#include "tst_live_dataset.moc"
