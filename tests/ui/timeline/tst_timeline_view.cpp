// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>

#include "tests/ui/support/journal_builder.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_view.h"

namespace stampede::ui {
namespace {

constexpr Key kKey{Kind::user_profile, 42};

}  // namespace

class TimelineViewTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void init();
    void cleanup();
    void aClickOnABarSelectsItsReply();
    void aClickOnTheHeadOfALaneRunsItAndInReviewSelectsIt();
    void draggingEmptySpaceMovesTheCursor();
    void draggingToTheEndIsLiveAgain();
    void onTheTimeAxisADragGoesToThatTime();
    void keysStepAndJump();
    void theAxisFollowsTheModeUntilToldOtherwise();
    void theWheelScrollsZoomsAndPans();
    void theMiddleButtonPans();
    void aDoubleClickFitsAndStaysLive();
    void liveShowsOnlyWhatHasBeenPlayed();
    void patternsTellTheThreePartsApart();
    void everyThemeAndSizePaints();
    void aNewLabStartsFromNothing();
    void aScreenReaderHearsWhereTheCursorIs();
    void theColumnOfLabelsHasRoomForTheWholeKey();
    void theCursorDoesNotCrossThePlaceholder();
    void goingBackBringsTheRequestIntoView();

   private:
    QPoint empty() const { return {static_cast<int>(view_->axis().xOf(4.0)), static_cast<int>(view_->rows().axis().center().y())}; }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers = {});

    std::unique_ptr<JournalBuilder> journal_;
    std::unique_ptr<LabSession> session_;
    std::unique_ptr<TimelineView> view_;
    OperationId get_ = 0;
    OperationId select_ = 0;
    OperationId set_ = 0;
};

void TimelineViewTest::init() {
    journal_ = std::make_unique<JournalBuilder>();
    session_ = std::make_unique<LabSession>();
    session_->setReducedMotion(true);
    journal_->cacheStarted();
    const RequestId id = journal_->read(kKey);
    get_ = journal_->whole(id, Verb::cache_get, 1);
    select_ = journal_->whole(id, Verb::db_select, 50, true, Value{0, 7});
    set_ = journal_->park(id, Verb::cache_set, Value{0, 7});
    journal_->feed(*session_);
    view_ = std::make_unique<TimelineView>(session_.get());
    view_->resize(900, 260);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void TimelineViewTest::cleanup() { view_.reset(); }

void TimelineViewTest::theColumnOfLabelsHasRoomForTheWholeKey() {
    view_->resize(590, 260);
    const double needed = TimelineFonts(view_->font()).laneLabelWidth(view_->model().lanes().front());
    QVERIFY(needed > 590 * 0.24);
    QVERIFY(view_->rows().labelWidth() >= needed - 1);
    view_->resize(340, 260);
    QVERIFY(view_->rows().labelWidth() < 340 * 0.4);
}

void TimelineViewTest::theCursorDoesNotCrossThePlaceholder() {
    QVERIFY(view_->placeholderRect().isNull());
    session_->reset(RunConfig{});
    JournalBuilder empty;
    empty.cacheStarted();
    empty.feed(*session_);
    const QRectF place = view_->placeholderRect();
    const double line = view_->axis().xOf(static_cast<double>(session_->cursor()));
    QVERIFY(place.width() > 200);
    QVERIFY(place.left() > line || place.right() < line);
    QVERIFY(view_->rows().lanes().contains(place));
}

void TimelineViewTest::goingBackBringsTheRequestIntoView() {
    for (int i = 0; i < 40; ++i) journal_->whole(journal_->read(kKey), Verb::cache_get, 1);
    journal_->feed(*session_);
    QVERIFY(view_->rows().firstVisible() > 20);
    session_->toStart();
    QCOMPARE(view_->rows().firstVisible(), std::size_t{0});
    session_->setCursor(session_->journal().size() - 1);
    QVERIFY(view_->rows().firstVisible() > 20);
}

void TimelineViewTest::wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(QPointF(at), view_->mapToGlobal(QPointF(at)), {}, {0, notches * 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(view_.get(), &event);
}

void TimelineViewTest::aClickOnABarSelectsItsReply() {
    QSignalSpy selected(view_.get(), &TimelineView::eventSelected);
    for (const OperationId operation : {get_, select_}) {
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, view_->barRect(operation).center().toPoint());
        QCOMPARE(selected.count(), 1);
        const auto index = static_cast<std::size_t>(selected.takeFirst()[0].toULongLong());
        QCOMPARE(session_->journal()[index].type, EventType::replied);
        QCOMPARE(session_->journal()[index].operation, operation);
        QCOMPARE(view_->selectedOperation(), operation);
    }
    QVERIFY(session_->live());
}

void TimelineViewTest::aClickOnTheHeadOfALaneRunsItAndInReviewSelectsIt() {
    QSignalSpy selected(view_.get(), &TimelineView::eventSelected);
    QSignalSpy run(view_.get(), &TimelineView::operationClicked);
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, view_->barRect(set_).center().toPoint());
    QCOMPARE(run.count(), 1);
    QCOMPARE(run[0][0].toUInt(), set_);
    QCOMPARE(selected.count(), 0);
    session_->toStart();
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, view_->barRect(set_).center().toPoint());
    QCOMPARE(selected.count(), 1);
    QCOMPARE(session_->journal()[selected[0][0].toULongLong()].type, EventType::parked);
}

