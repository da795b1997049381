// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/ports/latency_sampler.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kDraws = 200'000;

LatencyModel log_normal(double sigma) {
    LatencyModel model;
    model.cache = 1ms;
    model.database = 50ms;
    model.spread = Spread::log_normal;
    model.sigma = sigma;
    return model;
}

std::vector<double> sorted_databases(const LatencyModel& model) {
    LatencySampler sampler(model, RandomSource(7));
    std::vector<double> times;
    for (std::size_t i = 0; i < kDraws; ++i) times.push_back(to_ms(sampler.database()));
    std::sort(times.begin(), times.end());
    return times;
}

double quantile(const std::vector<double>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size()))];
}

void is_near(double actual, double expected, double share) {
    QVERIFY2(std::abs(actual - expected) <= share * expected, qPrintable(QString("%1, not %2").arg(actual).arg(expected)));
}

}  // namespace

class TestLatencySampler : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aModelWithoutSpreadIsItsMedian() {
        LatencyModel model;
        LatencySampler sampler(model, RandomSource(1));
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(sampler.cache(), model.cache);
            QCOMPARE(sampler.database(), model.database);
        }
    }

    // Quantiles of the standard normal distribution: z(0.99) = 2.3263.
    void aLogNormalModelHasItsMedianAndItsQuantiles() {
        for (const double sigma : {0.25, 0.5, 1.0}) {
            const auto times = sorted_databases(log_normal(sigma));
            is_near(quantile(times, 0.5), 50, 0.01);
            is_near(quantile(times, 0.99), 50 * std::exp(2.3263 * sigma), 0.03);
            is_near(quantile(times, 0.01), 50 / std::exp(2.3263 * sigma), 0.03);
        }
    }

    void theConfiguredShareOfOperationsTakesTheFactor() {
        LatencyModel model;
        model.tail_share = 0.02;
        model.tail_factor = 10;
        const auto times = sorted_databases(model);
        const auto slow = static_cast<double>(std::count(times.begin(), times.end(), 500.0));
        is_near(slow / kDraws, 0.02, 0.05);
        QCOMPARE(static_cast<std::size_t>(slow + static_cast<double>(std::count(times.begin(), times.end(), 50.0))), kDraws);
    }

    void aSeedMeansTheSameTimesAndAnotherSeedOthers() {
        RunConfig config;
        config.latency = log_normal(0.5);
        LatencySampler one(config), same(config);
        config.seed = 2;
        LatencySampler other(config);
        std::size_t equal = 0;
        for (int i = 0; i < 100; ++i) {
            const Duration time = one.cache();
            QCOMPARE(same.cache(), time);
            equal += other.cache() == time ? 1 : 0;
        }
        QVERIFY(equal < 3);
    }

    void theCachesDrawsDoNotShiftTheDatabases() {
        LatencySampler one(log_normal(0.5), RandomSource(3)), two(log_normal(0.5), RandomSource(3));
        for (int i = 0; i < 100; ++i) {
            one.cache();
            QCOMPARE(one.database(), two.database());
        }
    }

    // Recorded figures: a seed means the same nanoseconds on every compiler.
    void theFirstTimesOfASeedAreTheRecordedOnes() {
        RunConfig config;
        config.latency = log_normal(0.5);
        config.latency.tail_share = 0.01;
        LatencySampler sampler(config);
        std::vector<std::int64_t> times;
        for (int i = 0; i < 3; ++i) times.push_back(sampler.database().count());
        const std::vector<std::int64_t> recorded{62287596, 62619181, 67196852};
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(times[i], recorded[i]);
    }
};

QTEST_APPLESS_MAIN(TestLatencySampler)
#include "tst_latency_sampler.moc"
