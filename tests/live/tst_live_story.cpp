// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/async/virtual_time_loop.h"
#include "core/explore/stored_state.h"
#include "core/lab/hand.h"
#include "core/lab/story.h"
#include "core/ports/random_source.h"
#include "core/simulated/simulated_world.h"
#include "tests/contract/live_under_test.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kRows = 3;

class Counted final : public EventSink {
   public:
    void record(const Event&) override { ++events; }
    std::size_t events = 0;
};

RunConfig config_of(const QString& combination) {
    const QStringList words = combination.split(QLatin1Char('+'));
    RunConfig config;
    config.strategy = words.front().toStdString();
    for (const QString& guard : words.mid(1)) config.guards.push_back(Choice{guard.toStdString()});
    config.latency.cache = config.latency.database = Duration{0};
    config.deadlines = {1min, 1min};
    config.instances = 2;
    return config;
}

// What the stores hold. Whoever has observed the world hears nothing after this until it begins again.
std::string held_by(World& world, const Until& until) {
    StoredState state(world, until);
    std::string text;
    for (std::uint32_t id = 1; id <= kRows; ++id) {
        const Key key{Kind::user_profile, id};
        for (const auto& held : {state.entry(key), state.row(key)}) {
            if (!held) return held.error();
            text += std::to_string(held->found) + " " + name_of(held->state) + " " + std::to_string(held->value.write) + " v" +
                    std::to_string(held->value.version) + "; ";
        }
    }
    return text;
}

// Who waits for what.
std::string waiting_in(const Lab& lab) {
    std::string text;
    for (const auto& all : {lab.waiting(), lab.resting()}) {
        for (const Waiting& one : all) text += std::to_string(one.operation) + " " + name_of(one.verb) + " " + to_string(one.key) + "; ";
    }
    return text;
}

/// A story on a world, with what a test asks of it.
struct Told {
    Told(const RunConfig& config, Scheduler& scheduler, World& world_, Until until_)
        : until(until_), world(&world_), story(config, scheduler, world_, sink, until_) {}

    std::string stores() { return held_by(*world, until); }
    std::string waiting() const { return waiting_in(story.lab()); }

    Counted sink;
    Until until;
    World* world;
    Story story;
};

struct SimulatedStory {
    explicit SimulatedStory(const RunConfig& config) : world(config, loop, loop), it(config, loop, world, until_of(loop)) {}
    VirtualTimeLoop loop;
    SimulatedWorld world;
    Told it;
};

struct LiveStory {
    explicit LiveStory(const RunConfig& config)
        : stores(open(config)), it(config, stores->scheduler(), stores->world(), [this](const std::function<bool()>& condition) {
              return stores->run_until(condition);
          }) {}
    static std::unique_ptr<LiveUnderTest> open(const RunConfig& config) {
        LiveOptions options;
        options.config = config;
        return open_for_test(std::move(options));
    }
    std::unique_ptr<LiveUnderTest> stores;
    Told it;
};

StoryStep a_fault_of_the_application(RandomSource& random) {
    constexpr FaultKind kinds[] = {FaultKind::app_crash,       FaultKind::app_freeze,   FaultKind::app_clock,
                                   FaultKind::flusher_kill,    FaultKind::flusher_drop, FaultKind::flusher_duplicate,
                                   FaultKind::flusher_reorder, FaultKind::stampede};
    Fault fault{kinds[random.below(std::size(kinds))]};
    fault.instance = static_cast<InstanceId>(random.below(2));
    fault.amount = 1 + static_cast<std::uint32_t>(random.below(4));
    fault.probability = 0.5;
    fault.key = Key{Kind::user_profile, 1};
    return random.below(2) == 0 ? StoryStep::inject(fault) : StoryStep::heal(fault.kind);
}

