// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/faults/fault_plan.h"

using namespace stampede;
using namespace std::chrono_literals;

class TestFaultPlan : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aPlanSwitchesOnWhatItsFaultsNeed() {
        const auto prepared = [](const char* spec) {
            RunConfig config;
            prepare_for({*parse_fault("db-slow@1-2"), *parse_fault(spec)}, config);
            return config;
        };
        QVERIFY(prepared("redis-power-cut@1-2").append_only);
        QVERIFY(prepared("redis-kill:data=aof@1-2").append_only);
        QVERIFY(!prepared("redis-kill@1-2").append_only);
        QVERIFY(!prepared("redis-freeze@1-2").append_only);
        QVERIFY(prepared("db-power-cut@1-2").database_power_cuts);
        QVERIFY(!prepared("db-down@1-2").database_power_cuts);
        RunConfig wanted;
        wanted.append_only = true;
        prepare_for({}, wanted);
        QVERIFY(wanted.append_only);
    }

    void readsASpanWithParameters() {
        const auto planned = parse_fault("db-slow:ms=800@3-8.5");
        QVERIFY(planned.has_value());
        QCOMPARE(planned->fault.kind, FaultKind::db_slow);
        QCOMPARE(planned->fault.added, Duration(800ms));
        QCOMPARE(planned->from, Instant(3s));
        QCOMPARE(planned->to, Instant(8500ms));
    }
    void knowsWhatItContains() {
        const FaultPlan plan{*parse_fault("db-power-cut@1-2")};
        QVERIFY(contains(plan, FaultKind::db_power_cut));
        QVERIFY(!contains(plan, FaultKind::db_down) && !contains({}, FaultKind::db_power_cut));
    }
    void aFaultWithoutAnEndLastsUntilHealed() { QCOMPARE(parse_fault("redis-kill@2")->to, kNever); }
    void anExpiryHappensOnce() {
        const auto planned = parse_fault("expire-key:key=product:7@1");
        QVERIFY(planned.has_value());
        QVERIFY((planned->fault.key == Key{Kind::product, 7}));
        QCOMPARE(planned->to, planned->from);
    }

    void refusesInOneSentenceThatNamesTheMistake_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("no time") << "redis-kill"
                                 << "needs a time";
        QTest::newRow("unknown") << "redis-explode@1"
                                 << "redis-explode";
        QTest::newRow("bad number") << "redis-kill@soon"
                                    << "number of seconds";
        QTest::newRow("end before start") << "db-lock@5-2"
                                          << "ends after it starts";
        QTest::newRow("unknown parameter") << "db-lock:ms=5@1"
                                           << "no parameter 'ms'";
        QTest::newRow("bad parameter") << "db-slow:ms=fast@1"
                                       << "ms=fast";
        QTest::newRow("bad key") << "expire-key:key=nonsense@1"
                                 << "nonsense";
        QTest::newRow("no key") << "expire-key@1"
                                << "needs a key";
        QTest::newRow("once with an end") << "expire-all@1-2"
                                          << "happens once";
    }
    void refusesInOneSentenceThatNamesTheMistake() {
        QFETCH(QString, spec);
        QFETCH(QString, mentions);
        const auto planned = parse_fault(spec.toStdString());
        QVERIFY(!planned.has_value());
        QVERIFY2(QString::fromStdString(planned.error()).contains(mentions), planned.error().c_str());
    }
};

QTEST_APPLESS_MAIN(TestFaultPlan)
#include "tst_fault_plan.moc"
