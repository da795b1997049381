// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/model/command_text.h"
#include "tests/contract/live_under_test.h"
#include "tests/live/spawn.h"

using namespace stampede;
using namespace stampede::test;

namespace {

class Kept final : public EventSink {
   public:
    void record(const Event& event) override { journal.append(event); }
    Journal journal;
};

RunConfig with(const QByteArray& strategy) {
    RunConfig config;
    config.strategy = strategy.toStdString();
    config.latency.cache = config.latency.database = Duration{0};
    return config;
}

/// A strategy on the real stores, and the journal that the inspector would read.
struct LiveLab {
    explicit LiveLab(const QByteArray& strategy)
        : config(with(strategy)), stores(open_for_test(options(config))), lab(config, stores->scheduler(), stores->world(), kept) {
        lab.set_mode(Mode::run);
    }
    static LiveOptions options(const RunConfig& config) {
        LiveOptions options;
        options.config = config;
        return options;
    }

    bool perform(RequestKind kind, Key key) {
        lab.send(kind, key);
        return stores->run_until([this] { return lab.in_flight() == 0; });
    }
    /// The last reply to the verb; its outcome is `crashed` when there was none.
    Event replied(Verb verb) const {
        for (std::size_t i = kept.journal.size(); i > kept.journal.first(); --i) {
            const Event& event = kept.journal[i - 1];
            if (event.type == EventType::replied && event.verb == verb) return event;
        }
        Event none;
        none.outcome = Outcome::crashed;
        return none;
    }
    QByteArray cli(const QStringList& words) const {
        return output_of(QStringLiteral("redis-cli"),
                         QStringList{QStringLiteral("-s"), QString::fromStdString(stores->opened().socket.string())} + words);
    }
    QByteArray stored(Key key) const { return cli({QStringLiteral("get"), QString::fromStdString(to_string(key))}); }

    RunConfig config;
    Kept kept;
    std::unique_ptr<LiveUnderTest> stores;
    Lab lab;
};

/// What stands between the single quotes.
QByteArray quoted(const QByteArray& command) {
    const auto begin = command.indexOf('\'') + 1;
    return command.mid(begin, command.lastIndexOf('\'') - begin);
}

/// What a tool prints that reads its commands from standard input.
QByteArray piped(const QString& program, const QStringList& arguments, const QByteArray& input) {
    return output_of(program, arguments, input);
}

}  // namespace

/// The commands that a view shows against what the running stores hold.
class TestLiveCommandText : public QObject {
    Q_OBJECT

    static void strategiesAndKeys() {
        QTest::addColumn<QByteArray>("strategy");
        QTest::addColumn<int>("request");
        QTest::addColumn<QString>("spelled");
        for (const char* key : {"user:profile:42", "product:7"}) {
            QTest::addRow("read %s", key) << QByteArray("cache-aside") << int(RequestKind::read) << QString::fromLatin1(key);
            QTest::addRow("write %s", key) << QByteArray("write-through") << int(RequestKind::write) << QString::fromLatin1(key);
        }
    }

   private Q_SLOTS:
    void theShownSetHoldsTheBytesThatRedisHolds_data() { strategiesAndKeys(); }
    void theShownSetHoldsTheBytesThatRedisHolds() {
        QFETCH(QByteArray, strategy);
        QFETCH(int, request);
        QFETCH(QString, spelled);
        LiveLab it(strategy);
        const Key key = parse_key(spelled.toStdString()).value();
        QVERIFY(it.perform(static_cast<RequestKind>(request), key));
        const Event set = it.replied(Verb::cache_set);
        QCOMPARE(set.outcome, Outcome::ok);
        QCOMPARE(set.value.write != 0, static_cast<RequestKind>(request) == RequestKind::write);
        const QByteArray held = it.stored(key);
        QVERIFY(held.startsWith("{\"id\":"));
        QCOMPARE(quoted(QByteArray::fromStdString(redis_command(set))), held);
    }

    void redisCliTakesTheShownSetAsItStands_data() { strategiesAndKeys(); }
    void redisCliTakesTheShownSetAsItStands() {
        QFETCH(QByteArray, strategy);
        QFETCH(int, request);
        QFETCH(QString, spelled);
        LiveLab it(strategy);
        const Key key = parse_key(spelled.toStdString()).value();
        QVERIFY(it.perform(static_cast<RequestKind>(request), key));
        const QByteArray held = it.stored(key);
        QCOMPARE(it.cli({QStringLiteral("del"), spelled}), QByteArray("1"));
        const QByteArray command = QByteArray::fromStdString(redis_command(it.replied(Verb::cache_set), it.config.ttl.of(key.kind)));
        const QString socket = QString::fromStdString(it.stores->opened().socket.string());
        QCOMPARE(piped(QStringLiteral("redis-cli"), {QStringLiteral("-s"), socket}, command + '\n'), QByteArray("OK"));
        QCOMPARE(it.stored(key), held);
        const double left = it.cli({QStringLiteral("pttl"), spelled}).toDouble();
        const double ttl = to_ms(it.config.ttl.of(key.kind));
        QVERIFY(left <= ttl && left > ttl - 10'000);
    }

    void theShownUpdateHoldsTheRowThatItLeft_data() {
        QTest::addColumn<QString>("spelled");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("user") << QStringLiteral("user:profile:42")
                              << QByteArray(
                                     "SELECT '(' || id || ', ' || quote(name) || ', ' || quote(email) || ', ' || "
                                     "quote(avatar) || ', ' || version || ', ' || written_by || ')' FROM users WHERE id = 42;");
        QTest::newRow("product") << QStringLiteral("product:7")
                                 << QByteArray(
                                        "SELECT '(' || id || ', ' || quote(name) || ', ' || price || ', ' || "
                                        "version || ', ' || written_by || ')' FROM products WHERE id = 7;");
    }
    void theShownUpdateHoldsTheRowThatItLeft() {
        QFETCH(QString, spelled);
        QFETCH(QByteArray, query);
        if (QStandardPaths::findExecutable(QStringLiteral("sqlite3")).isEmpty())
            QSKIP("sqlite3 is not installed: sudo apt install sqlite3");
        LiveLab it("write-through");
        QVERIFY(it.perform(RequestKind::write, parse_key(spelled.toStdString()).value()));
        const Event update = it.replied(Verb::db_update);
        QCOMPARE(update.outcome, Outcome::ok);
        const QString file = QString::fromStdString(it.stores->opened().database.string());
        const QByteArray row = piped(QStringLiteral("sqlite3"), {file}, query);
        QVERIFY(row.startsWith('(') && row.endsWith(')'));
        const QByteArray shown = QByteArray::fromStdString(sql_text(update));
        QVERIFY2(shown.contains("VALUES " + row + " ON CONFLICT"), shown + "\nand " + row);
    }
};

QTEST_GUILESS_MAIN(TestLiveCommandText)
#include "tst_live_command_text.moc"
