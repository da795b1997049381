// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Ran {
    int code = -1;
    QString out;
    QString err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

}  // namespace

/// The program as a script sees it: words in, exit code, stdout and stderr out.
class TestCommandLine : public QObject {
    Q_OBJECT

    QTemporaryDir data_;

    QProcessEnvironment environment() const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        return environment;
    }

    Ran run(const QStringList& words, const QProcessEnvironment& environment) const {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(STAMPEDE_PROGRAM), words);
        Ran ran;
        if (!process.waitForFinished(120'000)) return ran;
        ran.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        ran.out = QString::fromUtf8(process.readAllStandardOutput());
        ran.err = QString::fromUtf8(process.readAllStandardError());
        return ran;
    }
    Ran run(const QStringList& words) const { return run(words, environment()); }

    Ran live(const QStringList& words) const {
        return run(QStringList{QStringLiteral("run"), QStringLiteral("--world"), QStringLiteral("live"), QStringLiteral("--json"),
                               QStringLiteral("--data-dir"), data_.path()} +
                   words);
    }

   private Q_SLOTS:
    void saysItsVersionAndItsWordsWithoutADisplay() {
        const Ran version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QCOMPARE(version.out.trimmed(), QStringLiteral("stampede " STAMPEDE_VERSION));
        const Ran help = run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char* word : {"strategies", "doctor", "run", "demo"}) QVERIFY2(help.out.contains(QLatin1String(word)), word);
    }

    void listsTheCatalogue() {
        const Ran ran = run({QStringLiteral("strategies"), QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        QStringList ids;
        for (const QJsonValue& value : ran.json()[QStringLiteral("strategies")].toArray())
            ids << value.toObject()[QStringLiteral("id")].toString();
        QCOMPARE(ids.join(QLatin1Char(' ')),
                 QStringLiteral("no-cache cache-aside cache-aside-delete-first cache-aside-double-delete read-through refresh-ahead "
                                "write-around write-through write-through-reselect write-through-cache-first versioned-keys "
                                "versioned-keys-early versioned-cas versioned-cas-plain-delete write-behind write-behind-list "
                                "write-behind-stream write-behind-as-published-a write-behind-as-published-b"));
        for (const char* part : {"guards", "invalidations"}) {
            for (const QJsonValue& value : ran.json()[QLatin1String(part)].toArray()) {
                const QJsonObject layer = value.toObject();
                QVERIFY(!layer[QStringLiteral("sentence")].toString().isEmpty());
                for (const QJsonValue& option : layer[QStringLiteral("options")].toArray()) {
                    const QJsonObject info = option.toObject();
                    QVERIFY2(!info[QStringLiteral("sentence")].toString().isEmpty(), qPrintable(layer[QStringLiteral("id")].toString()));
                    QVERIFY(info[QStringLiteral("low")].toDouble() <= info[QStringLiteral("default")].toDouble());
                    QVERIFY(info[QStringLiteral("default")].toDouble() <= info[QStringLiteral("high")].toDouble());
                }
            }
        }
    }

    void aBadOptionIsOneSentenceOnStderrAndExitCode2_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("mentions");
        const auto row = [](const char* name, const char* words, const char* mentions) {
            QTest::newRow(name) << QString::fromLatin1(words).split(QLatin1Char(' ')) << QString::fromLatin1(mentions);
        };
        row("unknown word", "dance", "dance");
        row("no strategy", "run", "--strategy");
        row("unknown strategy", "run --strategy cash-aside", "cache-aside");
        row("unknown guard", "run --strategy cache-aside --guard moat", "moat");
        row("unknown world", "run --strategy cache-aside --world parallel", "parallel");
        row("unknown workload", "run --strategy cache-aside --workload ycsb-q", "ycsb-q");
        row("guard's unknown option", "run --strategy cache-aside --guard jitter:width=3", "width");
        row("guard's option out of range", "run --strategy cache-aside --guard jitter:percent=120", "percent takes 0 to 90 %");
        row("malformed guard", "run --strategy cache-aside --guard jitter:percent", "name:option=number");
        row("guard that makes no sense", "run --strategy no-cache --guard jitter", "never look into a cache");
        row("unknown invalidation", "run --strategy cache-aside --invalidation telepathy", "telepathy");
        row("strategy's unknown option", "run --strategy cache-aside --option speed=3", "speed");
        row("unknown eviction", "run --strategy cache-aside --eviction fifo", "allkeys-lru");
        row("cancels", "run --strategy cache-aside --db-cancels maybe", "--db-cancels takes on or off");
        row("database deadline", "run --strategy cache-aside --db-deadline-ms 0", "--db-deadline-ms takes 1 to 600000 ms");
        row("unknown spread", "run --strategy cache-aside --latency normal", "log-normal");
        row("out of range", "run --strategy cache-aside --instances 9", "--instances takes 1 to 4");
        row("no number", "run --strategy cache-aside --clients many", "many");
        row("warm out of range", "run --strategy cache-aside --warm 10001", "--warm takes 0 to 10000");
        row("unknown recipe", "run --recipe lasagne", "metastable-bounded");
        row("a plan that is not there", "run --strategy cache-aside --fault nowhere.json", "nowhere.json");
        row("bad fault", "run --strategy cache-aside --fault redis-kill", "needs a time");
    }
    void aBadOptionIsOneSentenceOnStderrAndExitCode2() {
        QFETCH(QStringList, words);
        QFETCH(QString, mentions);
        const Ran ran = run(words);
        QCOMPARE(ran.code, 2);
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(ran.err.trimmed().count(QLatin1Char('\n')), 0);
        QVERIFY2(ran.err.contains(mentions), qPrintable(ran.err));
    }

    void listsTheFaultsWithTheirParameters() {
        const Ran ran = run({QStringLiteral("faults"), QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        const QJsonArray faults = ran.json()[QStringLiteral("faults")].toArray();
        QCOMPARE(faults.size(), 41);
        for (const QJsonValue& value : faults) {
            const QJsonObject fault = value.toObject();
            QVERIFY(!fault[QStringLiteral("sentence")].toString().isEmpty());
            QVERIFY(!fault[QStringLiteral("group")].toString().isEmpty());
        }
        const Ran text = run({QStringLiteral("faults")});
        QCOMPARE(text.code, 0);
        QVERIFY(text.out.contains(QStringLiteral("ms=800  Added time: 0 to 60000 ms")));
    }

    void aPlanFromAFileIsWhatItsFaultsAreOneByOne() {
        const QString path = data_.filePath(QStringLiteral("plan.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"stampede_fault_plan": 1, "faults": [{"fault": "db-slow", "ms": 300, "from": 1, "to": 2}]})");
        file.close();
        const QStringList words =
            QStringLiteral("run --strategy cache-aside --world simulated --rate 100 --requests 500 --json --fault").split(QLatin1Char(' '));
        const Ran from_file = run(words + QStringList{path});
        QVERIFY2(from_file.code == 0, qPrintable(from_file.err));
        const Ran one_by_one = run(words + QStringList{QStringLiteral("db-slow:ms=300@1-2")});
        QCOMPARE(from_file.json()[QStringLiteral("journal_hash")], one_by_one.json()[QStringLiteral("journal_hash")]);
    }

    void aRecipeRunsAndWhatIsGivenBesideItTakesItsPlace() {
        const Ran list = run({QStringLiteral("run"), QStringLiteral("--recipe"), QStringLiteral("list")});
        QCOMPARE(list.code, 0);
        QVERIFY(list.out.contains(QStringLiteral("metastable-bounded")));
        const Ran ran = run(QStringLiteral("run --recipe metastable --world simulated --duration 40 --rate 1000 --timeline --json")
                                .split(QLatin1Char(' ')));
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const QJsonArray timeline = ran.json()[QStringLiteral("timeline")].toArray();
        QVERIFY(timeline.size() >= 40 && timeline.size() <= 42);
        const auto at = [&](qsizetype second, const char* field) { return timeline[second].toObject()[QLatin1String(field)].toDouble(); };
        QVERIFY(at(0, "hit_rate") > 0.9);  // it was warm
        QVERIFY(at(10, "requests") > 850 && at(10, "requests") < 1150);
        QVERIFY(at(20, "success") == 1);
        QVERIFY(at(38, "success") < 0.7);
        QVERIFY(at(38, "db_abandoned") > 100);
    }

    void aSimulatedRunIsRepeatableToTheLastEvent() {
        const QStringList words{QStringLiteral("run"),     QStringLiteral("--strategy"), QStringLiteral("cache-aside"),
                                QStringLiteral("--world"), QStringLiteral("simulated"),  QStringLiteral("--workload"),
                                QStringLiteral("ycsb-b"),  QStringLiteral("--requests"), QStringLiteral("20000"),
                                QStringLiteral("--seed"),  QStringLiteral("1"),          QStringLiteral("--json")};
        const Ran first = run(words);
        QCOMPARE(first.code, 0);
        QCOMPARE(run(words).json()[QStringLiteral("journal_hash")], first.json()[QStringLiteral("journal_hash")]);
        QCOMPARE(first.json()[QStringLiteral("requests")].toInt(), 20'000);
    }

    void aLiveRunPrintsFiguresThatAddUp() {
        const Ran ran =
            live({QStringLiteral("--strategy"), QStringLiteral("cache-aside"), QStringLiteral("--workload"), QStringLiteral("ycsb-b"),
                  QStringLiteral("--requests"), QStringLiteral("2000"), QStringLiteral("--seed"), QStringLiteral("1")});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const QJsonObject json = ran.json();
        QCOMPARE(json[QStringLiteral("hits")].toInt() + json[QStringLiteral("misses")].toInt(), json[QStringLiteral("reads")].toInt());
        QCOMPARE(json[QStringLiteral("requests")].toInt(), 2000);
        QCOMPARE(json[QStringLiteral("errors")].toInt(), 0);
        QVERIFY(json[QStringLiteral("hits")].toInt() > 0);
    }

    void writesAJournalOfEveryEvent() {
        const QString file = data_.filePath(QStringLiteral("journal.jsonl"));
        const Ran ran = live({QStringLiteral("--strategy"), QStringLiteral("write-through"), QStringLiteral("--requests"),
                              QStringLiteral("50"), QStringLiteral("--journal"), file});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QFile journal(file);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        int ended = 0;
        while (!journal.atEnd()) {
            const QJsonDocument line = QJsonDocument::fromJson(journal.readLine());
            QVERIFY(line.isObject());
            ended += line.object()[QStringLiteral("type")].toString() == QStringLiteral("request_ended") ? 1 : 0;
        }
        QCOMPARE(ended, 50);
        QVERIFY(run({QStringLiteral("run"), QStringLiteral("--strategy"), QStringLiteral("no-cache"), QStringLiteral("--world"),
                     QStringLiteral("simulated"), QStringLiteral("--journal"), QStringLiteral("/no/such/folder/journal")})
                    .err.contains(QStringLiteral("/no/such/folder/journal")));
    }

    void withoutARedisServerALiveRunSaysHowToInstallOne() {
        QTemporaryDir empty;
        QProcessEnvironment bare = environment();
        bare.insert(QStringLiteral("PATH"), empty.path());
        const Ran ran = run({QStringLiteral("run"), QStringLiteral("--strategy"), QStringLiteral("cache-aside"), QStringLiteral("--world"),
                             QStringLiteral("live"), QStringLiteral("--data-dir"), data_.path()},
                            bare);
        QCOMPARE(ran.code, 1);
        QCOMPARE(ran.err.trimmed().count(QLatin1Char('\n')), 0);
        QVERIFY2(ran.err.contains(QStringLiteral("apt install redis-server")), qPrintable(ran.err));
    }

    void sigtermUnderWriteBehindLosesNothing() {
        const QString database = data_.filePath(QStringLiteral("kept.sqlite"));
        const QString journal = data_.filePath(QStringLiteral("term.jsonl"));
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(STAMPEDE_PROGRAM),
                      {QStringLiteral("run"), QStringLiteral("--strategy"), QStringLiteral("write-behind"), QStringLiteral("--world"),
                       QStringLiteral("live"), QStringLiteral("--workload"), QStringLiteral("ycsb-a"), QStringLiteral("--duration"),
                       QStringLiteral("60"), QStringLiteral("--json"), QStringLiteral("--data-dir"), data_.path(),
                       QStringLiteral("--database"), database, QStringLiteral("--journal"), journal});
        QVERIFY(process.waitForStarted());
        // Wait until the journal shows that it is well under way; then ask it to end.
        QTRY_VERIFY_WITH_TIMEOUT(QFile(journal).size() > 500'000, 60'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json[QStringLiteral("interrupted")].toBool(), true);
        QVERIFY(json[QStringLiteral("writes")].toInt() > 100);
        QCOMPARE(json[QStringLiteral("lost_writes")].toInt(), 0);
        QVERIFY(QFile::exists(database));
    }

    void doctorSaysWhatTheMachineHas() {
        const Ran ran = run({QStringLiteral("doctor"), QStringLiteral("--json"), QStringLiteral("--data-dir"), data_.path()});
        QVERIFY2(ran.code == 0, qPrintable(ran.err + ran.out));
        QVERIFY(ran.json()[QStringLiteral("ready")].toBool());
        QTemporaryDir empty;
        QProcessEnvironment bare = environment();
        bare.insert(QStringLiteral("PATH"), empty.path());
        const Ran without = run({QStringLiteral("doctor")}, bare);
        QCOMPARE(without.code, 1);
        QVERIFY(without.out.contains(QStringLiteral("redis-server")));
    }

    void aScriptOfTheSearchIsReplayedOnBothWorlds_data() {
        QTest::addColumn<QString>("world");
        QTest::newRow("live") << QStringLiteral("live");
        QTest::newRow("simulated") << QStringLiteral("simulated");
    }
    void aScriptOfTheSearchIsReplayedOnBothWorlds() {
        QFETCH(QString, world);
        QTemporaryDir folder;
        const QString script = folder.filePath(QStringLiteral("race.json"));
        const Ran found =
            run({QStringLiteral("explore"), QStringLiteral("--strategy"), QStringLiteral("cache-aside"), QStringLiteral("--property"),
                 QStringLiteral("permanent-inconsistency"), QStringLiteral("--script"), script});
        QCOMPARE(found.code, 0);
        const QStringList words{QStringLiteral("replay"),     script,      QStringLiteral("--world"), world,
                                QStringLiteral("--data-dir"), data_.path()};
        const Ran text = run(words);
        QVERIFY2(text.code == 0, qPrintable(text.err + text.out));
        QVERIFY2(text.out.contains(QStringLiteral("   3* W1  UPDATE user:profile:1: W1's v2\n")), qPrintable(text.out));
        QVERIFY2(text.out.contains(QStringLiteral("Redis keeps v1 of user:profile:1")), qPrintable(text.out));
        const Ran ran = run(words + QStringList{QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.json()[QStringLiteral("equals_search")].toBool());
        QCOMPARE(ran.json()[QStringLiteral("steps")].toArray().size(), 5);
        QCOMPARE(ran.json()[QStringLiteral("broken")].toObject().keys(), QStringList{QStringLiteral("permanent-inconsistency")});
    }

    void aJournalBecomesATrace() {
        QTemporaryDir folder;
        const QString journal = folder.filePath(QStringLiteral("run.jsonl"));
        const QString direct = folder.filePath(QStringLiteral("direct.json"));
        const QString later = folder.filePath(QStringLiteral("later.json"));
        const Ran ran = run({QStringLiteral("run"), QStringLiteral("--strategy"), QStringLiteral("cache-aside"), QStringLiteral("--world"),
                             QStringLiteral("simulated"), QStringLiteral("--requests"), QStringLiteral("100"), QStringLiteral("--journal"),
                             journal, QStringLiteral("--trace"), direct});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QCOMPARE(run({QStringLiteral("trace"), journal, later}).code, 0);
        const auto text = [](const QString& name) {
            QFile file(name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(text(later), text(direct));
        QVERIFY(QJsonDocument::fromJson(text(direct)).object()[QStringLiteral("traceEvents")].toArray().size() > 200);
        const Ran missing = run({QStringLiteral("trace"), QStringLiteral("/nowhere.jsonl"), later});
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.err.contains(QStringLiteral("cannot be read")));
        QCOMPARE(text(later), text(direct));
        const QByteArray before = text(journal);
        const Ran itself = run({QStringLiteral("trace"), journal, journal});
        QCOMPARE(itself.code, 1);
        QVERIFY(itself.err.contains(QStringLiteral("name another file")));
        QCOMPARE(text(journal), before);
    }

    void exploringSaysBecauseAndWhatWouldCureIt() {
        const Ran ran = run({QStringLiteral("explore"), QStringLiteral("--strategy"), QStringLiteral("cache-aside"),
                             QStringLiteral("--readers"), QStringLiteral("2"), QStringLiteral("--writers"), QStringLiteral("1"),
                             QStringLiteral("--property"), QStringLiteral("stale-read"), QStringLiteral("--property"),
                             QStringLiteral("stampede-width>1"), QStringLiteral("--remedies"), QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        const QJsonArray violations = ran.json()[QStringLiteral("violations")].toArray();
        QCOMPARE(violations.size(), 2);
        QCOMPARE(violations[0].toObject()[QStringLiteral("property")].toString(), QStringLiteral("stampede-width>1"));
        const QJsonObject stale = violations[1].toObject();
        QCOMPARE(stale[QStringLiteral("steps")].toInt(), 6);
        QVERIFY(stale[QStringLiteral("because")].toArray()[0].toString().contains(QStringLiteral("came from R1's SET")));
        const QJsonObject remedies = ran.json()[QStringLiteral("remedies")].toObject();
        QCOMPARE(remedies[QStringLiteral("operations_without")].toObject()[QStringLiteral("cold_read")].toInt(), 3);
        const QJsonObject first = remedies[QStringLiteral("tried")].toArray()[0].toObject();
        QCOMPARE(first[QStringLiteral("id")].toString(), QStringLiteral("mutex"));
        QCOMPARE(first[QStringLiteral("result")].toString(), QStringLiteral("cures"));
    }

    void aScriptIsReplayedFromALineOfText() {
        const Ran ran = run({QStringLiteral("replay"), QStringLiteral("--text"), QStringLiteral("cache-aside 2R+1W: R1 R1 W1 W1 R1 R2"),
                             QStringLiteral("--world"), QStringLiteral("simulated"), QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        const QJsonArray steps = ran.json()[QStringLiteral("steps")].toArray();
        QCOMPARE(steps[5].toObject()[QStringLiteral("value_from_step")].toInt(), 5);
        QVERIFY(steps[5].toObject()[QStringLiteral("matters")].toBool());
        QVERIFY(steps[0].toObject()[QStringLiteral("sentence")].toString().startsWith(QStringLiteral("R1 asks Redis")));
        const Ran none = run({QStringLiteral("replay")});
        QCOMPARE(none.code, 2);
        QVERIFY(none.err.contains(QStringLiteral("--text")));
    }

    void aDamagedScriptIsOneSentence_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("mentions");
        QTest::addColumn<int>("code");
        const auto script = [](const char* steps) {
            return QByteArray(R"({"stampede_script": 1, "strategy": "cache-aside", "script": ")") + steps + "\"}";
        };
        QTest::newRow("no JSON") << QByteArray("{\"x") << QStringLiteral("not understood") << 2;
        QTest::newRow("another file") << QByteArray("{}") << QStringLiteral("not a script of Stampede") << 2;
        QTest::newRow("nobody") << script("R1 Q7") << QStringLiteral("'Q7'") << 2;
        QTest::newRow("an impossible step") << script("R1 R1 R1 R1") << QStringLiteral("Step 4 (R1)") << 1;
    }
    void aDamagedScriptIsOneSentence() {
        QFETCH(QByteArray, text);
        QFETCH(QString, mentions);
        QFETCH(int, code);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("script.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const Ran ran = run({QStringLiteral("replay"), file.fileName(), QStringLiteral("--world"), QStringLiteral("simulated")});
        QCOMPARE(ran.code, code);
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(ran.err.trimmed().count(QLatin1Char('\n')), 0);
        QVERIFY2(ran.err.contains(mentions), qPrintable(ran.err));
    }

    void withoutADisplayTheWindowIsRefusedInOneSentence() {
        const Ran ran = run({});
        QCOMPARE(ran.code, 1);
        QVERIFY(ran.err.contains(QStringLiteral("no display")));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
