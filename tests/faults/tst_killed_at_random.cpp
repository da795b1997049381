// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/ports/random_source.h"
#include "tests/faults/left_over.h"

using namespace stampede;

namespace {

/// How often the program is killed. Fifty take about a minute and a half.
int times() { return qEnvironmentVariableIsSet("STAMPEDE_KILLS") ? qEnvironmentVariableIntValue("STAMPEDE_KILLS") : 6; }

constexpr const char* kFaults[] = {"redis-kill:data=aof@0.2-0.5", "redis-freeze@0.4-0.7", "net-latency:ms=20@0.1-1", "db-lock@0.3-0.5",
                                   "app-crash@0.5-0.7",           "db-full@0.7-0.9",      "redis-power-cut@0.9-1.1", "net-down@1.1-1.3"};

}  // namespace

/// The program is killed while it runs a workload and breaks things: the next start finds everything in order.
class TestKilledAtRandom : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString inside(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QStringList words(const QStringList& more) const {
        return QStringList{"run",        "--strategy",          "write-through", "--world", "live",   "--data-dir", inside("data"),
                           "--database", inside("kept.sqlite"), "--workload",    "ycsb-a",  "--rate", "800",        "--clients",
                           "8",          "--socket-dir",        inside("s")} +
               more;
    }
    static QByteArray answer_of(const QString& program, const QStringList& words, int* code = nullptr) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, words);
        if (!process.waitForFinished(60'000)) return "it did not end";
        if (code != nullptr) *code = process.exitCode();
        return process.readAll().trimmed();
    }

   private Q_SLOTS:
    void initTestCase() { QVERIFY(QDir().mkpath(inside("s"))); }

    void theNextStartFindsEverythingInOrder() {
        int code = -1;
        const QByteArray first = answer_of(QStringLiteral(STAMPEDE_PROGRAM), words({"--requests", "10"}), &code);
        QVERIFY2(code == 0, first.constData());
        RandomSource random(11);
        for (int i = 0; i < times(); ++i) {
            QStringList faults;
            for (const char* fault : kFaults) faults << QStringLiteral("--fault") << QLatin1String(fault);
            QProcess process;
            process.start(QStringLiteral(STAMPEDE_PROGRAM), words(QStringList{"--duration", "20"} + faults));
            QVERIFY(process.waitForStarted());
            QTest::qWait(20 + static_cast<int>(random.below(1500)));
            process.kill();
            QVERIFY(process.waitForFinished());
            QTRY_VERIFY2(test::processes_that_name(inside("s").toStdString()).empty(), "a process outlived the program");

            const QByteArray next = answer_of(QStringLiteral(STAMPEDE_PROGRAM), words({"--requests", "10"}), &code);
            QVERIFY2(code == 0, next.constData());
            QCOMPARE(answer_of(QStringLiteral("sqlite3"), {inside("kept.sqlite"), QStringLiteral("PRAGMA integrity_check")}),
                     QByteArray("ok"));
            QVERIFY2(QDir(inside("s")).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot), "a run directory was left behind");
        }
    }
};

QTEST_GUILESS_MAIN(TestKilledAtRandom)
#include "tst_killed_at_random.moc"
