// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/stepped_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

QString text(const std::string& words) { return QString::fromStdString(words); }

RunConfig config_of(const QString& strategy) { return SteppedLab::with(strategy.toStdString()); }

/// What the strategy's requests do that go on beside the client's.
std::string beside(const SteppedLab& it) { return it.told(0); }

}  // namespace

class TestPathOperations : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void operationsInOrder_data() {
        QTest::addColumn<QString>("miss");
        QTest::addColumn<QString>("hit");
        QTest::addColumn<QString>("write");
        QTest::addColumn<QString>("erase");
        QTest::addColumn<QString>("absent");
        QTest::addColumn<bool>("hitAfterWrite");

        const QString miss = "GET miss, SELECT found, SET";
        const QString absent = "GET miss, SELECT miss";
        const auto row = [&](const char* id, const char* write, const char* erase, bool hit_after_write) {
            QTest::newRow(id) << miss << "GET found" << write << erase << absent << hit_after_write;
        };
        row("cache-aside", "UPDATE, DEL", "DELETE, DEL", false);
        row("cache-aside-delete-first", "DEL, UPDATE", "DEL, DELETE", false);
        row("cache-aside-double-delete", "DEL, UPDATE", "DEL, DELETE", false);
        row("read-through", "UPDATE, DEL", "DELETE, DEL", false);
        row("refresh-ahead", "UPDATE, DEL", "DELETE, DEL", false);
        row("write-around", "UPDATE", "DELETE", true);
        row("write-through", "UPDATE, SET", "DELETE, DEL", true);
        row("write-through-reselect", "UPDATE, SELECT found, SET", "DELETE, SELECT miss, DEL", true);
        row("write-through-cache-first", "SET, UPDATE", "DEL, DELETE", true);
        const QString newer = "GET miss, SELECT found, SET IF NEWER";
        QTest::newRow("versioned-cas") << newer << "GET found"
                                       << "UPDATE, SET IF NEWER"
                                       << "DELETE, SET IF NEWER" << absent << false;
        QTest::newRow("versioned-cas-plain-delete") << newer << "GET found"
                                                    << "UPDATE, DEL"
                                                    << "DELETE, DEL" << absent << false;
        const QString begun = "GET, SET NX, SELECT found, SET IF NEWER";
        QTest::newRow("versioned-keys") << begun << "GET, GET found"
                                        << "UPDATE, INCR"
                                        << "DELETE, INCR"
                                        << "GET, SET NX, SELECT miss" << false;
        QTest::newRow("versioned-keys-early") << begun << "GET, GET found"
                                              << "INCR, UPDATE"
                                              << "INCR, DELETE"
                                              << "GET, SET NX, SELECT miss" << false;
    }
    void operationsInOrder() {
        QFETCH(QString, miss);
        QFETCH(QString, hit);
        QFETCH(QString, write);
        QFETCH(QString, erase);
        QFETCH(QString, absent);
        QFETCH(bool, hitAfterWrite);
        SteppedLab it(config_of(QTest::currentDataTag()));
        const auto does = [&it](RequestId request) {
            const Event end = it.finish(request);
            return end.outcome == Outcome::ok ? text(it.told(request)) : QStringLiteral("failed");
        };
        QCOMPARE(does(it.read(user(1))), miss);
        QCOMPARE(does(it.read(user(1))), hit);
        QCOMPARE(does(it.write(user(1))), write);
        const Event after = it.finish(it.read(user(1)));
        QCOMPARE(after.source == Source::cache, hitAfterWrite);
        const bool around = QString(QTest::currentDataTag()) == "write-around";
        QCOMPARE(after.value.write, around ? WriteId{0} : RequestId{3});
        QCOMPARE(does(it.erase(user(1))), erase);
        QCOMPARE(it.finish(it.read(user(1))).found, around);
        QCOMPARE(does(it.read(kNobody)), absent);
        QVERIFY(!it.end_of(7).found);
    }

    void everyPathReadsBackWhatWasInsertedAndErased() {
        for (const StrategyInfo& info : strategies()) {
            SteppedLab it(SteppedLab::with(std::string(info.id)));
            it.finish(it.read(kNobody));
            const Event inserted = it.finish(it.write(kNobody));
            QCOMPARE(inserted.outcome, Outcome::ok);
            const Event read = it.finish(it.read(kNobody));
            QVERIFY2(read.found, info.id.data());
            QCOMPARE(read.value.write, inserted.request);
            it.finish(it.erase(kNobody));
            it.run_for(20s);
            const bool ages = info.id == "write-around";
            QVERIFY2(it.finish(it.read(kNobody)).found == ages, info.id.data());
        }
    }

    void whateverThePathTheVerdictOfOneRequestAfterAnotherIsClean() {
        for (const StrategyInfo& info : strategies()) {
            SteppedLab it(SteppedLab::with(std::string(info.id)));
            for (int round = 0; round < 3; ++round) {
                it.finish(it.read(user(1)));
                it.finish(it.write(user(1)));
                it.finish(it.read(user(1)));
                it.finish(it.erase(user(1)));
                it.finish(it.read(user(1)));
                it.run_for(20s);
            }
            for (const Property property : kProperties) {
                const bool allowed = info.id == "write-around" || info.id.starts_with("write-behind");
                QVERIFY2(allowed || !it.broke(property), (std::string(info.id) + ": " + std::string(id_of(property))).c_str());
            }
        }
    }

    void theSecondDeleteFollowsAfterTheWaitBesideTheRequest() {
        RunConfig config = SteppedLab::with("cache-aside-double-delete");
        config.options = {{"wait", 200}};
        SteppedLab it(config);
        const Event end = it.finish(it.write(user(1)));
        QVERIFY(Duration(end.detail) < 200ms);
        it.run_for(199ms);
        QCOMPARE(text(beside(it)), QString());
        it.run_for(2ms);
        QCOMPARE(text(beside(it)), QString("DEL"));
    }

    void closingWaitsForTheSecondDelete() {
        SteppedLab it(SteppedLab::with("cache-aside-double-delete"));
        it.finish(it.write(user(1)));
        it.finish(it.write(user(2)));
        bool closed = false;
        it.lab.close([&] { closed = true; });
        it.loop.run_until(it.loop.now() + 300ms);
        QVERIFY(!closed);
        it.loop.run_until(it.loop.now() + 300ms);
        QVERIFY(closed);
        QCOMPARE(it.effects(Verb::cache_del), std::size_t{4});
    }

    void refreshAheadLoadsAnAgeingEntryOnceAndBesideTheRequest_data() {
        QTest::addColumn<double>("factor");
        QTest::addColumn<int>("age");
        QTest::addColumn<bool>("reloads");
        QTest::newRow("young") << 0.75 << 74 << false;
        QTest::newRow("ageing") << 0.75 << 76 << true;
        QTest::newRow("off") << 0.0 << 99 << false;
        QTest::newRow("every read") << 1.0 << 1 << true;
        QTest::newRow("half") << 0.5 << 51 << true;
    }
    void refreshAheadLoadsAnAgeingEntryOnceAndBesideTheRequest() {
        QFETCH(double, factor);
        QFETCH(int, age);
        QFETCH(bool, reloads);
        RunConfig config = SteppedLab::with("refresh-ahead");
        config.options = {{"factor", factor}};
        config.ttl.set_all(100s);
        SteppedLab it(config);
        it.finish(it.read(user(1)));
        it.run_for(std::chrono::seconds(age));
        const Event first = it.finish(it.read(user(1)));
        const Event second = it.finish(it.read(user(1)));
        QCOMPARE(first.source, Source::cache);
        QCOMPARE(second.source, Source::cache);
        it.finish_all();
        QCOMPARE(text(beside(it)), reloads ? QString("SELECT found, SET") : QString());
        it.run_for(60s);
        QCOMPARE(it.finish(it.read(user(1))).source, reloads || age < 40 ? Source::cache : Source::database);
    }

    void refreshAheadTriesAgainAfterAReloadThatFailed() {
        RunConfig config = SteppedLab::with("refresh-ahead");
        config.ttl.set_all(100s);
        config.deadlines.database = 100ms;
        SteppedLab it(config);
        it.finish(it.read(user(1)));
        it.run_for(80s);
        it.fault(FaultKind::db_slow);
        it.finish(it.read(user(1)));
        it.finish_all();
        QCOMPARE(text(beside(it)), QString("SELECT timed out"));
        it.lab.heal_all();
        it.run_for(2s);
        it.finish(it.read(user(1)));
        it.finish_all();
        QCOMPARE(text(beside(it)), QString("SELECT timed out, SELECT found, SET"));
    }

    void aVersionedRefillOfTheSameVersionRenewsTheTtl() {
        RunConfig config = SteppedLab::with("versioned-cas");
        config.ttl.set_all(100s);
        SteppedLab it(config);
        const RequestId first = it.read(user(1));
        const RequestId second = it.read(user(1));
        it.step(second);
        it.finish(first);
        it.finish(second);
        QCOMPARE(it.effects(Verb::cache_set_newer), std::size_t{2});
        QVERIFY(std::all_of(it.sink.events.begin(), it.sink.events.end(),
                            [](const Event& e) { return e.type != EventType::effect || e.verb != Verb::cache_set_newer || e.applied; }));
    }
};

QTEST_APPLESS_MAIN(TestPathOperations)
#include "tst_path_operations.moc"
