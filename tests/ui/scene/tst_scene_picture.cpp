// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QTest>
#include <algorithm>

#include "core/faults/fault_parameters.h"
#include "tests/ui/scene/scene_stories.h"
#include "ui/scene/entry_badges.h"
#include "ui/scene/scene_fonts.h"
#include "ui/scene/scene_view.h"

namespace stampede::ui {
namespace {

using Story = void (*)(JournalBuilder&);

void faults(JournalBuilder& b) {
    stories::race(b);
    b.inject(FaultKind::redis_freeze).inject(FaultKind::db_slow, 800).inject(FaultKind::db_lock);
}

void outage(JournalBuilder& b) {
    stories::race(b);
    b.inject(FaultKind::redis_kill).cacheDied().inject(FaultKind::app_crash).crash(0);
}

void nothing(JournalBuilder& b) { b.cacheStarted(); }

/// A lab that has lived through a story, and the scene of it.
struct Shown {
    JournalBuilder journal;
    LabSession session;
    std::unique_ptr<SceneView> view;

    explicit Shown(Story story, QSize size = {900, 570}, const char* strategy = "cache-aside", std::uint32_t instances = 1) {
        RunConfig config;
        config.strategy = std::string(strategy);
        config.instances = instances;
        session.setReducedMotion(true);
        session.reset(config);
        story(journal);
        journal.feed(session);
        view = std::make_unique<SceneView>(&session);
        view->resize(size);
        view->show();
    }

    QStringList texts() const {
        QStringList all;
        for (const Label& label : view->picture().nodes.labels) all << label.text;
        for (const Label& label : view->picture().overlay.labels) all << label.text;
        for (QString& text : all) text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        return all;
    }
    bool says(const char* text) const { return texts().contains(QString::fromUtf8(text)); }
    bool mentions(const char* text) const { return !texts().filter(QString::fromUtf8(text)).isEmpty(); }
    bool tips(const char* text) const {
        const auto& targets = view->picture().targets;
        return std::any_of(targets.begin(), targets.end(), [&](const Target& one) { return one.tip.contains(QString::fromUtf8(text)); });
    }
};

}  // namespace

class ScenePictureTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase();
    void everyTextFitsWhereItStands_data();
    void everyTextFitsWhereItStands();
    void aCardSaysWhatHappensNextAndACollectedSetIsAnnounced();
    void withoutHintsNothingIsForetold();
    void theKeyTableShowsVersionsAndTimeToLive();
    void anUncommittedWriteIsCalledSo();
    void anEntryOlderThanTheDatabaseIsMarkedUnlessHintsAreOff();
    void keysThatHaveGoneAreSaidToBeGone();
    void faultsAreWordsAndSigns();
    void aNetworkFaultIsOnTheWayOfItsInstance();
    void everyFaultIsMarkedSomewhere();
    void aCascadeIsSeen();
    void aMovingTokenCarriesItsOperationAndThenItsResult();
    void labelsOfManyTokensCoverNeitherEachOtherNorANode();
    void manyRequestsBecomeACountAndAGrid();
    void theQueueListsWaitingWrites();
    void anEmptyLabSaysHowToBegin();
    void aSimulatedStoreNamesNoProcess();
    void aCrowdIsNotPartOfThePicture();
    void everyBadgeHasAShapeAWordAndAMeaningOfItsOwn();
    void locksLeasesAbsencesAndLostWritesAreBadges();
    void whatIsNoRowIsShownAsWhatItIs();
    void copiesAndBreakersStandInTheirInstance();
};

void ScenePictureTest::initTestCase() {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(13);
    QApplication::setFont(font);
}

void ScenePictureTest::everyTextFitsWhereItStands_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("pixels");
    for (const QSize size : {QSize(420, 300), QSize(520, 360), QSize(700, 440), QSize(900, 570), QSize(1280, 800), QSize(1600, 1000)}) {
        for (const int pixels : {13, 18}) QTest::addRow("%dx%d, %d px", size.width(), size.height(), pixels) << size << pixels;
    }
}

