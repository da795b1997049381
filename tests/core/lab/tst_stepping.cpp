// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "core/model/source_files.h"
#include "core/strategies/catalogue.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// The text of the line of source that an event names.
QString source_line(const Event& event) {
    const auto path = source_file_path(event.file);
    QFile file(QStringLiteral(STAMPEDE_SOURCE_DIR "/") + QString::fromUtf8(path.data(), static_cast<int>(path.size())));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')).value(static_cast<int>(event.line) - 1);
}

}  // namespace

class TestStepping : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aColdReadIsGetSelectSetAndTheNextIsAHit() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.send(RequestKind::read, user(42));
        QCOMPARE(it.lab.waiting().size(), std::size_t{1});
        it.step_all();
        QVERIFY((it.replies() == Words{"GET miss", "SELECT found", "SET"}));
        const Event first = it.events(EventType::request_ended).front();
        QCOMPARE(first.source, Source::database);
        QCOMPARE(first.value.version, kInitialVersion);

        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        QCOMPARE(it.replies().back(), std::string("GET found"));
        QCOMPARE(it.events(EventType::request_ended).back().source, Source::cache);
    }

    void nothingMovesWithoutAStep() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.send(RequestKind::read, user(1));
        const std::size_t events = it.sink.journal.size();
        it.run_for(1h);
        QCOMPARE(it.sink.journal.size(), events);
    }

    void everyEventNamesTheVeryLineThatAwaits() {
        for (const StrategyInfo& info : strategies()) {
            RunConfig config = SimulatedLab::with(std::string(info.id).c_str());
            SimulatedLab it(config);
            it.lab.send(RequestKind::read, user(1));
            it.lab.send(RequestKind::write, user(1));
            it.step_all();
            QVERIFY(!it.events(EventType::parked).empty());
            for (const Event& event : it.events(EventType::parked)) {
                QVERIFY2(source_line(event).contains(QStringLiteral("co_await")), qPrintable(source_line(event)));
            }
        }
    }

    void writePathsAreWhatTheCatalogueSays_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("path");
        QTest::newRow("no-cache") << "no-cache"
                                  << "UPDATE";
        QTest::newRow("cache-aside") << "cache-aside"
                                     << "UPDATE DEL";
        QTest::newRow("read-through") << "read-through"
                                      << "UPDATE DEL";
        QTest::newRow("write-through") << "write-through"
                                       << "UPDATE SET";
        QTest::newRow("write-behind") << "write-behind"
                                      << "SET";
    }
    void writePathsAreWhatTheCatalogueSays() {
        QFETCH(QString, strategy);
        QFETCH(QString, path);
        SimulatedLab it(SimulatedLab::with(strategy.toUtf8().constData()));
        it.lab.send(RequestKind::write, user(1));
        it.step_all();
        QStringList words;
        for (const std::string& word : it.replies()) words << QString::fromStdString(word);
        QCOMPARE(words.join(QLatin1Char(' ')), path);
        QCOMPARE(it.events(EventType::request_ended).front().outcome, Outcome::ok);
    }

    void theLearnerPicksWhichRequestMoves() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.send(RequestKind::read, user(1));
        const RequestId second = it.lab.send(RequestKind::read, user(2));
        const auto waiting = it.lab.waiting();
        QCOMPARE(waiting.size(), std::size_t{2});
        QVERIFY(it.lab.step(waiting[1].operation));
        QCOMPARE(it.events(EventType::issued).front().request, second);
        QVERIFY(!it.lab.step(waiting[1].operation));
    }

    void switchingToRunReleasesWhatWaitsInOrder() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        for (std::uint32_t id = 1; id <= 3; ++id) it.lab.send(RequestKind::read, user(id));
        it.lab.set_mode(Mode::run);
        it.run_for(10s);
        QCOMPARE(it.events(EventType::request_ended).size(), std::size_t{3});
        QCOMPARE(it.events(EventType::issued).front().request, RequestId{1});
        it.lab.set_mode(Mode::step);
        it.lab.send(RequestKind::read, user(9));
        QCOMPARE(it.lab.waiting().size(), std::size_t{1});
    }

    void aStampedeIsOneSelectARequest() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.set_mode(Mode::run);
        it.lab.stampede(user(7), 50);
        it.run_for(10s);
        std::size_t selects = 0;
        for (const Event& event : it.events(EventType::effect)) selects += event.verb == Verb::db_select ? 1 : 0;
        QCOMPARE(selects, std::size_t{50});
    }

    void theThreePartsAndTheWaitAddUpToTheLatency() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.send(RequestKind::read, user(1));
        it.step_all();
        for (const Event& reply : it.events(EventType::replied)) {
            const auto issued = it.events(EventType::issued);
            const auto begun = std::find_if(issued.begin(), issued.end(), [&](const Event& e) { return e.operation == reply.operation; });
            QCOMPARE(reply.at - begun->at, reply.timing.total());
        }
    }
};

QTEST_APPLESS_MAIN(TestStepping)
#include "tst_stepping.moc"