StoryStep a_step(const Lab& lab, RandomSource& random) {
    const Key key{Kind::user_profile, 1 + static_cast<std::uint32_t>(random.below(kRows))};
    const auto waiting = lab.waiting();
    const auto resting = lab.resting();
    const std::uint64_t what = random.below(100);
    if (what < 3) return StoryStep::inject(Fault{FaultKind::expire_key, 0, key});
    if (what < 5) return StoryStep::inject(Fault{FaultKind::app_crash, static_cast<InstanceId>(random.below(2))});
    if (what < 9) return StoryStep::heal(FaultKind::app_crash);
    if (what < 10) return StoryStep::inject(Fault{FaultKind::redis_kill});
    if (what < 14) return StoryStep::heal(FaultKind::redis_kill);
    if (what < 17) return StoryStep::wait(6s);
    if (what < 20 && !resting.empty()) return StoryStep::wake(resting[random.below(resting.size())].operation);
    if (what < 75 && !waiting.empty()) return StoryStep::let_go(waiting[random.below(waiting.size())].operation);
    if (what >= 92) return a_fault_of_the_application(random);
    const RequestKind kinds[] = {RequestKind::read, RequestKind::read, RequestKind::write, RequestKind::erase};
    ClientRequest request;
    request.kind = kinds[random.below(4)];
    request.key = key;
    request.session = 1 + static_cast<SessionId>(random.below(3));
    return StoryStep::send(request);
}

/// The stores are what they are after a fresh play of the same steps on fakes.
std::string compare_with_a_fresh_play(Told& told, const RunConfig& config) {
    // A cache that is down says nothing.
    if (const auto up = told.story.perform(StoryStep::heal(FaultKind::redis_kill)); !up) return up.error();
    SimulatedStory fresh(config);
    for (const StoryStep& step : told.story.steps()) {
        if (const auto done = fresh.it.story.perform(step); !done) return done.error();
    }
    if (const auto again = told.story.back(0); !again) return again.error();
    if (told.waiting() != fresh.it.waiting()) return "waiting: " + told.waiting() + " fresh: " + fresh.it.waiting();
    const std::string stores = told.stores();
    const std::string expected = fresh.it.stores();
    if (stores != expected) return "stores: " + stores + " fresh: " + expected;
    const auto heard = told.story.back(0);
    return heard ? "" : heard.error();
}

std::string wander(Told& told, const RunConfig& config, int turns) {
    RandomSource random(7);
    for (int turn = 0; turn < turns; ++turn) {
        const bool goes_back = random.below(10) == 0;
        const auto done = goes_back ? told.story.back(random.below(1 + std::min<std::size_t>(30, told.story.size())))
                                    : told.story.perform(a_step(told.story.lab(), random));
        if (!done) return "turn " + std::to_string(turn) + ": " + done.error();
        if (turn % 50 != 49) continue;
        if (const std::string wrong = compare_with_a_fresh_play(told, config); !wrong.empty()) {
            return "turn " + std::to_string(turn) + ": " + wrong;
        }
    }
    return {};
}

// The stores and who waits are what they are after a fresh play, on fakes, of the steps that lead to the present node.
std::string compare_branch(Hand& hand, World& world, const Until& until, const RunConfig& config) {
    if (const auto up = hand.perform(StoryStep::heal(FaultKind::redis_kill)); !up) return up.error();
    SimulatedStory fresh(config);
    for (const StoryStep& step : hand.branches().steps(hand.branches().current)) {
        if (const auto done = fresh.it.story.perform(step); !done) return done.error();
    }
    const std::string waiting = waiting_in(hand.lab());
    if (waiting != fresh.it.waiting()) return "waiting: " + waiting + " fresh: " + fresh.it.waiting();
    const std::string stores = held_by(world, until);
    const std::string expected = fresh.it.stores();
    if (stores != expected) return "stores: " + stores + " fresh: " + expected;
    const auto again = hand.go_to(hand.branches().current);
    return again ? "" : again.error();
}