void ScenePictureTest::everyTextFitsWhereItStands() {
    QFETCH(QSize, size);
    QFETCH(int, pixels);
    const std::pair<Story, const char*> all[] = {
        {nothing, "cache-aside"}, {stories::race, "cache-aside"},      {faults, "cache-aside"},
        {outage, "cache-aside"},  {stories::stampede, "read-through"}, {stories::queue, "write-behind"}};
    for (const auto& [story, strategy] : all) {
        for (const std::uint32_t instances : {1u, 4u}) {
            Shown shown(story, size, strategy, instances);
            QFont font(QStringLiteral("Inter"));
            font.setPixelSize(pixels);
            shown.view->setFont(font);
            const SceneFonts fonts(shown.view->font());
            const QRectF whole(QPointF(0, 0), QSizeF(size));
            const Picture& picture = shown.view->picture();
            for (const Layer* layer : {&picture.nodes, &picture.overlay}) {
                for (const Label& label : layer->labels) {
                    QVERIFY2(fonts.width(label.face, label.text) <= label.rect.width() + 1, qPrintable(label.text));
                    QVERIFY2(whole.contains(label.rect), qPrintable(label.text));
                }
            }
            for (std::size_t i = 0; i < picture.nodes.labels.size(); ++i) {
                for (std::size_t j = i + 1; j < picture.nodes.labels.size(); ++j) {
                    const Label& one = picture.nodes.labels[i];
                    const Label& other = picture.nodes.labels[j];
                    QVERIFY2(!one.rect.adjusted(0, 2, -1, -2).intersects(other.rect.adjusted(0, 2, -1, -2)),
                             qPrintable(one.text + QStringLiteral(" / ") + other.text));
                }
            }
        }
    }
}

void ScenePictureTest::aCardSaysWhatHappensNextAndACollectedSetIsAnnounced() {
    const Shown shown(stories::race);
    QVERIFY(shown.says("next: SET v7"));
    QVERIFY(shown.says("next: GET"));
    QVERIFY(shown.says("v7, about to be set"));
    QVERIFY(shown.says("DEL on its way"));
}

void ScenePictureTest::withoutHintsNothingIsForetold() {
    const Shown shown(stories::race);
    shown.view->setHints(false);
    QVERIFY(!shown.mentions("next:"));
    QVERIFY(!shown.mentions("about to be set"));
    QVERIFY(shown.says("waits for its turn"));
    for (const Target& target : shown.view->picture().targets)
        QVERIFY2(!target.tip.contains(QStringLiteral("SET")), qPrintable(target.tip));
}

void ScenePictureTest::theKeyTableShowsVersionsAndTimeToLive() {
    const Shown shown(stories::race, {1280, 800});
    QVERIFY(shown.says("product:10000"));
    QVERIFY(shown.says("v12"));
    QVERIFY(shown.says("24 h"));
    const auto& labels = shown.view->picture().nodes.labels;
    const auto low =
        std::find_if(labels.begin(), labels.end(), [](const Label& label) { return label.text.contains(QStringLiteral("left")); });
    QVERIFY(low != labels.end());
    QCOMPARE(low->ink, Ink(&Theme::danger));
}

void ScenePictureTest::anUncommittedWriteIsCalledSo() {
    const Shown shown(stories::queue, {1280, 800}, "write-behind");
    QVERIFY(shown.says("w4"));
    QVERIFY(shown.says("DIRTY"));
    QVERIFY(shown.tips("not committed yet"));
}

void ScenePictureTest::anEntryOlderThanTheDatabaseIsMarkedUnlessHintsAreOff() {
    Shown shown(stories::warm);
    QVERIFY(!shown.mentions("STALE"));
    const RequestId writer = shown.journal.write(stories::kUser7);
    shown.journal.whole(writer, Verb::db_update, 50, false, Value{writer, 4});
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("v3"));
    QVERIFY(shown.says("STALE"));
    QVERIFY(shown.tips("The database already has v4"));
    QVERIFY(shown.says("v4"));
    shown.view->setHints(false);
    QVERIFY(shown.says("v3"));
    QVERIFY(!shown.mentions("STALE"));
}

