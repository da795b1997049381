// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/ui/scene/scene_stories.h"
#include "ui/scene/scene_view.h"

namespace stampede::ui {

class SceneViewTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void init();
    void cleanup();
    void aClickOnAWaitingRequestAsksToRunIt();
    void aClickOnAMovingRequestDoesNothing();
    void arrowsChooseAndEnterRuns();
    void theChoiceStaysWithItsRequest();
    void aScreenReaderHearsTheState();
    void reviewShowsTheStateAtTheCursor();
    void everyThemeAndSizePaints_data();
    void everyThemeAndSizePaints();
    void aHiddenSceneDoesNotPaintAndCatchesUp();
    void aNewLabStartsFromNothing();

   private:
    const Target* targetOf(OperationId operation);
    QImage painted() { return view_->grab().toImage(); }

    std::unique_ptr<JournalBuilder> journal_;
    std::unique_ptr<LabSession> session_;
    std::unique_ptr<SceneView> view_;
};

void SceneViewTest::init() {
    journal_ = std::make_unique<JournalBuilder>();
    session_ = std::make_unique<LabSession>();
    session_->setReducedMotion(true);
    stories::race(*journal_);
    journal_->feed(*session_);
    view_ = std::make_unique<SceneView>(session_.get());
    view_->resize(900, 570);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void SceneViewTest::cleanup() { view_.reset(); }

const Target* SceneViewTest::targetOf(OperationId operation) {
    const auto& targets = view_->picture().targets;
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& target) { return target.operation == operation; });
    return found == targets.end() ? nullptr : &*found;
}

void SceneViewTest::aClickOnAWaitingRequestAsksToRunIt() {
    QSignalSpy clicked(view_.get(), &SceneView::operationClicked);
    for (const auto& [id, request] : session_->state().requests()) {
        if (request.phase != Phase::parked) continue;
        const Target* target = targetOf(request.operation);
        QVERIFY(target != nullptr);
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, target->rect.center().toPoint());
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.takeFirst()[0].toUInt(), request.operation);
    }
}

void SceneViewTest::aClickOnAMovingRequestDoesNothing() {
    QSignalSpy clicked(view_.get(), &SceneView::operationClicked);
    QCOMPARE(view_->picture().overlay.tokens.size(), std::size_t{1});
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, view_->picture().overlay.tokens[0].centre.toPoint());
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, QPoint(3, 3));
    QCOMPARE(clicked.count(), 0);
}

void SceneViewTest::arrowsChooseAndEnterRuns() {
    QSignalSpy clicked(view_.get(), &SceneView::operationClicked);
    view_->setFocus();
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(clicked.count(), 0);
    std::vector<OperationId> waiting;
    for (const auto& [id, request] : session_->state().requests()) {
        if (request.phase == Phase::parked) waiting.push_back(request.operation);
    }
    QCOMPARE(waiting.size(), std::size_t{2});
    for (const OperationId expected : {waiting[0], waiting[1], waiting[0]}) {
        QTest::keyClick(view_.get(), Qt::Key_Down);
        QTest::keyClick(view_.get(), Qt::Key_Return);
        QCOMPARE(clicked.takeFirst()[0].toUInt(), expected);
    }
    QTest::keyClick(view_.get(), Qt::Key_Up);
    QTest::keyClick(view_.get(), Qt::Key_Enter);
    QCOMPARE(clicked.takeFirst()[0].toUInt(), waiting[1]);
}

void SceneViewTest::theChoiceStaysWithItsRequest() {
    QSignalSpy clicked(view_.get(), &SceneView::operationClicked);
    view_->setFocus();
    QTest::keyClick(view_.get(), Qt::Key_Up);
    const auto& [id, request] = *session_->state().requests().rbegin();
    const OperationId get = request.operation;
    journal_->issue(get);
    journal_->effect(get);
    journal_->reply(get);
    const OperationId select = journal_->park(id, Verb::db_select);
    journal_->feed(*session_);
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(clicked.takeFirst()[0].toUInt(), select);
}

void SceneViewTest::aScreenReaderHearsTheState() {
    QVERIFY(!view_->accessibleName().isEmpty());
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("requests in flight: 3")));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("R4 next: SET v7")));
    view_->setHints(false);
    QVERIFY(!view_->accessibleDescription().contains(QStringLiteral("SET")));
    journal_->inject(FaultKind::redis_freeze);
    journal_->feed(*session_);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("Redis frozen")));
}

void SceneViewTest::reviewShowsTheStateAtTheCursor() {
    session_->setCursor(3);
    const auto& labels = view_->picture().nodes.labels;
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label& label) { return label.text == QStringLiteral("user:profile:7"); }));
    QVERIFY(std::none_of(labels.begin(), labels.end(), [](const Label& label) { return label.text == QStringLiteral("user:profile:42"); }));
    const QImage past = painted();
    session_->goLive();
    QVERIFY(painted() != past);
}

void SceneViewTest::everyThemeAndSizePaints_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    for (const QSize size : {QSize(420, 300), QSize(520, 360), QSize(900, 570), QSize(1600, 1000)}) {
        for (const bool dark : {true, false})
            QTest::addRow("%dx%d %s", size.width(), size.height(), dark ? "dark" : "light") << size << dark;
    }
}

void SceneViewTest::everyThemeAndSizePaints() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::darkTheme() : Theme::lightTheme();
    view_->setTheme(theme);
    view_->clearFocus();
    view_->resize(size);
    const QImage image = painted();
    QCOMPARE(image.size(), size * view_->devicePixelRatio());
    QCOMPARE(image.pixelColor(2, 2), theme.window);
    QCOMPARE(image.pixelColor(size.width() - 3, size.height() - 3), theme.window);
    const QRectF cache = view_->sceneLayout().node(Node::cache);
    QCOMPARE(image.pixelColor((cache.bottomLeft() + QPointF(14, -4)).toPoint()), theme.panel);
    const Token token = view_->picture().overlay.tokens.at(0);
    QCOMPARE(image.pixelColor((token.centre + QPointF(-9, -7)).toPoint()), theme.write);
}

void SceneViewTest::aHiddenSceneDoesNotPaintAndCatchesUp() {
    view_->hide();
    journal_->inject(FaultKind::db_slow, 800);
    journal_->feed(*session_);
    view_->show();
    const auto& labels = view_->picture().nodes.labels;
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label& label) { return label.text.startsWith(QStringLiteral("+800")); }));
}

void SceneViewTest::aNewLabStartsFromNothing() {
    RunConfig config;
    config.strategy = std::string("write-behind");
    config.instances = 3;
    session_->reset(config);
    QVERIFY(view_->sceneLayout().hasQueue());
    QCOMPARE(view_->sceneLayout().instances(), 3);
    const auto& labels = view_->picture().nodes.labels;
    QVERIFY(std::none_of(labels.begin(), labels.end(), [](const Label& label) { return label.text.contains(QStringLiteral("user:")); }));
}

}  // namespace stampede::ui

QTEST_MAIN(stampede::ui::SceneViewTest)
#include "tst_scene_view.moc"
