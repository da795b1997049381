// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/model/command_text.h"
#include "core/model/statements.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

Event asked(Verb verb, Key key, Value value = {}) {
    Event event;
    event.verb = verb;
    event.key = key;
    event.value = value;
    return event;
}

constexpr Key kUser{Kind::user_profile, 42};
constexpr Key kProduct{Kind::product, 7};

}  // namespace

class TestCommandText : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void redisCommandsAreSpelledAsSent() {
        QCOMPARE(redis_command(asked(Verb::cache_get, kUser)), std::string("GET user:profile:42"));
        QCOMPARE(redis_command(asked(Verb::cache_del, kProduct)), std::string("DEL product:7"));
        QCOMPARE(redis_command(asked(Verb::cache_set, kUser, Value{3, 7}), 1h),
                 std::string("SET user:profile:42 {\"id\":42,…,\"version\":7,\"write\":3} PX 3600000"));
    }

    void aTtlIsRoundedUpToMillisecondsAndZeroLeavesItOut() {
        const Event set = asked(Verb::cache_set, kUser, Value{0, 1});
        QVERIFY(redis_command(set, 1500us).ends_with(" PX 2"));
        QVERIFY(redis_command(set).ends_with("}"));
    }

    void aSelectIsTheStatementWithItsParameterFilledIn() {
        QCOMPARE(sql_text(asked(Verb::db_select, kUser)),
                 std::string("SELECT id, name, email, avatar, version, written_by FROM users WHERE id = 42"));
        QCOMPARE(sql_text(asked(Verb::db_select, kProduct)), std::string("SELECT id, name, price, version, written_by FROM products WHERE id = 7"));
        QCOMPARE(sql_text(asked(Verb::db_select, Key{Kind::leaderboard, 100})), std::string(sql::kSelectLeaderboard));
    }

    void anUpdateIsOneTransactionAroundTheUpsert() {
        const std::string text = sql_text(asked(Verb::db_update, kUser, Value{2, 8}));
        QVERIFY(text.starts_with("BEGIN IMMEDIATE;\nUPDATE version_counter SET value = value + 1 RETURNING value;\nINSERT INTO users"));
        QVERIFY(text.find("VALUES (42, ?2, ?3, ?4, 8, 2)") != std::string::npos);
        QVERIFY(text.ends_with("COMMIT"));
    }

    void aVersionThatIsNotKnownYetStaysAParameter() {
        QVERIFY(sql_text(asked(Verb::db_update, kProduct, Value{2, 0})).find("VALUES (7, ?2, ?3, ?4, 2)") != std::string::npos);
    }

    void aBatchIsOneTransactionAroundAllOfItsWrites() {
        const Event writes[] = {asked(Verb::db_apply_batch, kUser, Value{2, 8}), asked(Verb::db_apply_batch, kProduct, Value{3, 9})};
        const std::string text = batch_text(writes);
        QCOMPARE(text.find("BEGIN IMMEDIATE"), std::size_t{0});
        QVERIFY(text.find("VALUES (42, ?2, ?3, ?4, 8, 2)") < text.find("VALUES (7, ?2, ?3, 9, 3)"));
        QVERIFY(text.find("VALUES (7, ?2, ?3, 9, 3)") != std::string::npos);
        QCOMPARE(text.find("COMMIT"), text.size() - 6);
    }

    void eachStoreHasItsOwnWords() {
        QVERIFY(redis_command(asked(Verb::db_select, kUser)).empty());
        QVERIFY(sql_text(asked(Verb::cache_get, kUser)).empty());
        QVERIFY(command_text(asked(Verb::sleep, kUser)).empty());
        QCOMPARE(command_text(asked(Verb::cache_get, kUser)), std::string("GET user:profile:42"));
    }
};

QTEST_APPLESS_MAIN(TestCommandText)
#include "tst_command_text.moc"