void TimelineViewTest::draggingEmptySpaceMovesTheCursor() {
    QTest::mousePress(view_.get(), Qt::LeftButton, {}, empty());
    QCOMPARE(session_->cursor(), std::size_t{4});
    QVERIFY(!session_->live());
    QTest::mouseMove(view_.get(), {static_cast<int>(view_->axis().xOf(7.0)), empty().y()});
    QCOMPARE(session_->cursor(), std::size_t{7});
    QTest::mouseRelease(view_.get(), Qt::LeftButton, {}, empty());
    QTest::mouseMove(view_.get(), empty());
    QCOMPARE(session_->cursor(), std::size_t{7});
    QCOMPARE(view_->model().folded(), session_->journal().size());
}

void TimelineViewTest::draggingToTheEndIsLiveAgain() {
    session_->setCursor(2);
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, {view_->width() - 6, empty().y()});
    QVERIFY(session_->live());
}

void TimelineViewTest::onTheTimeAxisADragGoesToThatTime() {
    view_->setAxisKind(AxisKind::time);
    const double x = view_->axis().xOf(26e6);
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, {static_cast<int>(x), empty().y()});
    QVERIFY(session_->state().now() <= from_ms(26.2));
    QCOMPARE(session_->cursor(), session_->journal().lower_bound(Instant(static_cast<qint64>(view_->axis().unitAt(std::floor(x))))));
    QTest::mouseClick(view_.get(), Qt::LeftButton, {}, {view_->width() - 6, empty().y()});
    QVERIFY(session_->live());
}

void TimelineViewTest::keysStepAndJump() {
    view_->setFocus();
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QCOMPARE(session_->cursor(), std::size_t{0});
    QTest::keyClick(view_.get(), Qt::Key_Right);
    const std::size_t first = session_->cursor();
    QVERIFY(first > 0);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(session_->cursor() > first);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(session_->cursor(), first);
    QTest::keyClick(view_.get(), Qt::Key_End);
    QVERIFY(session_->live());
}

