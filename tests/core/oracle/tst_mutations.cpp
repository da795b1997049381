// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/lab/lab.h"
#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/oracle/in_words.h"
#include "core/simulated/simulated_world.h"
#include "core/workload/presets.h"
#include "tests/core/support/broken_strategies.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;
using enum Property;

namespace {

const Key k = user(1);
const Value initial{0, kInitialVersion};

/// A lab that runs a strategy which is in no catalogue, driven request by request.
struct Rig {
    explicit Rig(MakeStrategy make, std::uint32_t instances = 1)
        : config(of(instances)), world(config, loop, loop), lab(config, loop, world, recorder, std::move(make)) {
        lab.set_mode(Mode::run);
    }
    static RunConfig of(std::uint32_t instances) {
        RunConfig config;
        config.instances = instances;
        return config;
    }
    /// Sends, and waits so long: every request has ended by then unless the span is short.
    Rig& send(RequestKind kind, SessionId session, InstanceId instance = 0, Value based_on = {}, Duration span = 300ms) {
        ClientRequest request{kind, k, session, based_on};
        request.instance = instance;
        lab.send(request);
        return wait(span);
    }
    Rig& read(SessionId session, InstanceId instance = 0, Duration span = 300ms) {
        return send(RequestKind::read, session, instance, {}, span);
    }
    Rig& write(SessionId session, InstanceId instance = 0, Duration span = 300ms) {
        return send(RequestKind::write, session, instance, {}, span);
    }
    Rig& wait(Duration span) {
        loop.run_until(loop.now() + span);
        return *this;
    }

    RunConfig config;
    VirtualTimeLoop loop;
    RunRecorder recorder;
    SimulatedWorld world;
    Lab lab;
};

template <class S>
MakeStrategy broken() {
    return [](const RunConfig&, const Environment& environment) { return std::make_unique<S>(environment); };
}

struct Mutant {
    const char* name;
    Property property;
    MakeStrategy strategy;
    std::uint32_t instances;
    std::function<void(Rig&)> drive;
    Properties expected;  // with what it implies: whoever sees time go back has read something stale
};

const std::vector<Mutant>& mutants() {
    static const std::vector<Mutant> all{
        {"an entry outlives a write", stale_read, broken<NeverDeletes>(), 1,
         [](Rig& rig) { rig.read(2).write(3).read(4, 0, 100ms).wait(2s); }, Properties(stale_read)},
        {"two memories of different age", monotonic_read, broken<KeepsToItself>(), 2,
         [](Rig& rig) { rig.read(2, 0).write(3, 1).read(4, 1).read(4, 0, 100ms).wait(2s).read(5, 1); },
         Properties(stale_read, monotonic_read)},
        {"the writer reads the old entry", read_your_writes, broken<NeverDeletes>(), 1,
         [](Rig& rig) { rig.read(2).write(3).read(3, 0, 100ms).wait(2s); }, Properties(stale_read, read_your_writes)},
        {"a value that is taken back", dirty_read, broken<SetsAndFails>(), 1,
         [](Rig& rig) { rig.write(2, 0, 20ms).read(3, 0, 20ms).wait(2s); }, Properties(dirty_read)},
        {"a value ahead of its commit", read_before_commit, broken<SetsBeforeCommit>(), 1,
         [](Rig& rig) { rig.write(2, 0, 20ms).read(3, 0, 20ms).wait(2s); }, Properties(read_before_commit)},
        {"a write acknowledged and forgotten", lost_write, broken<Forgets>(), 1, [](Rig& rig) { rig.write(2).wait(2s); },
         Properties(lost_write)},
        {"two writes on one parent", lost_update, broken<Overwrites>(), 1,
         [](Rig& rig) { rig.send(RequestKind::write, 2, 0, initial).send(RequestKind::write, 3, 0, initial); }, Properties(lost_update)},
        {"a commit to be sure", applied_twice, broken<CommitsTwice>(), 1, [](Rig& rig) { rig.write(2).read(2); },
         Properties(applied_twice)},
        {"an old entry without a TTL", permanent_inconsistency, broken<NeverDeletesNorExpires>(), 1,
         [](Rig& rig) { rig.read(2).write(3).wait(2s); }, Properties(permanent_inconsistency)},
        {"an old copy in a memory", permanent_inconsistency, broken<KeepsToItselfForEver>(), 2,
         [](Rig& rig) { rig.read(2, 0).write(3, 1).wait(2s); }, Properties(permanent_inconsistency)},
    };
    return all;
}

QString list(Properties properties) {
    QString text;
    for (const Property property : kProperties) {
        if (properties.contains(property)) text += QString::fromUtf8(id_of(property).data()) + QLatin1Char(' ');
    }
    return text;
}

}  // namespace

class TestMutations : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aBrokenStrategyBreaksExactlyThat_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < mutants().size(); ++i) QTest::newRow(mutants()[i].name) << static_cast<int>(i);
    }
    void aBrokenStrategyBreaksExactlyThat() {
        QFETCH(int, index);
        const Mutant& mutant = mutants()[static_cast<std::size_t>(index)];
        Rig rig(mutant.strategy, mutant.instances);
        mutant.drive(rig);
        const Verdict verdict = rig.recorder.verdict();
        QCOMPARE(list(verdict.broken()), list(mutant.expected));
        QCOMPARE(verdict.count(mutant.property), std::uint64_t{1});

        const std::vector<Finding> findings = rig.recorder.findings();
        const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.property == mutant.property; });
        QVERIFY(found != findings.end());
        QVERIFY(found->reasons().size() >= 1);
        QVERIFY(!in_words(*found).empty());
        qInfo("%s", in_words(*found).c_str());
    }

    void everyPropertyHasAMutant() {
        for (const Property property : kProperties) {
            const bool has = std::any_of(mutants().begin(), mutants().end(), [&](const Mutant& m) { return m.property == property; });
            QVERIFY2(has, std::string(id_of(property)).c_str());
        }
    }

    void aSoundStrategyRaisesNothing_data() {
        QTest::addColumn<QString>("workload");
        for (const Workload& workload : workload_presets()) QTest::newRow(workload.name.c_str()) << QString::fromStdString(workload.name);
    }
    void aSoundStrategyRaisesNothing() {
        QFETCH(QString, workload);
        RunConfig config;
        config.strategy = "no-cache";
        Workload load = *find_preset(workload.toStdString());
        load.requests = 2000;
        load.keys = 20;
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        RunRecorder recorder;
        Run run(config, load, {}, loop, world, recorder);
        bool done = false;
        run.start([&] { done = true; });
        while (!done && loop.run_one()) {
        }
        // Without a cache nothing is old; who reads, thinks and writes loses updates all the same.
        QCOMPARE(list(recorder.verdict().broken().without(Properties(lost_update))), QString());
    }

    void cacheAsideOneRequestAtATimeRaisesNothing() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        const RequestKind kinds[] = {RequestKind::read, RequestKind::write, RequestKind::read, RequestKind::erase, RequestKind::read};
        for (int round = 0; round < 20; ++round) {
            it.lab.send(kinds[round % 5], user(1 + static_cast<std::uint32_t>(round) % 3));
            it.step_all();
        }
        Consistency consistency;
        for (std::size_t i = 0; i < it.sink.journal.size(); ++i) consistency.apply(it.sink.journal[i]);
        QCOMPARE(list(consistency.verdict().broken()), QString());
    }
};

QTEST_APPLESS_MAIN(TestMutations)
#include "tst_mutations.moc"
