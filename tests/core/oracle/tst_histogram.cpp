// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/oracle/histogram.h"
#include "core/ports/random_source.h"

using namespace stampede;

namespace {

std::vector<Duration> samples(std::size_t count, std::uint64_t seed) {
    RandomSource random(seed);
    std::vector<Duration> all;
    for (std::size_t i = 0; i < count; ++i) {
        // Spread over seven powers of ten, as latencies are.
        all.emplace_back(static_cast<std::int64_t>(std::pow(10.0, 2 + 7 * random.unit())));
    }
    return all;
}

Histogram histogram_of(const std::vector<Duration>& all) {
    Histogram histogram;
    for (const Duration sample : all) histogram.record(sample);
    return histogram;
}

}  // namespace

class TestHistogram : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void quantilesAreWithinHalfAPercentOfTheTruth() {
        auto all = samples(200'000, 3);
        const Histogram histogram = histogram_of(all);
        std::sort(all.begin(), all.end());
        for (const double q : {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(all.size()))) - 1;
            const double truth = static_cast<double>(all[rank].count());
            const double told = static_cast<double>(histogram.quantile(q).count());
            QVERIFY2(std::abs(told - truth) <= 0.005 * truth,
                     qPrintable(QStringLiteral("q=%1 told %2 truth %3").arg(q).arg(told).arg(truth)));
        }
        QCOMPARE(histogram.max(), all.back());
    }

    void mergingEqualsRecordingEverythingInOne() {
        const auto a = samples(5000, 1);
        const auto b = samples(3000, 2);
        Histogram merged = histogram_of(a);
        merged.merge(histogram_of(b));
        auto both = a;
        both.insert(both.end(), b.begin(), b.end());
        const Histogram one = histogram_of(both);
        QCOMPARE(merged.count(), one.count());
        for (const double q : {0.1, 0.5, 0.99}) QCOMPARE(merged.quantile(q), one.quantile(q));
    }

    void anEmptyOneAnswersZero() {
        Histogram histogram;
        QCOMPARE(histogram.quantile(0.5), Duration{0});
        histogram.record(Duration{1000});
        histogram.clear();
        QCOMPARE(histogram.count(), std::uint64_t{0});
        QCOMPARE(histogram.quantile(0.99), Duration{0});
    }
};

QTEST_APPLESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
