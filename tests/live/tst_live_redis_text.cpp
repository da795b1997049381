// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/model/redis_scripts.h"
#include "core/model/redis_text.h"
#include "tests/contract/live_under_test.h"
#include "tests/live/spawn.h"

using namespace stampede;
using namespace stampede::test;

namespace {

constexpr Key kUser{Kind::user_profile, 42};

Event shown(const Operation& operation) {
    Event event;
    event.verb = operation.verb;
    event.key = operation.key;
    event.value = operation.value;
    event.state = operation.state;
    event.instance = operation.instance;
    return event;
}

}  // namespace

/// The commands that a view shows, given to redis-cli as they stand, leave what the lab's own operations leave.
class TestLiveRedisText : public QObject {
    Q_OBJECT

    std::unique_ptr<LiveUnderTest> w;

    QByteArray cli(const QByteArray& input) const {
        const QString socket = QString::fromStdString(w->opened().socket.string());
        return output_of(QStringLiteral("redis-cli"), {QStringLiteral("-s"), socket}, input + '\n');
    }

   private Q_SLOTS:
    void init() { w = open_for_test(LiveOptions{}); }
    void cleanup() { w.reset(); }

    void theShownCommandLeavesTheSameBytes_data() {
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("state");
        QTest::addColumn<QByteArray>("look");
        const QByteArray get = "GET user:profile:42";
        const auto value = int(EntryState::value);
        QTest::newRow("SET") << int(Verb::cache_set) << value << get;
        QTest::newRow("SET of an absence") << int(Verb::cache_set) << int(EntryState::absent) << get;
        QTest::newRow("SET of a tombstone") << int(Verb::cache_set) << int(EntryState::tombstone) << get;
        QTest::newRow("SET NX") << int(Verb::cache_add) << value << get;
        QTest::newRow("INCR") << int(Verb::cache_incr) << value << get;
        QTest::newRow("LPUSH") << int(Verb::list_push) << value << QByteArray("LRANGE queue:writes 0 -1");
        QTest::newRow("LPUSH of an erasure") << int(Verb::list_push) << int(EntryState::absent) << QByteArray("LRANGE queue:writes 0 -1");
        QTest::newRow("SET + LPUSH") << int(Verb::list_write) << value << QByteArray(get + "\nLRANGE queue:writes 0 -1");
    }
    void theShownCommandLeavesTheSameBytes() {
        QFETCH(int, verb);
        QFETCH(int, state);
        QFETCH(QByteArray, look);
        const bool queued = static_cast<Verb>(verb) == Verb::list_push || static_cast<Verb>(verb) == Verb::list_write;
        Operation operation = w->make(static_cast<Verb>(verb), kUser, Value{17, queued ? 0u : 5u});
        operation.state = static_cast<EntryState>(state);
        operation.erase = queued && operation.state == EntryState::absent;
        QVERIFY(w->perform(operation).reply.applied);
        const QByteArray held = cli(look);
        QVERIFY(held.size() >= 1);
        cli("FLUSHALL");
        QVERIFY(cli(look) != held);
        QByteArray command = QByteArray::fromStdString(redis_command(shown(operation)));
        if (command.startsWith("-- script")) command = command.mid(command.indexOf('\n') + 1);
        cli(command);
        QCOMPARE(cli(look), held);
    }

    void aPlainValueIsTheRowAndNothingElse() {
        w->set(kUser, Value{17, 5});
        QVERIFY(cli("GET user:profile:42").endsWith(",\"version\":5,\"write\":17}"));
        Operation noted = w->make(Verb::cache_set, kUser, Value{17, 5});
        noted.notes.cost = Duration(1234);
        w->perform(noted);
        QVERIFY(cli("GET user:profile:42").endsWith(",\"version\":5,\"write\":17,\"cost\":1234}"));
    }

    void everyVerbOfTheCacheHasAText() {
        for (int verb = static_cast<int>(Verb::cache_get); verb <= static_cast<int>(Verb::stream_dead_letter); ++verb) {
            Operation operation = w->make(static_cast<Verb>(verb), kUser, Value{17, 5});
            QVERIFY2(!redis_command(shown(operation)).empty(), name_of(operation.verb));
        }
        QVERIFY(redis_command(shown(w->make(Verb::db_select, kUser))).empty());
    }
};

QTEST_GUILESS_MAIN(TestLiveRedisText)
#include "tst_live_redis_text.moc"
