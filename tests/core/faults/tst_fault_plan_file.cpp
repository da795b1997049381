// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/faults/fault_parameters.h"
#include "core/faults/fault_plan_file.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

bool equal(const FaultPlan& a, const FaultPlan& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const PlannedFault& one, const PlannedFault& other) {
        return one.fault == other.fault && one.from == other.from && one.to == other.to;
    });
}

// Every parameter off its usual value.
Fault unusual(FaultKind kind) {
    Fault fault = make_fault(kind);
    for (const FaultParameter& parameter : entry_of(kind).parameters) {
        std::string value = "2";
        if (parameter.field == FaultField::key) value = "product:7";
        if (parameter.field == FaultField::command) value = "set-nx";
        if (parameter.field == FaultField::choice) value = parameter.choices.back();
        if (parameter.field == FaultField::amount) value = std::to_string(static_cast<int>(parameter.least) + 3);
        if (parameter.field == FaultField::probability) value = "12.5";
        if (const auto set = set_value(fault, parameter, value); !set) qFatal("%s", set.error().c_str());
    }
    return fault;
}

}  // namespace

class TestFaultPlanFile : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyFaultComesBackAsItWas() {
        FaultPlan plan;
        for (const FaultKind kind : kFaultKinds) {
            plan.push_back({unusual(kind), 1500ms, lasting(kind) ? Instant(2750ms) : Instant(1500ms)});
        }
        const auto back = fault_plan_from_json(to_json(plan));
        QVERIFY2(back.has_value(), back ? "" : back.error().c_str());
        QVERIFY(equal(*back, plan));
        for (const PlannedFault& planned : plan) {
            const auto spec = to_text(planned.fault) + "@1.5" + (lasting(planned.fault.kind) ? "-2.75" : "");
            const auto parsed = parse_fault(spec);
            QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().c_str());
            QVERIFY2(equal({*parsed}, {planned}), spec.c_str());
        }
    }
    void aPlanIsSavedAndLoaded() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("plan.json").toStdString();
        const FaultPlan plan{{make_fault(FaultKind::redis_kill), 2s, kNever}, {unusual(FaultKind::net_latency), 1s, 3s}};
        QVERIFY(save_fault_plan(plan, path));
        const auto back = load_fault_plan(path);
        QVERIFY(back.has_value());
        QVERIFY(equal(*back, plan));
    }
    void aPlanThatCannotBeSavedLeavesTheOldOne() {
        const auto saved = save_fault_plan({}, "/nonexistent/plan.json");
        QVERIFY(!saved.has_value());
        QVERIFY(QString::fromStdString(saved.error()).contains("choose a folder"));
    }

    void refusesInOneSentenceThatNamesTheMistake_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("mentions");
        const auto with = [](const char* fault) { return QStringLiteral("{\"stampede_fault_plan\":1,\"faults\":[%1]}").arg(fault); };
        QTest::newRow("no JSON") << "redis-kill@2"
                                 << "no fault plan";
        QTest::newRow("another file") << "{\"faults\":[]}"
                                      << "no fault plan";
        QTest::newRow("no list") << "{\"stampede_fault_plan\":1}"
                                 << "no fault plan";
        QTest::newRow("no name") << with("{\"from\":1}") << "fault 1";
        QTest::newRow("unknown") << with("{\"fault\":\"redis-explode\"}") << "redis-explode";
        QTest::newRow("parameter") << with("{\"fault\":\"db-lock\",\"ms\":5}") << "no parameter 'ms'";
        QTest::newRow("range") << with("{\"fault\":\"db-slow\",\"ms\":1e9}") << "ms=0 to ms=60000";
        QTest::newRow("kind of value") << with("{\"fault\":\"db-slow\",\"ms\":[1]}") << "'ms'";
        QTest::newRow("key") << with("{\"fault\":\"evict-key\"}") << "needs a key";
        QTest::newRow("end") << with("{\"fault\":\"db-lock\",\"from\":5,\"to\":2}") << "ends after it starts";
        QTest::newRow("from") << with("{\"fault\":\"db-lock\",\"from\":\"now\"}") << "seconds";
    }
    void refusesInOneSentenceThatNamesTheMistake() {
        QFETCH(QString, text);
        QFETCH(QString, mentions);
        const auto plan = fault_plan_from_json(text.toStdString());
        QVERIFY(!plan.has_value());
        QVERIFY2(QString::fromStdString(plan.error()).contains(mentions), plan.error().c_str());
    }
};

QTEST_APPLESS_MAIN(TestFaultPlanFile)
#include "tst_fault_plan_file.moc"
