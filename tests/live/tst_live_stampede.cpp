// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/contract/live_under_test.h"
#include "tests/core/strategies/guards/fifty_readers.h"

using namespace stampede;
using namespace stampede::test;

/// 50 readers of one expired key, on a private redis-server and SQLite.
class TestLiveStampede : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void fiftyReadersCostTheDatabase_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kFiftyReaders.size(); ++i) QTest::newRow(kFiftyReaders[i].name) << static_cast<int>(i);
    }
    void fiftyReadersCostTheDatabase() {
        QFETCH(int, row);
        const FiftyReaders& readers = kFiftyReaders[static_cast<std::size_t>(row)];
        LiveOptions options;
        options.config = configuration(readers);
        const std::unique_ptr<LiveUnderTest> stores = open_for_test(options);
        FiftyReadersRun run;
        const Cost cost = run.measure(options.config, stores->scheduler(), stores->world(),
                                      [&stores](const std::function<bool()>& condition) { return stores->run_until(condition); });
        QCOMPARE(cost.answered, std::size_t{50});
        QCOMPARE(cost.loads, readers.loads);
    }
};

QTEST_APPLESS_MAIN(TestLiveStampede)
#include "tst_live_stampede.moc"
