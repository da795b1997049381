// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/model/row_content.h"
#include "core/model/row_json.h"

using namespace stampede;

namespace {

using Json = nlohmann::ordered_json;

// A JSON library's bytes for the same row.
std::string by_a_library(Key key, Value value) {
    Json json;
    json["id"] = key.id;
    if (key.kind == Kind::product) {
        const ProductRow row = product_row(key.id, value.write);
        json["name"] = row.name;
        json["price"] = row.price;
    } else {
        const UserRow row = user_row(key.id, value.write);
        json["name"] = row.name;
        json["email"] = row.email;
        json["avatar"] = row.avatar;
    }
    json["version"] = value.version;
    json["write"] = value.write;
    return json.dump();
}

}  // namespace

class TestRowJson : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void theBytesAreThoseOfALibrary() {
        for (std::uint32_t id : {0u, 1u, 42u, 10'000u, ~0u}) {
            for (WriteId write : {0u, 1u, 77u, ~0u}) {
                for (Kind kind : {Kind::user_profile, Kind::product}) {
                    const Key key{kind, id};
                    for (Version version : {0u, 1u, ~0u}) QCOMPARE(row_json(key, {write, version}), by_a_library(key, {write, version}));
                }
            }
        }
    }

    void anotherWriteSaysSomethingElseAndTheSameWriteTheSame() {
        const Key key{Kind::user_profile, 42};
        QVERIFY(row_json(key, {1, 2}) != row_json(key, {2, 2}));
        QCOMPARE(row_json(key, {1, 2}), row_json(key, {1, 2}));
    }

    void theLeaderboardHasNoRow() { QVERIFY(row_json(Key{Kind::leaderboard, 100}, {0, 1}).empty()); }
};

QTEST_APPLESS_MAIN(TestRowJson)
#include "tst_row_json.moc"
