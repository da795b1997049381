// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "core/journal/history.h"
#include "core/lab/load.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// What a view could notice of a state.
QString picture(const LabState& state) {
    QString text = QStringLiteral("%1 r%2 c%3 q%4 d%5 f%6")
                       .arg(state.now().count())
                       .arg(state.requests().size())
                       .arg(state.cache().size())
                       .arg(state.queue().size())
                       .arg(state.database_in_flight())
                       .arg(state.finished());
    for (const auto& [id, request] : state.requests())
        text += QStringLiteral(" R%1:%2:%3").arg(id).arg(int(request.phase)).arg(request.line);
    for (const Key key : state.recent_keys()) {
        const CacheEntry* entry = state.cached(key);
        text += QStringLiteral(" %1=%2").arg(key.id).arg(entry != nullptr ? int(entry->value.version) : -1);
    }
    for (const FaultKind kind : kFaultKinds) text += state.active(kind) ? QLatin1Char('!') : QLatin1Char('.');
    return text;
}

/// A story with everything in it: misses, writes, a freeze, a crash of the cache, an expiry.
void tell(SimulatedLab& it) {
    Workload workload;
    workload.read_share = 0.7;
    workload.keys = 50;
    workload.clients = 8;
    workload.requests = 3000;
    it.lab.set_mode(Mode::run);
    Load load(workload, 1, it.lab, it.loop);
    load.start();
    it.run_for(300ms);
    it.lab.inject(Fault{FaultKind::redis_freeze});
    it.run_for(200ms);
    it.lab.heal_all();
    it.lab.inject(Fault{FaultKind::redis_kill});
    it.run_for(100ms);
    it.lab.heal_all();
    it.lab.inject(Fault{FaultKind::expire_all});
    it.run_for(60s);
}

}  // namespace

class TestHistory : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void anyJumpShowsWhatAFoldFromTheStartShows() {
        SimulatedLab it(SimulatedLab::with("write-behind"));
        tell(it);
        const Journal& journal = it.sink.journal;
        QVERIFY(journal.size() > 10'000);
        std::vector<QString> pictures;
        LabState state;
        pictures.push_back(picture(state));
        for (std::size_t i = 0; i < journal.size(); ++i) {
            state.apply(journal[i]);
            pictures.push_back(picture(state));
        }
        History history(journal);
        std::mt19937_64 random(5);
        for (int jump = 0; jump < 300; ++jump) {
            const std::size_t to = random() % (journal.size() + 1);
            QCOMPARE(picture(history.move_to(to)), pictures[to]);
            QCOMPARE(history.position(), to);
        }
    }

    void aBoundedJournalForgetsTheOldestAndStillJumps() {
        Journal journal(4 * Journal::kChunk);
        for (std::size_t i = 0; i < 10 * Journal::kChunk + 5; ++i) {
            Event event;
            event.type = EventType::request_ended;
            event.at = Instant(static_cast<std::int64_t>(i));
            journal.append(event);
        }
        QVERIFY(journal.first() > 0);
        QVERIFY(journal.size() - journal.first() <= 4 * Journal::kChunk);
        QCOMPARE(journal[journal.first()].at, Instant(static_cast<std::int64_t>(journal.first())));
        QCOMPARE(journal.back().at, Instant(static_cast<std::int64_t>(journal.size() - 1)));
        History history(journal);
        history.move_to(journal.size());
        const LabState& oldest = history.move_to(0);
        QVERIFY(history.position() < journal.size());
        QVERIFY(oldest.finished() < journal.size());
        QVERIFY(history.position() >= journal.first());
    }

    void findsTheFirstEventOfATime() {
        Journal journal;
        for (const int at : {1, 3, 3, 7}) {
            Event event;
            event.at = Instant(at);
            journal.append(event);
        }
        QCOMPARE(journal.lower_bound(Instant(0)), std::size_t{0});
        QCOMPARE(journal.lower_bound(Instant(3)), std::size_t{1});
        QCOMPARE(journal.lower_bound(Instant(4)), std::size_t{3});
        QCOMPARE(journal.lower_bound(Instant(8)), std::size_t{4});
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