void ScenePictureTest::keysThatHaveGoneAreSaidToBeGone() {
    Shown shown(stories::warm);
    shown.journal.key(EventType::expired, stories::kUser7).key(EventType::evicted, stories::kProduct9);
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("expired"));
    QVERIFY(shown.says("evicted"));
    QVERIFY(!shown.says("v3") || shown.texts().count(QStringLiteral("v3")) == 1);  // only the row of the database
    shown.journal.cacheDied();
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("lost"));
}

void ScenePictureTest::faultsAreWordsAndSigns() {
    const Shown broken(faults);
    QVERIFY(broken.says("SIGSTOP: frozen"));
    QVERIFY(broken.says("+800 ms a query"));
    QVERIFY(broken.says("write lock held by another connection"));
    const auto& signs = broken.view->picture().nodes.signs;
    QCOMPARE(std::count_if(signs.begin(), signs.end(), [](const SignItem& item) { return item.sign == Sign::warning; }), 3);
    const Shown out(outage);
    QVERIFY(out.says("down: connections are refused"));
    QVERIFY(out.mentions("crashed"));
    QVERIFY(!out.mentions("next:"));
}

void ScenePictureTest::aNetworkFaultIsOnTheWayOfItsInstance() {
    const Shown shown(
        [](JournalBuilder& b) {
            b.cacheStarted();
            Fault slow = make_fault(FaultKind::net_latency);
            slow.instance = 1;
            b.inject(slow);
        },
        {1600, 1000}, "cache-aside", 2);
    QVERIFY(shown.says("Network +100 ms, App 2"));
    const auto& roads = shown.view->picture().roads;
    QCOMPARE(std::count_if(roads.begin(), roads.end(), [](const BusyRoad& road) { return road.ink == &Theme::danger; }), 1);
    QVERIFY(shown.tips("App 2"));
}

void ScenePictureTest::everyFaultIsMarkedSomewhere() {
    for (const FaultKind kind : kFaultKinds) {
        if (!lasting(kind)) continue;
        JournalBuilder journal;
        LabSession session;
        session.reset(RunConfig{});
        Fault fault = make_fault(kind);
        if (!what_is_missing(fault).empty()) fault.key = stories::kUser42;
        journal.cacheStarted().inject(fault);
        if (kind == FaultKind::app_crash) journal.crash(0);
        journal.feed(session);
        SceneView view(&session);
        view.resize(900, 570);
        const auto warns = [](const std::vector<SignItem>& signs) {
            return std::any_of(signs.begin(), signs.end(), [](const SignItem& item) { return item.sign == Sign::warning; });
        };
        QVERIFY2(warns(view.picture().nodes.signs) || warns(view.picture().overlay.signs), name_of(kind));
    }
}

void ScenePictureTest::aCascadeIsSeen() {
    Shown shown([](JournalBuilder& b) { b.cacheStarted().pool(6, 2, 0); });
    QVERIFY(shown.says("connections: 2/6 busy, 0 waiting"));
    shown.journal.pool(6, 6, 140).breaker(0, 1).shed(0, stories::kUser42).shed(0, stories::kUser7);
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("connections: 6/6 busy, 140 waiting"));
    QVERIFY(shown.mentions("breaker open"));
    QVERIFY(shown.says("2 loads refused"));
    const auto& boxes = shown.view->picture().nodes.boxes;
    QVERIFY(std::any_of(boxes.begin(), boxes.end(), [](const Box& box) { return box.fill == &Theme::danger && box.fillAlpha == 1; }));
}

