// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QSet>
#include <QTest>

#include "core/faults/fault_parameters.h"
#include "ui/model/format.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

QString said(const Fault& fault) { return faultText(fault).replace(QChar(QChar::Nbsp), QLatin1Char(' ')); }

}  // namespace

class TestFaultWords : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void parametersAndScopeAreSaid() {
        Fault fault = make_fault(FaultKind::net_latency);
        QCOMPARE(said(fault), QStringLiteral("Network +100 ms"));
        fault.jitter = from_ms(20);
        fault.choice = static_cast<std::uint8_t>(Stream::both);
        fault.probability = 0.5;
        fault.instance = 1;
        QCOMPARE(said(fault), QStringLiteral("Network +100 ms ±20 ms, both ways, 50 %, App 2"));
        fault = make_fault(FaultKind::lose_reply);
        QCOMPARE(said(fault), QStringLiteral("Replies lost"));
        fault.verb = Verb::cache_del;
        fault.key = Key{Kind::user_profile, 42};
        fault.amount = 3;
        QCOMPARE(said(fault), QStringLiteral("DEL replies lost, user:profile:42, only no. 3"));
    }

    void everyComponentHasItsWords() {
        QCOMPARE(said(make_fault(FaultKind::app_freeze)), QStringLiteral("App 1 frozen"));
        QCOMPARE(said(make_fault(FaultKind::app_clock)), QStringLiteral("App 1: clock +2.0 s"));
        QCOMPARE(said(make_fault(FaultKind::db_slow)), QStringLiteral("DB slow +800 ms"));
        QCOMPARE(said(make_fault(FaultKind::traffic_spike)), QStringLiteral("Traffic ×5"));
        Fault behind = make_fault(FaultKind::app_clock);
        behind.added = from_ms(-2000);
        QCOMPARE(said(behind), QString::fromUtf8("App 1: clock −2.0 s"));
        Fault every = make_fault(FaultKind::app_crash);
        every.instance = kEveryInstance;
        QCOMPARE(said(every), QStringLiteral("Every app crashed"));
    }

    void noTwoKindsAreSaidAlike() {
        QSet<QString> texts;
        for (const FaultKind kind : kFaultKinds) {
            QVERIFY2(!said(make_fault(kind)).isEmpty(), name_of(kind));
            texts.insert(said(make_fault(kind)));
        }
        QCOMPARE(texts.size(), static_cast<qsizetype>(kFaultCount));
    }

    void whatAFaultLacksIsOneSentence() {
        QVERIFY(missingText(make_fault(FaultKind::redis_kill)).isEmpty());
        const QString sentence = missingText(make_fault(FaultKind::expire_key));
        QVERIFY2(sentence.contains(QStringLiteral("needs a key")), qPrintable(sentence));
        QVERIFY(sentence.endsWith(QLatin1Char('.')));
    }
};

QTEST_GUILESS_MAIN(TestFaultWords)
#include "tst_fault_words.moc"