void TimelineViewTest::theAxisFollowsTheModeUntilToldOtherwise() {
    QCOMPARE(view_->axisKind(), AxisKind::event);
    journal_->mode(true);
    journal_->feed(*session_);
    QCOMPARE(view_->axisKind(), AxisKind::time);
    auto* button = view_->findChild<QToolButton*>();
    QCOMPARE(button->text(), QStringLiteral("by time"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(view_->axisKind(), AxisKind::event);
    QVERIFY(button->accessibleName().contains(QStringLiteral("by event")));
    journal_->memory(1);
    journal_->feed(*session_);
    QCOMPARE(view_->axisKind(), AxisKind::event);
    QTest::keyClick(view_.get(), Qt::Key_X);
    QCOMPARE(view_->axisKind(), AxisKind::time);
}

void TimelineViewTest::theWheelScrollsZoomsAndPans() {
    for (int i = 0; i < 40; ++i) journal_->read(kKey);
    journal_->feed(*session_);
    QVERIFY(view_->rows().atEnd());
    wheel({500, 100}, 3);
    QVERIFY(!view_->rows().atEnd());
    const double scroll = view_->rows().scroll();
    journal_->read(kKey);
    journal_->feed(*session_);
    QCOMPARE(view_->rows().scroll(), scroll);
    wheel({500, 100}, -20);
    QVERIFY(view_->rows().atEnd());

    session_->setCursor(20);
    const double unit = view_->axis().unitAt(500);
    const double scale = view_->axis().scale();
    wheel({500, 100}, 2, Qt::ControlModifier);
    QVERIFY(view_->axis().scale() > scale);
    QVERIFY(std::abs(view_->axis().unitAt(500) - unit) < 1e-6);
    const double origin = view_->axis().origin();
    wheel({500, 100}, -1, Qt::ShiftModifier);
    QVERIFY(view_->axis().origin() > origin);
}

void TimelineViewTest::theMiddleButtonPans() {
    session_->setCursor(5);
    const double unit = view_->axis().unitAt(500);
    QTest::mousePress(view_.get(), Qt::MiddleButton, {}, {500, 100});
    QTest::mouseMove(view_.get(), {440, 100});
    QVERIFY(std::abs(view_->axis().unitAt(440) - unit) < 1e-6);
    QTest::mouseRelease(view_.get(), Qt::MiddleButton, {}, {440, 100});
    QCOMPARE(session_->cursor(), std::size_t{5});
}

void TimelineViewTest::aDoubleClickFitsAndStaysLive() {
    for (int i = 0; i < 200; ++i) journal_->read(kKey);
    journal_->feed(*session_);
    QTest::mouseDClick(view_.get(), Qt::LeftButton, {}, {500, empty().y()});
    QVERIFY(session_->live());
    QVERIFY(view_->axis().xOf(0.0) >= view_->axis().left() - 0.5);
    QVERIFY(view_->axis().xOf(static_cast<double>(session_->journal().size())) <= view_->axis().right() + 0.5);
}

void TimelineViewTest::liveShowsOnlyWhatHasBeenPlayed() {
    session_->setReducedMotion(false);
    journal_->issue(set_);
    journal_->effect(set_);
    journal_->reply(set_);
    session_->setFeed([this, done = false](Arrival& out) mutable {
        if (!done) out.events.insert(out.events.end(), journal_->events().end() - 3, journal_->events().end());
        done = true;
    });
    session_->tick();
    QVERIFY(session_->live());
    QVERIFY(session_->cursor() < session_->journal().size());
    QCOMPARE(view_->model().folded(), session_->cursor());
    session_->setFeed({});
    session_->goLive();
    QCOMPARE(view_->model().folded(), session_->journal().size());
}

void TimelineViewTest::patternsTellTheThreePartsApart() {
    const RequestId id = journal_->read(kKey);
    const OperationId slow = journal_->park(id, Verb::db_select);
    journal_->issue(slow);
    journal_->pass(300);
    journal_->reply(slow, true, Value{0, 7}, Timing{from_ms(100), from_ms(100), from_ms(100)});
    journal_->feed(*session_);
    view_->setAxisKind(AxisKind::time);
    view_->setHints(false);
    const Theme theme = Theme::darkTheme();
    view_->setTheme(theme);
    const QRectF bar = view_->barRect(slow);
    QVERIFY(bar.width() > 120);
    const QImage image = view_->grab().toImage();
    const auto coloursIn = [&](double from, double to) {
        QSet<QRgb> colours;
        for (double x = bar.left() + bar.width() * from; x < bar.left() + bar.width() * to; ++x) {
            for (double y = bar.top() + 3; y < bar.bottom() - 3; ++y) colours.insert(image.pixel(static_cast<int>(x), static_cast<int>(y)));
        }
        return colours;
    };
    QVERIFY(coloursIn(0.22, 0.32) == QSet<QRgb>{theme.database.rgb()});
    const QSet<QRgb> hatched = coloursIn(0.45, 0.6);
    const QSet<QRgb> dotted = coloursIn(0.75, 0.9);
    QVERIFY(hatched.size() > 2);
    QVERIFY(dotted.size() > 2);
    QVERIFY(!hatched.intersects(dotted));
}

void TimelineViewTest::everyThemeAndSizePaints() {
    journal_->inject(FaultKind::db_slow, 800).key(EventType::expired, kKey).crash(0, 2);
    journal_->feed(*session_);
    for (const QSize size : {QSize(320, 130), QSize(760, 240), QSize(1600, 400)}) {
        for (const Theme& theme : {Theme::darkTheme(), Theme::lightTheme()}) {
            view_->setTheme(theme);
            view_->resize(size);
            const QImage image = view_->grab().toImage();
            QCOMPARE(image.size(), size * view_->devicePixelRatio());
            QCOMPARE(image.pixelColor(3, static_cast<int>(view_->rows().lanes().bottom()) - 3), theme.panel);
            const int x = static_cast<int>(std::round(view_->axis().xOf(static_cast<double>(session_->cursor()))));
            QCOMPARE(image.pixelColor(x, static_cast<int>(view_->rows().lanes().bottom()) - 8), theme.accent);
            const auto* button = view_->findChild<QToolButton*>();
            QVERIFY(QRectF(button->geometry()).right() <= view_->rows().labelWidth());
            QVERIFY(view_->rows().axis().contains(QRectF(button->geometry())));
        }
    }
}

void TimelineViewTest::aNewLabStartsFromNothing() {
    session_->reset(RunConfig{});
    QVERIFY(view_->model().lanes().empty());
    QCOMPARE(view_->model().folded(), std::size_t{0});
    QVERIFY(!view_->grab().isNull());
}

void TimelineViewTest::aScreenReaderHearsWhereTheCursorIs() {
    QVERIFY(!view_->accessibleName().isEmpty());
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("live")));
    session_->setCursor(3);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("event 3 of 11, review")));
}

}  // namespace stampede::ui

QTEST_MAIN(stampede::ui::TimelineViewTest)
#include "tst_timeline_view.moc"