void ScenePictureTest::aMovingTokenCarriesItsOperationAndThenItsResult() {
    Shown shown(nothing);
    const RequestId id = shown.journal.read(stories::kUser42);
    const OperationId get = shown.journal.park(id, Verb::cache_get);
    shown.journal.issue(get);
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("GET user:profile:42"));
    QCOMPARE(shown.view->picture().overlay.tokens.size(), std::size_t{1});
    const QPointF there = shown.view->picture().overlay.tokens[0].centre;
    QVERIFY(there.x() > shown.view->sceneLayout().node(Node::application).right());
    QVERIFY(there.x() < shown.view->sceneLayout().node(Node::cache).left());
    shown.journal.effect(get, true, Value{0, 7});
    shown.journal.feed(shown.session);
    QVERIFY(shown.says("hit v7"));
}

void ScenePictureTest::labelsOfManyTokensCoverNeitherEachOtherNorANode() {
    for (const QSize size : {QSize(520, 360), QSize(740, 360), QSize(900, 570), QSize(1600, 1000)}) {
        const Shown shown(
            [](JournalBuilder& b) {
                b.cacheStarted();
                std::vector<OperationId> selects;
                for (int i = 0; i < 10; ++i) selects.push_back(b.park(b.read(stories::kUser42), Verb::db_select));
                for (const OperationId select : selects) b.issue(select);
                for (const OperationId select : selects) b.effect(select, true, Value{0, 1});
            },
            size);
        const Layer& overlay = shown.view->picture().overlay;
        const SceneLayout& layout = shown.view->sceneLayout();
        QCOMPARE(overlay.tokens.size(), std::size_t{10});
        QVERIFY(overlay.boxes.size() <= 4);
        if (size.width() >= 1600) QVERIFY(!overlay.boxes.empty());
        for (std::size_t i = 0; i < overlay.boxes.size(); ++i) {
            const QRectF bubble = overlay.boxes[i].rect;
            for (const Node node : {Node::clients, Node::application, Node::cache, Node::database})
                QVERIFY(!bubble.intersects(layout.node(node)));
            for (std::size_t j = i + 1; j < overlay.boxes.size(); ++j) QVERIFY(!bubble.intersects(overlay.boxes[j].rect));
        }
    }
}

void ScenePictureTest::manyRequestsBecomeACountAndAGrid() {
    const Shown shown(stories::stampede);
    QVERIFY(shown.says("50 in flight, 50 waiting"));
    const auto& targets = shown.view->picture().targets;
    std::vector<OperationId> operations;
    const QRectF application = shown.view->sceneLayout().node(Node::application);
    for (const Target& target : targets) {
        if (target.operation == 0 || !application.contains(target.rect)) continue;
        operations.push_back(target.operation);
    }
    std::sort(operations.begin(), operations.end());
    QCOMPARE(operations.size(), std::size_t{50});
    QVERIFY(std::adjacent_find(operations.begin(), operations.end()) == operations.end());
}

void ScenePictureTest::theQueueListsWaitingWrites() {
    const Shown shown(stories::queue, {900, 570}, "write-behind");
    QVERIFY(shown.says("3 waiting"));
    QVERIFY(shown.says("W5"));
    QVERIFY(shown.says("next: BATCH"));
    QVERIFY(!Shown(stories::race).view->sceneLayout().hasQueue());
}

void ScenePictureTest::anEmptyLabSaysHowToBegin() {
    QVERIFY(Shown(nothing).says("Send a read: press R"));
    QVERIFY(!Shown(stories::warm).says("Send a read: press R"));
}

void ScenePictureTest::aSimulatedStoreNamesNoProcess() {
    const Shown shown(stories::warm);
    QVERIFY(shown.says("pid 4127 · running"));
    shown.view->setSimulated(true);
    QVERIFY(!shown.mentions("pid"));
    QCOMPARE(shown.texts().count(QStringLiteral("simulated · running")), 2);
}

void ScenePictureTest::everyBadgeHasAShapeAWordAndAMeaningOfItsOwn() {
    std::vector<QString> looks;
    for (const EntryBadge badge : kEntryBadges) {
        const Box box = badgeBox(badge, {0, 0, 40, 16});
        looks.push_back(QStringLiteral("%1 %2 %3 %4").arg(box.radius).arg(box.dashed).arg(box.fill != nullptr).arg(box.width));
        QVERIFY(badgeMeaning(badge).startsWith(badgeText(badge)));
    }
    std::sort(looks.begin(), looks.end());
    // STALE and LEASED share a shape and differ by colour, word and, without room for words, their initials.
    QVERIFY(std::unique(looks.begin(), looks.end()) - looks.begin() >= 5);
}

