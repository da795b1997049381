// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/window/settings.h"

using namespace stampede;
using namespace stampede::ui;

class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    void write(const QString& file, const QByteArray& bytes) const {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }

   private Q_SLOTS:
    void withoutAFileEverythingIsDefault() {
        const Settings settings(path("none.ini"));
        QVERIFY(settings.problem().isEmpty());
        QCOMPARE(settings.config().strategy, std::string("cache-aside"));
        QCOMPARE(settings.config().latency.database, LatencyModel{}.database);
        QCOMPARE(settings.key(), QStringLiteral("user:profile:42"));
        QCOMPARE(settings.stampedeCount(), 50);
        QCOMPARE(settings.slowDatabaseMs(), 800);
        QVERIFY(settings.mode() == Mode::step);
        QVERIFY(settings.theme() == ThemeChoice::system);
        QVERIFY(settings.hints());
    }

    void whatWasSetIsThereAfterTheNextStart() {
        {
            Settings settings(path("kept.ini"));
            RunConfig config;
            config.strategy = "write-behind";
            config.guards = {Choice{"single-flight"}, Choice{"jitter", {{"percent", 25}}}};
            config.latency.spread = Spread::log_normal;
            config.ttl.set_all(std::chrono::seconds(30));
            config.latency.cache = config.latency.database = Duration{0};
            config.latency.tail_share = 0.05;
            settings.setConfig(config);
            settings.setMode(Mode::run);
            settings.setTheme(ThemeChoice::dark);
            settings.setKey(QStringLiteral("product:7"));
            settings.setSpeed(0.2);
            Workload load;
            load.name = "ycsb-d";
            load.distribution = Distribution::latest;
            load.clients = 64;
            load.rate = 0;
            settings.setWorkload(load);
            QVERIFY(settings.save());
        }
        const Settings settings(path("kept.ini"));
        QCOMPARE(settings.config().strategy, std::string("write-behind"));
        QCOMPARE(settings.config().ttl.product, Duration(std::chrono::seconds(30)));
        QCOMPARE(settings.config().latency.cache, Duration{0});
        QCOMPARE(settings.config().guards, (std::vector<Choice>{Choice{"single-flight"}, Choice{"jitter", {{"percent", 25}}}}));
        QVERIFY(settings.config().latency.spread == Spread::log_normal);
        QCOMPARE(settings.config().latency.tail_share, 0.05);
        QVERIFY(settings.mode() == Mode::run);
        QVERIFY(settings.theme() == ThemeChoice::dark);
        QCOMPARE(settings.key(), QStringLiteral("product:7"));
        QCOMPARE(settings.speed(), 0.2);
        QVERIFY(settings.workload().distribution == Distribution::latest);
        QCOMPARE(settings.workload().clients, 64U);
        QCOMPARE(settings.workload().rate, 0.0);
    }

    void timeToLiveByKindSurvives() {
        {
            Settings settings(path("kind.ini"));
            settings.setConfig(RunConfig{});
            QVERIFY(settings.save());
        }
        const TtlTable ttl = Settings(path("kind.ini")).config().ttl;
        QCOMPARE(ttl.user_profile, TtlTable{}.user_profile);
        QCOMPARE(ttl.leaderboard, TtlTable{}.leaderboard);
    }

    void valuesOutOfRangeReadAsDefaults() {
        write(path("wild.ini"),
              "[lab]\nstrategy=telepathy\nttl-seconds=-5\ndatabase-ms=lots\nstampede=1000000\nkey=nonsense\nspeed=0\n"
              "[workload]\nkeys=0\nread-share=7\ndistribution=odd\n");
        const Settings settings(path("wild.ini"));
        QCOMPARE(settings.config().strategy, std::string("cache-aside"));
        QCOMPARE(settings.config().ttl.product, TtlTable{}.product);
        QCOMPARE(settings.config().latency.database, LatencyModel{}.database);
        QCOMPARE(settings.stampedeCount(), 50);
        QCOMPARE(settings.key(), QStringLiteral("user:profile:42"));
        QCOMPARE(settings.speed(), 1.0);
        QCOMPARE(settings.workload().keys, Workload{}.keys);
        QCOMPARE(settings.workload().read_share, Workload{}.read_share);
        QVERIFY(settings.workload().distribution == Distribution::zipf);
    }

    void aDamagedFileIsKeptAsideAndReplaced() {
        const QByteArray rubbish("\x7f\x45LF rubbish without any sense\n\x01\x02\x03\n");
        write(path("damaged.ini"), rubbish);
        {
            Settings settings(path("damaged.ini"));
            QVERIFY2(settings.problem().contains(QStringLiteral("damaged.ini")), qPrintable(settings.problem()));
            QCOMPARE(settings.stampedeCount(), 50);
            settings.setStampedeCount(7);
            QVERIFY(settings.save());
        }
        QFile kept(path("damaged.ini.damaged"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), rubbish);
        const Settings again(path("damaged.ini"));
        QVERIFY2(again.problem().isEmpty(), qPrintable(again.problem()));
        QCOMPARE(again.stampedeCount(), 7);
    }

    void aFolderThatCannotBeMadeIsSaid() {
        write(path("file"), "not a folder");
        Settings settings(path("file/settings.ini"));
        settings.setStampedeCount(9);
        QVERIFY(!settings.save());
        QVERIFY(settings.problem().contains(QStringLiteral("settings.ini")));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
