// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "ui/window/key_picker.h"

using namespace stampede;
using namespace stampede::ui;

class TestKeyPicker : public QObject {
    Q_OBJECT

    static void type(KeyPicker& picker, const QString& text) {
        picker.lineEdit()->selectAll();
        QTest::keyClicks(picker.lineEdit(), text);
        if (text.isEmpty()) QTest::keyClick(picker.lineEdit(), Qt::Key_Delete);
    }

   private Q_SLOTS:
    void knowsEveryKindOfKey_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("names");
        QTest::newRow("user") << QStringLiteral("user:profile:42") << true;
        QTest::newRow("product, blanks around") << QStringLiteral(" product:7 ") << true;
        QTest::newRow("leaderboard") << QStringLiteral("leaderboard:top100") << true;
        QTest::newRow("other leaderboard") << QStringLiteral("leaderboard:top5") << false;
        QTest::newRow("no number") << QStringLiteral("product:x") << false;
        QTest::newRow("too large") << QStringLiteral("product:99999999999") << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void knowsEveryKindOfKey() {
        QFETCH(QString, text);
        QFETCH(bool, names);
        KeyPicker picker;
        type(picker, text);
        QCOMPARE(picker.key().has_value(), names);
        QCOMPARE(picker.complaint().isEmpty(), names);
        if (!names && !text.isEmpty()) QVERIFY(picker.complaint().contains(text));
    }

    void leavingTheFieldSaysWhetherTheTextIsAKey() {
        KeyPicker picker;
        QSignalSpy completed(&picker, &KeyPicker::completed);
        type(picker, QStringLiteral("nobody"));
        QTest::keyClick(picker.lineEdit(), Qt::Key_Return);
        QVERIFY(!completed.isEmpty());
        QCOMPARE(completed.last().at(0).toBool(), false);
        type(picker, QStringLiteral("product:9"));
        QTest::keyClick(picker.lineEdit(), Qt::Key_Return);
        QCOMPARE(completed.last().at(0).toBool(), true);
    }

    void usedKeysComeFirstOnceAndTheTextStays() {
        KeyPicker picker;
        for (const char* key : {"product:9", "product:8", "product:9"}) {
            type(picker, QString::fromLatin1(key));
            picker.remember();
        }
        QCOMPARE(picker.itemText(0), QStringLiteral("product:9"));
        QCOMPARE(picker.itemText(1), QStringLiteral("product:8"));
        QCOMPARE(picker.currentText(), QStringLiteral("product:9"));
        for (int i = 2; i < picker.count(); ++i) QVERIFY(picker.itemText(i) != QStringLiteral("product:9"));
    }

    void theListDoesNotGrowForEver() {
        KeyPicker picker;
        for (int i = 100; i < 200; ++i) {
            picker.setEditText(QStringLiteral("product:%1").arg(i));
            picker.remember();
        }
        QVERIFY(picker.count() <= 20);
        QCOMPARE(picker.currentText(), QStringLiteral("product:199"));
    }
};

QTEST_MAIN(TestKeyPicker)
#include "tst_key_picker.moc"
