// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "ui/model/format.h"
#include "ui/model/hit_rate_band.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

QString spaced(QString text) { return text.replace(QChar(QChar::Nbsp), QLatin1Char(' ')); }

}  // namespace

class TestFormat : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durationsKeepTwoDigitsAndTheUnitThatKeepsThemShort_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        const std::pair<Duration, const char*> rows[] = {
            {0ns, "0 ms"},        {850ns, "0.85 µs"}, {8'100ns, "8.1 µs"}, {84us, "84 µs"}, {99'600ns, "0.10 ms"},
            {840us, "0.84 ms"},   {999us, "1.0 ms"},  {9'960us, "10 ms"},  {52ms, "52 ms"}, {812ms, "812 ms"},
            {999'600us, "1.0 s"}, {1'200ms, "1.2 s"}, {59s, "59 s"},       {3min, "3 min"}, {24h, "24 h"}};
        for (const auto& [duration, text] : rows) QTest::newRow(text) << qint64{duration.count()} << QString::fromUtf8(text);
    }
    void durationsKeepTwoDigitsAndTheUnitThatKeepsThemShort() {
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, text);
        QCOMPARE(spaced(durationText(Duration(nanoseconds))), text);
    }

    void valuesNameTheirCommitOrTheWriteThatWaits() {
        QCOMPARE(valueText(Value{3, 7}), QStringLiteral("v7"));
        QCOMPARE(valueText(Value{17, 0}), QStringLiteral("w17, not committed"));
        QCOMPARE(valueText(Value{}), QStringLiteral("–"));
    }

    void requestsAreNamedByWhatTheyDo() {
        QCOMPARE(requestLabel(RequestKind::read, 1), QStringLiteral("R1"));
        QCOMPARE(requestLabel(RequestKind::write, 2), QStringLiteral("W2"));
        QCOMPARE(requestLabel(RequestKind::read, 0), QStringLiteral("lab"));
    }

    void resultsSpeakTheLanguageOfTheirStore() {
        Event reply;
        reply.verb = Verb::cache_get;
        QCOMPARE(resultText(reply), QStringLiteral("miss"));
        reply.found = true;
        reply.value = Value{0, 7};
        QCOMPARE(resultText(reply), QStringLiteral("hit v7"));
        reply.verb = Verb::db_select;
        QCOMPARE(resultText(reply), QStringLiteral("1 row v7"));
        reply.verb = Verb::cache_set;
        QCOMPARE(resultText(reply), QStringLiteral("stored"));
        reply.outcome = Outcome::timed_out;
        QCOMPARE(resultText(reply), QStringLiteral("timed out"));
    }

    void everyVerbHasASentenceAndAResult() {
        for (int verb = 1; verb <= static_cast<int>(kLastVerb); ++verb) {
            Event reply;
            reply.type = EventType::replied;
            reply.verb = static_cast<Verb>(verb);
            QVERIFY2(verbSentence(reply.verb).endsWith(QLatin1Char('.')), name_of(reply.verb));
            QVERIFY2(!resultText(reply).isEmpty(), name_of(reply.verb));
            if (rests(reply.verb)) QVERIFY(!restText(reply.verb).isEmpty());
        }
    }

    void guardsSayWhatTheirOperationsCameTo() {
        Event reply;
        reply.type = EventType::replied;
        reply.verb = Verb::cache_add;
        reply.key = Key{Kind::user_profile, 1, Role::lock};
        QCOMPARE(resultText(reply), QStringLiteral("another holds the lock"));
        reply.applied = true;
        QCOMPARE(resultText(reply), QStringLiteral("locked"));
        reply.verb = Verb::wait;
        QCOMPARE(resultText(reply), QStringLiteral("woken"));
        reply.outcome = Outcome::timed_out;
        QCOMPARE(resultText(reply), QStringLiteral("waited long enough"));
        QCOMPARE(requestLabel(RequestKind::erase, 3), QStringLiteral("E3"));
        QCOMPARE(sourceText(Source::local), QStringLiteral("from the instance's own memory"));
    }

    void everyFaultAndOutcomeHasAName() {
        for (const FaultKind kind : kFaultKinds) QVERIFY(!faultText(kind).isEmpty());
        for (int i = 0; i <= static_cast<int>(Outcome::crashed); ++i) QVERIFY(!outcomeText(static_cast<Outcome>(i)).isEmpty());
    }

    void nothingMeasuredIsADashNotAZero() {
        QCOMPARE(millisecondsText(-1), QStringLiteral("–"));
        QCOMPARE(percentText(-1), QStringLiteral("–"));
        QCOMPARE(spaced(percentText(0)), QStringLiteral("0 %"));
    }

    void bytesAndRatesAreShort() {
        QCOMPARE(spaced(bytesText(512)), QStringLiteral("512 B"));
        QCOMPARE(spaced(bytesText(64 << 20)), QStringLiteral("64 MiB"));
        QCOMPARE(spaced(bytesText(1'240'000)), QStringLiteral("1.2 MiB"));
        QCOMPARE(rateText(0), QStringLiteral("0"));
        QCOMPARE(rateText(3.44), QStringLiteral("3.4"));
        QCOMPARE(rateText(41.4), QStringLiteral("41"));
    }

    void bandsAreJudgedByThePercentageThatIsShown() {
        QCOMPARE(bandOf(0.96), HitRateBand::excellent);
        QCOMPARE(bandOf(0.954), HitRateBand::good);
        QCOMPARE(bandOf(0.796), HitRateBand::good);
        QCOMPARE(bandOf(0.794), HitRateBand::investigate);
        QCOMPARE(bandOf(0.59), HitRateBand::barelyHelping);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