std::string wander_in_branches(Hand& hand, World& world, const Until& until, const RunConfig& config, int turns) {
    RandomSource random(5);
    for (int turn = 0; turn < turns; ++turn) {
        const std::uint64_t what = random.below(20);
        const auto anywhere = static_cast<BranchMap::Id>(random.below(hand.branches().nodes.size()));
        Hand::Done done;
        if (what < 2 && hand.branches().current != 0) done = hand.back();
        if (what == 2 && hand.branches().nodes[hand.branches().current].next != 0) done = hand.forward();
        if (what == 3) done = hand.go_to(anywhere);
        if (what > 3) done = hand.perform(a_step(hand.lab(), random));
        if (!done) return "turn " + std::to_string(turn) + ": " + done.error();
        if (turn % 50 != 49) continue;
        if (const std::string wrong = compare_branch(hand, world, until, config); !wrong.empty()) {
            return "turn " + std::to_string(turn) + ": " + wrong;
        }
    }
    return {};
}

}  // namespace

// Sends a request and lets all go that it waits for.
void play(Story& story, RequestKind kind, Key key) {
    ClientRequest request;
    request.kind = kind;
    request.key = key;
    QVERIFY(story.perform(StoryStep::send(request)));
    while (!story.lab().waiting().empty()) QVERIFY(story.perform(StoryStep::let_go(story.lab().waiting().front().operation)));
}

void go_over_the_faults_of_redis(Told& told) {
    Story& story = told.story;
    const Key key{Kind::user_profile, 1};
    Fault cut{FaultKind::redis_power_cut};
    cut.added = 1s;
    Fault kill{FaultKind::redis_kill};
    kill.choice = 1;  // with its file
    Fault memory{FaultKind::redis_memory};
    play(story, RequestKind::read, key);
    QVERIFY(story.perform(StoryStep::wait(6s)));
    play(story, RequestKind::write, key);
    for (const Fault& fault : {cut, kill, Fault{FaultKind::redis_pause}, memory}) {
        QVERIFY(story.perform(StoryStep::inject(fault)));
        if (fault.kind == FaultKind::redis_pause) {
            ClientRequest read;
            read.key = key;
            QVERIFY(story.perform(StoryStep::send(read)));
            QVERIFY(story.perform(StoryStep::let_go(story.lab().waiting().front().operation)));
        }
        if (fault.kind == FaultKind::redis_memory) play(story, RequestKind::write, Key{Kind::user_profile, 2});
        QVERIFY(story.perform(StoryStep::heal(fault)));
    }
    QVERIFY(story.perform(StoryStep::inject(Fault{FaultKind::evict_key, 0, Key{Kind::user_profile, 2}})));
    const auto same_again = [&](std::size_t steps) {
        const auto done = story.back(steps);
        return done ? std::string() : done.error();
    };
    for (int i = 0; i < 3; ++i) QCOMPARE(same_again(0), std::string());
    QCOMPARE(same_again(1), std::string());
    const std::string stale = told.stores();
    QVERIFY2(stale.starts_with("1 value 0 v1; 1 value 2 v2; "), stale.c_str());
    QCOMPARE(same_again(0), std::string());
    QVERIFY(story.perform(StoryStep::inject(Fault{FaultKind::redis_flush})));
    QCOMPARE(same_again(0), std::string());
    const std::string flushed = told.stores();
    QVERIFY2(flushed.starts_with("0 value 0 v0; 1 value 2 v2; "), flushed.c_str());
}

