// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <functional>
#include <optional>

#include "tests/core/strategies/stepped_lab.h"

using namespace stampede;
using namespace stampede::test;

namespace {

/// What one of those who take part does: it is sent when it is first chosen.
struct Actor {
    RequestKind kind = RequestKind::read;
    SessionId session = 1;
};

/// One run by a script: at each point, which of those who can move does.
class Scene {
   public:
    Scene(const RunConfig& config, std::vector<Actor> parts, bool version_known) : it(config), parts_(std::move(parts)) {
        if (!version_known) return;
        // Leaves the counter of the row's versions, and nothing under the number that it now has.
        it.finish(it.read(user(1)));
        it.finish(it.write(user(1)));
        it.run_for(std::chrono::seconds(2));
    }

    std::vector<std::size_t> movable() const {
        std::vector<std::size_t> movable;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (i >= requests_.size() || !requests_[i] || !it.next(*requests_[i]).empty()) movable.push_back(i);
        }
        if (!it.next(0).empty()) movable.push_back(parts_.size());
        return movable;
    }
    void move(std::size_t part) {
        if (part == parts_.size()) return void(it.step(0));
        requests_.resize(parts_.size());
        if (!requests_[part]) requests_[part] = it.send(parts_[part].kind, user(1), 0, parts_[part].session);
        it.step(*requests_[part]);
        while (!it.loop.idle() && it.loop.next_deadline() <= it.loop.now()) it.loop.run_one();
    }

    SteppedLab it;

   private:
    std::vector<Actor> parts_;
    std::vector<std::optional<RequestId>> requests_;
};

/// Runs every schedule of the parts and hands the lab over at the end of each; their number.
std::size_t every_schedule(const RunConfig& config, const std::vector<Actor>& parts, bool version_known,
                           const std::function<void(SteppedLab&)>& judge) {
    std::size_t schedules = 0;
    std::vector<std::size_t> script;
    const std::function<void()> go_on = [&] {
        Scene scene(config, parts, version_known);
        for (const std::size_t part : script) scene.move(part);
        const auto movable = scene.movable();
        if (movable.empty()) {
            ++schedules;
            return judge(scene.it);
        }
        for (const std::size_t part : movable) {
            script.push_back(part);
            go_on();
            script.pop_back();
        }
    };
    go_on();
    return schedules;
}

RunConfig config_of(const char* strategy) {
    RunConfig config = SteppedLab::with(strategy);
    if (config.strategy == "cache-aside-double-delete") config.options = {{"wait", 0}};
    return config;
}

bool versions_its_keys(const RunConfig& config) { return config.strategy.starts_with("versioned-keys"); }

}  // namespace

class TestSchedules : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    /// One reader and one writer, cold: counts found by an independent model of the same steps.
    void howManySchedulesLeaveAnOldValue_data() {
        QTest::addColumn<int>("schedules");
        QTest::addColumn<int>("stale");
        QTest::newRow("cache-aside") << 10 << 1;
        QTest::newRow("read-through") << 10 << 1;
        QTest::newRow("refresh-ahead") << 10 << 1;
        QTest::newRow("cache-aside-delete-first") << 10 << 6;
        QTest::newRow("cache-aside-double-delete") << 20 << 3;
        QTest::newRow("write-through") << 10 << 1;
        // Ten in the model, where a reader that hits takes its other two steps in vain.
        QTest::newRow("write-through-cache-first") << 8 << 4;
        QTest::newRow("write-through-reselect") << 20 << 1;
        QTest::newRow("versioned-cas-plain-delete") << 10 << 1;
        QTest::newRow("versioned-cas") << 10 << 0;
        QTest::newRow("versioned-keys") << 15 << 0;
        QTest::newRow("versioned-keys-early") << 15 << 2;
    }
    void howManySchedulesLeaveAnOldValue() {
        QFETCH(int, schedules);
        QFETCH(int, stale);
        const RunConfig config = config_of(QTest::currentDataTag());
        int found = 0;
        const std::vector<Actor> parts{{RequestKind::read, 1}, {RequestKind::write, 2}};
        const std::size_t all =
            every_schedule(config, parts, versions_its_keys(config), [&](SteppedLab& it) { found += it.left_stale() ? 1 : 0; });
        QCOMPARE(found, stale);
        QCOMPARE(static_cast<int>(all), schedules);
    }

    /// Between a commit and what follows it one reader has the new row and another still the old one.
    void theSlowerReaderDoesNotPutTheOlderRowBack_data() {
        QTest::addColumn<bool>("stale");
        QTest::newRow("cache-aside") << true;
        QTest::newRow("versioned-cas") << false;
        QTest::newRow("versioned-keys") << false;
    }
    void theSlowerReaderDoesNotPutTheOlderRowBack() {
        QFETCH(bool, stale);
        SteppedLab it(config_of(QTest::currentDataTag()));
        const std::string fill = it.config.strategy == "cache-aside" ? "SET" : "SET IF NEWER";
        const RequestId slow = it.read(user(1));
        it.step_to(slow, fill);
        const RequestId writer = it.write(user(1));
        it.step(writer);
        const RequestId quick = it.read(user(1), 0, 3);
        QCOMPARE(it.finish(quick).value.write, writer);
        it.finish(slow);
        const Event next = it.finish(it.read(user(1), 0, 3));
        QCOMPARE(next.source, Source::cache);
        QCOMPARE(next.value.write == writer, !stale);
        QCOMPARE(it.broke(Property::monotonic_read), stale);
    }

    /// Two readers of one session and a writer, on every schedule: nothing happens that the catalogue says never does.
    void noScheduleBreaksAPromise_data() {
        QTest::addColumn<int>("kind");
        for (const StrategyInfo& info : strategies()) {
            if (info.id.starts_with("write-behind")) continue;
            QTest::addRow("%s, write", info.id.data()) << static_cast<int>(RequestKind::write);
            QTest::addRow("%s, erase", info.id.data()) << static_cast<int>(RequestKind::erase);
        }
    }
    void noScheduleBreaksAPromise() {
        QFETCH(int, kind);
        const QString id = QString(QTest::currentDataTag()).section(',', 0, 0);
        const RunConfig config = config_of(id.toUtf8().constData());
        const Properties promised = promises(config);
        std::size_t bad = 0;
        const std::vector<Actor> parts{{RequestKind::read, 1}, {RequestKind::read, 1}, {static_cast<RequestKind>(kind), 2}};
        const std::size_t all = every_schedule(config, parts, versions_its_keys(config), [&](SteppedLab& it) {
            it.finish(it.read(user(1), 0, 2));
            const Properties broken = it.verdict().broken();
            for (const Property property : kProperties) bad += broken.contains(property) && promised.contains(property) ? 1 : 0;
        });
        QVERIFY(all >= 6);
        QCOMPARE(bad, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSchedules)
#include "tst_schedules.moc"
