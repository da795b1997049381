// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/model/literals.h"

using namespace stampede;

class TestLiterals : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyCharacterOfJsonIsEscapedAsALibraryDoes() {
        for (int code = 0; code < 0x80; ++code) {
            const std::string text{'a', static_cast<char>(code), 'b'};
            QCOMPARE(json_literal(text), nlohmann::json(text).dump());
        }
        const std::string foreign = "Zoë “Ž” \\ \"quoted\"\n…";
        QCOMPARE(json_literal(foreign), nlohmann::json(foreign).dump());
        QCOMPARE(json_literal(""), std::string("\"\""));
    }

    void aQuoteInSqlIsDoubledAndNothingElseChanges() {
        QCOMPARE(sql_literal("Ada"), std::string("'Ada'"));
        QCOMPARE(sql_literal("O'Neill's \\ \"desk\""), std::string("'O''Neill''s \\ \"desk\"'"));
        QCOMPARE(sql_literal(""), std::string("''"));
    }

    void aQuoteInAWordOfRedisCliGetsABackslash() {
        QCOMPARE(redis_literal("{\"name\":\"a\\\\b\"}"), std::string("'{\"name\":\"a\\\\b\"}'"));
        QCOMPARE(redis_literal("O'Neill"), std::string("'O\\'Neill'"));
    }
};

QTEST_APPLESS_MAIN(TestLiterals)
#include "tst_literals.moc"