/// Going back on real stores and on fakes.
class TestLiveStory : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void afterStepsAndBacksTheStoresAreThoseOfAFreshPlay_data() {
        QTest::addColumn<bool>("live");
        for (const char* combination : {"cache-aside", "cache-aside+lease", "versioned-cas", "write-behind"}) {
            QTest::addRow("%s, simulated", combination) << false;
            QTest::addRow("%s, live", combination) << true;
        }
    }
    void afterStepsAndBacksTheStoresAreThoseOfAFreshPlay() {
        QFETCH(bool, live);
        const RunConfig config = config_of(QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(','), 0, 0));
        if (live) {
            LiveStory story(config);
            const std::string wrong = wander(story.it, config, 500);
            QVERIFY2(wrong.empty(), wrong.c_str());
        } else {
            SimulatedStory story(config);
            const std::string wrong = wander(story.it, config, 500);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }

    void afterStepsBacksAndBranchesTheRealStoresAreThoseOfAFreshPlay_data() {
        QTest::addColumn<bool>("modelled");
        for (const char* combination : {"cache-aside", "cache-aside+lease", "write-through", "write-behind"})
            QTest::newRow(combination) << false;
        QTest::newRow("cache-aside, modelled latency") << true;
    }
    void afterStepsBacksAndBranchesTheRealStoresAreThoseOfAFreshPlay() {
        QFETCH(bool, modelled);
        RunConfig config = config_of(QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(','), 0, 0));
        if (modelled) config.latency = {1ms, 4ms};
        const auto stores = LiveStory::open(config);
        const Until until = [&stores](const std::function<bool()>& condition) { return stores->run_until(condition); };
        Counted sink;
        Hand hand(config, stores->scheduler(), stores->world(), sink, until, [](std::size_t) {});
        const std::string wrong = wander_in_branches(hand, stores->world(), until, config, 500);
        QVERIFY2(wrong.empty(), wrong.c_str());
        int branches = 0;
        for (BranchMap::Id id = 1; id < hand.branches().nodes.size(); ++id) branches += hand.branches().nodes[id].next == 0 ? 1 : 0;
        qInfo("%zu steps in %d branches", hand.branches().nodes.size() - 1, branches);
        QVERIFY(branches > 10);
    }

    // What was invalidated comes back, and going over it again and again comes to the same.
    void goingBackOverTheFaultsOfRedis_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void goingBackOverTheFaultsOfRedis() {
        QFETCH(bool, live);
        RunConfig config = config_of(QStringLiteral("cache-aside"));
        config.append_only = true;
        if (live) {
            LiveStory story(config);
            go_over_the_faults_of_redis(story.it);
        } else {
            SimulatedStory story(config);
            go_over_the_faults_of_redis(story.it);
        }
    }

    void anotherBranchIsPlayedFromWhereItLeaves() {
        const RunConfig config = config_of(QStringLiteral("cache-aside"));
        LiveStory live(config);
        Story& story = live.it.story;
        ClientRequest read;
        read.key = Key{Kind::user_profile, 1};
        QVERIFY(story.perform(StoryStep::send(read)));
        QVERIFY(story.perform(StoryStep::let_go(story.lab().waiting().front().operation)));
        const std::vector<StoryStep> stem = story.steps();
        const std::size_t events = live.it.sink.events;
        QVERIFY(story.perform(StoryStep::let_go(story.lab().waiting().front().operation)));
        const std::vector<StoryStep> longer = story.steps();
        QVERIFY(story.back(1));
        QCOMPARE(story.size(), stem.size());
        QCOMPARE(story.events_before(stem.size()), events);
        QCOMPARE(story.lab().waiting().front().verb, Verb::db_select);
        QVERIFY(story.perform(longer.back()));
        QCOMPARE(story.lab().waiting().front().verb, Verb::cache_set);
    }

    void goingBackOverTwoHundredStepsOnRealStores() {
        const RunConfig config = config_of(QStringLiteral("cache-aside"));
        LiveStory live(config);
        Story& story = live.it.story;
        RandomSource random(3);
        while (story.size() < 200) {
            const auto waiting = story.lab().waiting();
            ClientRequest request;
            request.kind = random.below(3) == 0 ? RequestKind::write : RequestKind::read;
            request.key = Key{Kind::user_profile, 1 + static_cast<std::uint32_t>(random.below(kRows))};
            const bool sends = waiting.size() < 2;
            QVERIFY(story.perform(sends ? StoryStep::send(request) : StoryStep::let_go(waiting[random.below(waiting.size())].operation)));
        }
        QVERIFY(story.back(1));
        QCOMPARE(story.size(), std::size_t{199});
    }
};

QTEST_GUILESS_MAIN(TestLiveStory)
#include "tst_live_story.moc"
