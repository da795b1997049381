// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/combination_text.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

QStringList warned(const RunConfig& config) {
    QStringList list;
    for (const std::string& text : warnings(config)) list << QString::fromStdString(text);
    return list;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

class TestCombinationText : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyPartAloneGoesUnwarned() {
        for (const StrategyInfo& path : strategies()) {
            QVERIFY(warned(guarded(std::string(path.id))).isEmpty());
            for (const LayerInfo& guard : guards()) {
                if (!obstacle(path, guard).empty()) continue;
                const QStringList list = warned(guarded(std::string(path.id), {std::string(guard.id)}));
                QVERIFY2(list.isEmpty(), qPrintable(list.join(QLatin1Char(' '))));
            }
        }
    }

    void whatFightsIsNamed_data() {
        QTest::addColumn<QStringList>("guards");
        QTest::addColumn<QString>("begins");
        const auto row = [](const char* a, const char* b, const char* begins) {
            QTest::newRow(begins) << QStringList{QString::fromLatin1(a), QString::fromLatin1(b)} << QString::fromLatin1(begins);
        };
        row("mutex", "single-flight", "single-flight and mutex");
        row("lease", "mutex", "lease and mutex");
        row("lease", "fill-if-absent", "lease and fill-if-absent");
        row("lease", "xfetch", "lease and early refreshes");
        row("fill-if-absent", "swr", "fill-if-absent and early");
        row("swr", "xfetch", "swr and refreshes by chance");
        row("xfetch", "early-random", "xfetch and early-random");
        row("jitter", "jitter", "jitter is chosen twice");
    }
    void whatFightsIsNamed() {
        QFETCH(QStringList, guards);
        QFETCH(QString, begins);
        std::vector<std::string> ids;
        for (const QString& id : guards) ids.push_back(id.toStdString());
        const QStringList list = warned(guarded("cache-aside", ids));
        QCOMPARE(list.size(), 1);
        QVERIFY2(list.front().startsWith(begins), qPrintable(list.front()));
    }

    void locksOfOneNameDoNotGoTogether() {
        RunConfig config = guarded("cache-aside", {"mutex"});
        config.guards.push_back(Choice{"mutex-unsafe"});
        QVERIFY(!check(config));
        QVERIFY(contains(check(config).error(), "same lock"));
    }

    void onSeveralInstancesSingleFlightAndMutexComplementEachOther() {
        QVERIFY(warned(guarded("cache-aside", {"single-flight", "mutex"}, 2)).isEmpty());
    }

    void nobodyClearsAbsenceUnderTtlOnly() {
        RunConfig config = guarded("cache-aside", {"null-caching"});
        config.invalidation.id = "ttl-only";
        QCOMPARE(warned(config).size(), 1);
        QVERIFY(warned(config).front().startsWith(QStringLiteral("null-caching and ttl-only")));
    }

    void figuresThatMakeAGuardUselessAreNamed() {
        RunConfig config = guarded("cache-aside", {"fallback:deadline=20"});
        config.latency.cache = 30ms;
        QVERIFY(warned(config).front().startsWith(QStringLiteral("fallback:")));
        config = guarded("cache-aside", {"mutex:ttl=0.1"});
        config.latency.database = 200ms;
        QVERIFY(warned(config).front().startsWith(QStringLiteral("mutex: the lock")));
        config = guarded("cache-aside", {"lease:hold-off=0.1"});
        config.latency.database = 200ms;
        QVERIFY(warned(config).front().startsWith(QStringLiteral("lease: it runs out")));
        config = guarded("cache-aside", {"load-shedding:loads=20"});
        QVERIFY(warned(config).front().startsWith(QStringLiteral("load-shedding:")));
        config = guarded("cache-aside", {"jitter"});
        config.ttl.jitter = 0.1;
        QVERIFY(warned(config).front().startsWith(QStringLiteral("jitter: the configuration")));
    }

    void theExplanationHasEveryPartsOwnSentence() {
        for (const StrategyInfo& path : strategies()) {
            for (const LayerInfo& guard : guards()) {
                if (!obstacle(path, guard).empty()) continue;
                const std::string text = explanation(guarded(std::string(path.id), {std::string(guard.id)}));
                for (const std::string_view part : {path.name, path.promise, path.read, path.write, guard.sentence}) {
                    QVERIFY2(contains(text, part), text.c_str());
                }
                QVERIFY(!contains(text, "..") && !contains(text, "  ") && !contains(text, "\n"));
                QVERIFY(text.back() == '.');
            }
        }
    }

    void theExplanationSaysWhatKeepsCopiesFreshAndForHowLong() {
        RunConfig config = guarded("cache-aside");
        QVERIFY(contains(explanation(config), invalidations().front().sentence));
        QVERIFY(contains(explanation(config), "An entry lives 60 s at most."));
        config.ttl = TtlTable{};
        QVERIFY(contains(explanation(config), "1 h at most for a user profile, 24 h for a product, 60 s for a leaderboard."));
        config.invalidation.id = "ttl-only";
        QVERIFY(contains(explanation(config), find_invalidation("ttl-only")->sentence));
        QVERIFY(!contains(explanation(guarded("no-cache")), "An entry lives"));
    }

    void guardsAreExplainedInTheOrderInWhichTheyStand() {
        const std::string text = explanation(guarded("cache-aside", {"load-shedding", "bloom"}));
        QVERIFY(text.find("Bloom filter:") < text.find("Load shedding:"));
    }

    void thePromisesAreThoseOfTheCombination() {
        QVERIFY(!contains(explanation(guarded("cache-aside")), "permanent inconsistency"));
        QVERIFY(contains(explanation(guarded("cache-aside", {"lease"})), "permanent inconsistency"));
        QVERIFY(contains(explanation(guarded("no-cache")), "stale read"));
    }
};

QTEST_APPLESS_MAIN(TestCombinationText)
#include "tst_combination_text.moc"
