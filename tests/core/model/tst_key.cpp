// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "core/model/key.h"
#include "core/model/source_files.h"

using namespace stampede;

class TestKey : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void spellsAndReadsEveryKind_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("id");
        QTest::newRow("user") << "user:profile:42" << int(Kind::user_profile) << 42u;
        QTest::newRow("product") << "product:7" << int(Kind::product) << 7u;
        QTest::newRow("leaderboard") << "leaderboard:top100" << int(Kind::leaderboard) << 100u;
    }
    void spellsAndReadsEveryKind() {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(quint32, id);
        const Key key{static_cast<Kind>(kind), id};
        QCOMPARE(QString::fromStdString(to_string(key)), text);
        QVERIFY(parse_key(text.toStdString()) == key);
    }

    void refusesWhatIsNoKey_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "user", "user:profile:", "user:profile:x", "user:profile:42 ", "product:-1", "leaderboard:top10",
                                 "product:99999999999"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void refusesWhatIsNoKey() {
        QFETCH(QString, text);
        QVERIFY(!parse_key(text.toStdString()));
    }

    void everySourceFileHasANumberOfItsOwn() {
        for (std::uint16_t id = 1; !source_file_path(id).empty(); ++id) {
            QCOMPARE(source_file_id(source_file_path(id)), id);
            QVERIFY2(QFile::exists(QStringLiteral(STAMPEDE_SOURCE_DIR "/") + QString::fromStdString(std::string(source_file_path(id)))),
                     "no such file");
        }
        QCOMPARE(source_file_id("elsewhere.cpp"), std::uint16_t{0});
    }
};

QTEST_APPLESS_MAIN(TestKey)
#include "tst_key.moc"
