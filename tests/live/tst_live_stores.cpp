// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <map>

#include "core/ports/random_source.h"
#include "tests/contract/live_under_test.h"
#include "tests/live/helper_process.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Key kUser{Kind::user_profile, 42};
constexpr Key kLeaderboard{Kind::leaderboard, 100};

QString name(Key key) { return QString::fromStdString(to_string(key)); }

QByteArray field(const QByteArray& info, const char* field_name) {
    for (const QByteArray& line : info.split('\n')) {
        if (line.startsWith(QByteArray(field_name) + ':')) return line.mid(line.indexOf(':') + 1).trimmed();
    }
    return {};
}

}  // namespace

/// What really is in the stores, seen with the stores' own tools.
class TestLiveStores : public QObject {
    Q_OBJECT

   private:
    std::unique_ptr<LiveUnderTest> lab;

    void open(const RunConfig& config = {}) {
        LiveOptions options;
        options.config = config;
        options.config.latency.cache = options.config.latency.database = Duration{0};
        lab = open_for_test(options);
    }
    QByteArray cli(const QStringList& words) const { return redis_cli(lab->opened().socket, words); }

   private Q_SLOTS:
    void cleanup() { lab.reset(); }

    void aValueIsJsonWithItsVersionInside() {
        open();
        QVERIFY(lab->set(kUser, Value{7, 3}, seconds(3600)).ok());
        const QJsonObject json = QJsonDocument::fromJson(cli({QStringLiteral("get"), QStringLiteral("user:profile:42")})).object();
        QCOMPARE(json.value(QStringLiteral("id")).toInt(), 42);
        QCOMPARE(json.value(QStringLiteral("version")).toInt(), 3);
        QCOMPARE(json.value(QStringLiteral("write")).toInt(), 7);
        QVERIFY(json.value(QStringLiteral("email")).toString().contains(QLatin1Char('@')));
        QVERIFY(!json.value(QStringLiteral("name")).toString().isEmpty() && !json.value(QStringLiteral("avatar")).toString().isEmpty());
        const int left = cli({QStringLiteral("pttl"), QStringLiteral("user:profile:42")}).toInt();
        QVERIFY(left > 3'500'000 && left <= 3'600'000);
    }

