// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/simulated/simulated_world.h"
#include "tests/core/strategies/guards/fifty_readers.h"

using namespace stampede;
using namespace stampede::test;

/// The same readers on real stores are in tests/live/tst_live_stampede.cpp.
class TestFiftyReaders : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void costTheDatabase_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kFiftyReaders.size(); ++i) QTest::newRow(kFiftyReaders[i].name) << static_cast<int>(i);
    }
    void costTheDatabase() {
        QFETCH(int, row);
        const FiftyReaders& readers = kFiftyReaders[static_cast<std::size_t>(row)];
        const RunConfig config = configuration(readers);
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        FiftyReadersRun run;
        const Cost cost = run.measure(config, loop, world, [&loop](const std::function<bool()>& condition) {
            while (!condition() && loop.run_one()) {
            }
            return condition();
        });
        QCOMPARE(cost.answered, std::size_t{50});
        QCOMPARE(cost.loads, readers.loads);
    }
};

QTEST_APPLESS_MAIN(TestFiftyReaders)
#include "tst_fifty_readers.moc"