void ScenePictureTest::locksLeasesAbsencesAndLostWritesAreBadges() {
    Shown shown(stories::warm, {1280, 800});
    JournalBuilder& b = shown.journal;
    const RequestId reader = b.read(stories::kUser42);
    b.apply(reader, Verb::cache_add, stories::kUser7.as(Role::lock));
    b.apply(reader, Verb::cache_set, stories::kProduct9, EntryState::absent);
    b.lease(reader, stories::kProduct10000);
    const RequestId writer = b.write(stories::kUser42);
    b.whole(writer, Verb::cache_set, 1, false, Value{writer, 0}, std::chrono::hours(1));
    b.enqueue(writer);
    b.feed(shown.session);
    for (const char* badge : {"LOCKED", "NULL", "LEASED", "DIRTY"}) QVERIFY2(shown.says(badge), badge);
    QVERIFY(!shown.says("LOST"));
    b.crash(0, 1);
    b.feed(shown.session);
    QVERIFY(shown.says("LOST"));
    QVERIFY(!shown.says("DIRTY"));
}

void ScenePictureTest::whatIsNoRowIsShownAsWhatItIs() {
    Shown shown(stories::warm, {1280, 800});
    JournalBuilder& b = shown.journal;
    const RequestId writer = b.write(stories::kUser7);
    b.apply(writer, Verb::cache_add, stories::kUser7.as(Role::lock));
    b.apply(writer, Verb::cache_set, stories::kProduct9, EntryState::tombstone);
    b.apply(writer, Verb::list_push, stories::kUser7);
    b.apply(writer, Verb::list_push, stories::kUser7);
    b.feed(shown.session);
    QVERIFY(shown.says("a lock"));
    QVERIFY(shown.mentions("tombstone"));
    QVERIFY(shown.says("2 writes wait"));
    QVERIFY(shown.says("queue:writes"));
}

void ScenePictureTest::copiesAndBreakersStandInTheirInstance() {
    Shown shown(stories::warm, {1280, 800}, "cache-aside", 4);
    JournalBuilder& b = shown.journal;
    b.local(EventType::local_stored, 2, stories::kUser7, Value{0, 3}).breaker(1, 1).breaker(3, 2);
    b.feed(shown.session);
    QVERIFY(shown.mentions("L1"));
    QVERIFY(shown.mentions("open"));
    QVERIFY(shown.mentions("half-open"));
    const QRectF third = shown.view->sceneLayout().node(Node::application, 2);
    const auto& labels = shown.view->picture().nodes.labels;
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [&](const Label& label) { return label.text.contains(QStringLiteral("L1")) && third.contains(label.rect); }));
    // The copy itself too, not only how many there are.
    const QRectF box = shown.view->sceneLayout().node(Node::application, 2);
    QVERIFY(std::any_of(shown.view->picture().targets.begin(), shown.view->picture().targets.end(), [&](const Target& target) {
        return target.tip.contains(QStringLiteral("user:profile:7")) && box.contains(target.rect);
    }));
    b.local(EventType::local_dropped, 2, Key{}, Value{});
    b.feed(shown.session);
    QVERIFY(!shown.mentions("L1"));
}

void ScenePictureTest::aCrowdIsNotPartOfThePicture() {
    const Shown shown([](JournalBuilder& b) { stories::crowd(b, 2000); });
    QVERIFY(shown.says("2,000 in flight"));
    QVERIFY(shown.view->picture().overlay.tokens.empty());
    QVERIFY(shown.view->picture().nodes.labels.size() < 200);
}

}  // namespace stampede::ui

QTEST_MAIN(stampede::ui::ScenePictureTest)
#include "tst_scene_picture.moc"
