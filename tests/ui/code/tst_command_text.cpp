// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/model/command_text.h"
#include "core/model/row_content.h"
#include "core/model/row_json.h"
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
constexpr Key kLeaderboard{Kind::leaderboard, 100};

// The values of the row in the statement that writes it.
std::string user_values(WriteId write, const char* version) {
    const UserRow row = user_row(kUser.id, write);
    return "VALUES (42, '" + row.name + "', '" + row.email + "', '" + row.avatar + "', " + version + ", " + std::to_string(write) + ") ON";
}

std::string product_values(WriteId write, const char* version) {
    const ProductRow row = product_row(kProduct.id, write);
    return "VALUES (7, '" + row.name + "', " + std::to_string(row.price) + ", " + version + ", " + std::to_string(write) + ") ON";
}

}  // namespace

class TestCommandText : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void redisCommandsAreSpelledAsSent() {
        QCOMPARE(redis_command(asked(Verb::cache_get, kUser)), std::string("GET user:profile:42"));
        QCOMPARE(redis_command(asked(Verb::cache_del, kProduct)), std::string("DEL product:7"));
        QCOMPARE(redis_command(asked(Verb::cache_set, kUser, Value{3, 7}), 1h),
                 "SET user:profile:42 '" + row_json(kUser, {3, 7}) + "' PX 3600000");
    }

    void aSetHoldsTheWholeValue() {
        const std::string user = redis_command(asked(Verb::cache_set, kUser, Value{3, 7}));
        QVERIFY(user.find("\"name\":\"" + user_row(42, 3).name + "\"") != std::string::npos);
        QVERIFY(user.find("\"email\":\"" + user_row(42, 3).email + "\"") != std::string::npos);
        const std::string product = redis_command(asked(Verb::cache_set, kProduct, Value{3, 7}));
        QVERIFY(product.find("\"price\":" + std::to_string(product_row(7, 3).price)) != std::string::npos);
        QVERIFY((user + product).find("…") == std::string::npos);
    }

    void onlyTheLeaderboardIsShortened() {
        QCOMPARE(redis_command(asked(Verb::cache_set, kLeaderboard, Value{0, 1}), 60s),
                 std::string("SET leaderboard:top100 '{\"id\":100,\"top\":[…],\"version\":1,\"write\":0}' PX 60000"));
    }

    void aTtlIsRoundedUpToMillisecondsAndZeroLeavesItOut() {
        const Event set = asked(Verb::cache_set, kUser, Value{0, 1});
        QVERIFY(redis_command(set, 1500us).ends_with(" PX 2"));
        QVERIFY(redis_command(set).ends_with("}'"));
    }

    void aSelectIsTheStatementWithItsParameterFilledIn() {
        QCOMPARE(sql_text(asked(Verb::db_select, kUser)),
                 std::string("SELECT id, name, email, avatar, version, written_by FROM users WHERE id = 42"));
        QCOMPARE(sql_text(asked(Verb::db_select, kProduct)),
                 std::string("SELECT id, name, price, version, written_by FROM products WHERE id = 7"));
        QCOMPARE(sql_text(asked(Verb::db_select, kLeaderboard)), std::string(sql::kSelectLeaderboard));
    }

    void anUpdateIsOneTransactionAroundTheUpsert() {
        const std::string text = sql_text(asked(Verb::db_update, kUser, Value{2, 8}));
        QVERIFY(text.starts_with("BEGIN IMMEDIATE;\nUPDATE version_counter SET value = value + 1 RETURNING value;\nINSERT INTO users"));
        QVERIFY(text.find(user_values(2, "8")) != std::string::npos);
        QVERIFY(text.find('?') == std::string::npos);
        QVERIFY(text.ends_with("COMMIT"));
    }

    void aVersionThatIsNotKnownYetStaysAParameter() {
        QVERIFY(sql_text(asked(Verb::db_update, kProduct, Value{2, 0})).find(product_values(2, "?4")) != std::string::npos);
        QVERIFY(sql_text(asked(Verb::db_update, kUser, Value{2, 0})).find(user_values(2, "?5")) != std::string::npos);
    }

    void aBatchIsOneTransactionAroundAllOfItsWrites() {
        const Event writes[] = {asked(Verb::db_apply_batch, kUser, Value{2, 8}), asked(Verb::db_apply_batch, kProduct, Value{3, 9})};
        const std::string text = batch_text(writes);
        QCOMPARE(text.find("BEGIN IMMEDIATE"), std::size_t{0});
        QVERIFY(text.find(user_values(2, "8")) < text.find(product_values(3, "9")));
        QVERIFY(text.find(product_values(3, "9")) != std::string::npos);
        QVERIFY(text.find('?') == std::string::npos);
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
