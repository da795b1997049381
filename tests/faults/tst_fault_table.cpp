// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/faults/fault_table.h"

using namespace stampede;
using namespace stampede::test;

namespace {

const std::string kReadme = STAMPEDE_SOURCE_DIR "/core/faults/README.md";

QString named(const std::pair<FaultKind, std::string>& one) {
    return QStringLiteral("%1 with %2").arg(QLatin1String(name_of(one.first)), QString::fromStdString(one.second));
}

}  // namespace

/// Every fault with five combinations in both worlds. The table of core/faults/README.md is written by this test when the environment has
/// STAMPEDE_WRITE_TABLE, and otherwise compared.
class TestFaultTable : public QObject {
    Q_OBJECT

    FaultEffects simulated_, real_;

    const FaultEffect& in(const FaultEffects& effects, FaultKind kind, const char* combination) { return effects.at({kind, combination}); }

   private Q_SLOTS:
    void initTestCase() {
        simulated_ = simulate_all();
        real_ = run_all_for_real();
        if (!qEnvironmentVariableIsSet("STAMPEDE_WRITE_TABLE")) return;
        replace_section(kReadme, "simulated", figures_table(simulated_));
        replace_section(kReadme, "real", letters_table(real_));
    }

    void noRequestIsLeftBehind() {
        for (const FaultEffects* effects : {&simulated_, &real_}) {
            for (const auto& [one, effect] : *effects) QVERIFY2(effect.complete, qPrintable(named(one)));
        }
    }
    void theReadmeHasTheSimulatedFigures() {
        QCOMPARE(QString::fromStdString(section_of(kReadme, "simulated")), QString::fromStdString(figures_table(simulated_)));
    }
    void bothWorldsTellTheSameStory() {
        QStringList differences;
        for (const auto& [one, effect] : simulated_) {
            const std::string differs = disagreement(effect, real_.at(one));
            if (!differs.empty()) differences << named(one) + QStringLiteral(": ") + QString::fromStdString(differs);
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(QLatin1Char('\n'))));
    }
    void withoutAFaultNothingGoesWrong() {
        for (const std::string& combination : table_combinations()) {
            const FaultEffect calm = simulate_calm(combination);
            QCOMPARE(calm.errors, 0.0);
            QCOMPARE(calm.lost, std::uint64_t{0});
        }
    }
};

QTEST_APPLESS_MAIN(TestFaultTable)
#include "tst_fault_table.moc"