    void theCacheHoldsWhatTheRowSays() {
        open();
        const Reply committed = lab->update(kUser, 12);
        QVERIFY(lab->set(kUser, committed.value).ok());
        const QJsonObject json = QJsonDocument::fromJson(cli({QStringLiteral("get"), name(kUser)})).object();
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"),
                     {QString::fromStdString(lab->opened().database.string()),
                      QStringLiteral("SELECT name || '|' || email || '|' || version || '|' || written_by FROM users WHERE id = 42")});
        if (!sqlite.waitForStarted()) QSKIP("sqlite3 is not installed: sudo apt install sqlite3");
        sqlite.waitForFinished();
        const QString row = QStringLiteral("%1|%2|%3|12")
                                .arg(json.value(QStringLiteral("name")).toString(), json.value(QStringLiteral("email")).toString(),
                                     QString::number(committed.value.version));
        QCOMPARE(QString::fromUtf8(sqlite.readAllStandardOutput().trimmed()), row);
    }

    void theLeaderboardIsStoredAsItWasRead() {
        open();
        const Reply read = lab->select(kLeaderboard);
        QVERIFY(lab->set(kLeaderboard, read.value, seconds(60)).ok());
        const QJsonObject json = QJsonDocument::fromJson(cli({QStringLiteral("get"), QStringLiteral("leaderboard:top100")})).object();
        const QJsonArray top = json.value(QStringLiteral("top")).toArray();
        QCOMPARE(top.size(), 100);
        QVERIFY(top.at(0).toObject().value(QStringLiteral("total")).toDouble() >=
                top.at(99).toObject().value(QStringLiteral("total")).toDouble());
    }

    void theLeaderboardIsExpensive() {
        open();
        lab->select(kLeaderboard);
        const auto row = lab->perform(lab->make(Verb::db_select, kUser));
        const auto board = lab->perform(lab->make(Verb::db_select, kLeaderboard));
        QVERIFY(board.timing.measured >= milliseconds(10));
        QVERIFY(board.timing.measured > 10 * row.timing.measured);
    }

    void watchingDoesNotCountAsAHit() {
        open();
        lab->set(kUser, Value{1, 2}, seconds(60));
        lab->get(kUser);
        lab->get(kUser);
        lab->get(Key{Kind::product, 1});
        lab->world().hold_ttls(true);
        lab->world().freeze_time();
        lab->world().resume_time();
        lab->world().hold_ttls(false);
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::sample) >= 1; }));
        const QByteArray info = cli({QStringLiteral("info"), QStringLiteral("stats")});
        QCOMPARE(field(info, "keyspace_hits"), QByteArray("2"));
        QCOMPARE(field(info, "keyspace_misses"), QByteArray("1"));
    }

    void memoryIsSampledOnceASecond() {
        open();
        const Instant before = lab->scheduler().now();
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::sample) >= 2; }));
        QVERIFY(lab->scheduler().now() - before > milliseconds(900));
        QVERIFY(lab->seen().events.back().detail > 500'000);
        lab->world().freeze_time();
        const std::size_t count = lab->seen().count(EventType::sample);
        lab->let_wall_time_pass(milliseconds(1300));
        QCOMPARE(lab->seen().count(EventType::sample), count);
    }

    void evictionsAreReported() {
        RunConfig config;
        config.cache_memory = std::size_t{2} << 20;
        open(config);
        for (std::uint32_t id = 1; id <= 8000; ++id) lab->set(Key{Kind::user_profile, id}, Value{0, 1}, seconds(3600));
        const auto evicted =
            static_cast<std::size_t>(field(cli({QStringLiteral("info"), QStringLiteral("stats")}), "evicted_keys").toInt());
        QVERIFY(evicted > 100);
        QVERIFY(lab->run_until([&] { return lab->seen().count(EventType::evicted) >= evicted; }));
        QCOMPARE(lab->seen().count(EventType::evicted), evicted);
        const auto& events = lab->seen().events;
        const auto first = std::find_if(events.begin(), events.end(), [](const Event& e) { return e.type == EventType::evicted; });
        QVERIFY(!lab->get(first->key).found);
    }

    void aHundredStepsKeepOurDeadlinesEqualToRedis() {
        open();
        RandomSource random(7);
        std::map<Key, Instant> expected;
        lab->world().hold_ttls(true);
        lab->world().freeze_time();
        for (int step = 0; step < 100; ++step) {
            const Key key{Kind::product, static_cast<std::uint32_t>(1 + random.below(20))};
            const Duration ttl = seconds(1 + static_cast<long>(random.below(120)));
            lab->world().resume_time();
            QVERIFY(lab->set(key, Value{static_cast<WriteId>(step), 0}, ttl).ok());
            lab->world().freeze_time();
            expected[key] = lab->seen().effects.back().expires;
            lab->world().advance_time(seconds(static_cast<long>(random.below(9))));
            std::erase_if(expected, [&](const auto& entry) { return entry.second <= lab->scheduler().now(); });
            if (step % 10 != 9) continue;
            lab->get(Key{Kind::product, 1});  // a round trip: what was sent before it is done
            QList<QByteArray> there = cli({QStringLiteral("keys"), QStringLiteral("*")}).split('\n');
            there.removeAll(QByteArray());
            QCOMPARE(static_cast<std::size_t>(there.size()), expected.size());
            for (const auto& [key_left, deadline] : expected) {
                QVERIFY(there.contains(name(key_left).toUtf8()));
                QCOMPARE(cli({QStringLiteral("pttl"), name(key_left)}), QByteArray("-1"));
            }
        }
        const QByteArray stats = cli({QStringLiteral("info"), QStringLiteral("commandstats")});
        QVERIFY(!stats.contains("cmdstat_persist"));  // SETs come without a TTL: a step costs no command beside its own

        lab->world().hold_ttls(false);
        lab->world().resume_time();
        lab->get(kUser);
        for (const auto& [key, deadline] : expected) {
            const double left = to_ms(deadline - lab->scheduler().now());
            const double in_redis = cli({QStringLiteral("pttl"), name(key)}).toDouble();
            QVERIFY2(std::abs(left - in_redis) < 500, qPrintable(QStringLiteral("%1 and %2").arg(left).arg(in_redis)));
        }
    }

    void aForeignValueIsAMissAndNotACrash() {
        open();
        cli({QStringLiteral("set"), name(kUser), QStringLiteral("not ours")});
        QVERIFY(!lab->get(kUser).found);
        cli({QStringLiteral("set"), name(kUser), QStringLiteral("{\"write\": 9, \"version\": 8}")});
        QVERIFY((lab->get(kUser).value == Value{9, 8}));
    }

    void manyOperationsInFlightKeepTheirReplies() {
        open();
        for (std::uint32_t id = 1; id <= 2000; ++id) lab->issue(lab->make(Verb::cache_set, Key{Kind::product, id}, Value{id, id}));
        std::vector<OperationId> reads;
        for (std::uint32_t id = 1; id <= 2000; ++id) reads.push_back(lab->issue(lab->make(Verb::cache_get, Key{Kind::product, id})));
        QVERIFY(lab->run_until([&] { return lab->seen().completions.size() == 4000; }));
        for (std::uint32_t id = 1; id <= 2000; ++id) {
            const auto effects = lab->seen().effects[1999 + id];
            QCOMPARE(effects.operation.id, reads[id - 1]);
            QVERIFY((effects.reply.value == Value{id, id}));
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveStores)
#include "tst_live_stores.moc"
