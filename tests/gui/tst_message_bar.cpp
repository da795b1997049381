// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "ui/window/message_bar.h"

using namespace stampede::ui;

class TestMessageBar : public QObject {
    Q_OBJECT

    static bool shows(const MessageBar& bar, const QString& sentence) {
        for (const QLabel* label : bar.findChildren<QLabel*>()) {
            if (label->text() == sentence) return true;
        }
        return false;
    }

    static QToolButton* button(const MessageBar& bar, const QString& name) {
        for (QToolButton* each : bar.findChildren<QToolButton*>()) {
            if (each->accessibleName() == name || each->text() == name) return each;
        }
        return nullptr;
    }

   private Q_SLOTS:
    void isOnlyThereWhenThereIsSomethingToSay() {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        bar.say(MessageKind::warning, QStringLiteral("Mind the gap."));
        QVERIFY(!bar.isHidden());
        QTest::mouseClick(button(bar, MessageBar::tr("Close message")), Qt::LeftButton);
        QVERIFY(bar.isHidden());
    }

    void theGravestIsOnTopAndNoneIsLost() {
        MessageBar bar;
        const QString warning = QStringLiteral("A warning.");
        const QString error = QStringLiteral("An error.");
        const QString info = QStringLiteral("Just so.");
        bar.say(MessageKind::warning, warning);
        bar.say(MessageKind::error, error);
        bar.say(MessageKind::info, info);
        QVERIFY(shows(bar, error));
        QVERIFY(shows(bar, MessageBar::tr("1 of %1").arg(3)));
        QToolButton* close = button(bar, MessageBar::tr("Close message"));
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(shows(bar, warning));
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(shows(bar, info));
    }

    void theSameSentenceIsKeptOnce() {
        MessageBar bar;
        for (int i = 0; i < 3; ++i) bar.say(MessageKind::error, QStringLiteral("Again."));
        QCOMPARE(bar.waiting(), 1);
    }

    void aSentenceCanBeTakenBack() {
        MessageBar bar;
        bar.say(MessageKind::warning, QStringLiteral("Not a key."));
        bar.withdraw(QStringLiteral("Not a key."));
        QVERIFY(bar.isHidden());
    }

    void theActionRunsOnceAndClosesItsMessage() {
        MessageBar bar;
        int ran = 0;
        bar.say(MessageKind::error, QStringLiteral("It is shut."), MessageBar::Action{QStringLiteral("Open"), [&ran] { ++ran; }});
        QTest::mouseClick(button(bar, QStringLiteral("Open")), Qt::LeftButton);
        QCOMPARE(ran, 1);
        QCOMPARE(bar.waiting(), 0);
    }

    void screenReadersHearKindAndSentence() {
        MessageBar bar;
        bar.say(MessageKind::error, QStringLiteral("Lost it."));
        QVERIFY(bar.accessibleName().contains(MessageBar::tr("Error")));
        QVERIFY(bar.accessibleName().contains(QStringLiteral("Lost it.")));
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
