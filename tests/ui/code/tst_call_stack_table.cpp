// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/model/source_files.h"
#include "ui/code/call_path.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

Event call(std::uint16_t stack, std::int64_t depth, std::uint16_t file, std::uint16_t line) {
    Event event;
    event.type = EventType::call;
    event.stack = stack;
    event.detail = depth;
    event.file = file;
    event.line = line;
    return event;
}

std::uint16_t file(const char* path) { return source_file_id(path); }

}  // namespace

class TestCallStackTable : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void callsAreKeptOutermostFirst() {
        CallStackTable table;
        table.apply(call(1, 0, 4, 8));
        table.apply(call(2, 0, 4, 9));
        table.apply(call(1, 1, 2, 21));
        QCOMPARE(table.size(), std::size_t{2});
        QCOMPARE(table.callers(1).size(), std::size_t{2});
        QCOMPARE(table.callers(1)[0], (Place{4, 8}));
        QCOMPARE(table.callers(1)[1], (Place{2, 21}));
        QCOMPARE(table.callers(2).size(), std::size_t{1});
        QVERIFY(table.callers(3).empty());
    }

    void otherEventsDefineNothingAndABeginningAnewReplaces() {
        CallStackTable table;
        Event parked = call(1, 0, 4, 8);
        parked.type = EventType::parked;
        table.apply(parked);
        QCOMPARE(table.size(), std::size_t{0});
        table.apply(call(1, 0, 4, 8));
        table.apply(call(1, 1, 2, 21));
        table.apply(call(1, 0, 5, 3));
        QCOMPARE(table.callers(1).size(), std::size_t{1});
        QCOMPARE(table.callers(1)[0], (Place{5, 3}));
    }

    void thePathEndsWhereItRunsAndTheSharedFloorIsNotInFront() {
        const std::uint16_t strategy = file("core/strategies/paths/cache_aside.cpp");
        const std::uint16_t floor = file("core/strategies/path.cpp");
        CallStackTable table;
        table.apply(call(1, 0, strategy, 8));
        Marker marker;
        marker.file = floor;
        marker.line = 31;
        marker.stack = 1;
        const auto path = pathOf(marker, table);
        QCOMPARE(path.size(), std::size_t{2});
        QCOMPARE(path.back(), (Place{floor, 31}));
        QCOMPARE(frontFile(path), strategy);
        QCOMPARE(lineIn(path, strategy), 8u);
        QCOMPARE(lineIn(path, 999), 0u);
        marker.stack = 0;
        QCOMPARE(frontFile(pathOf(marker, table)), floor);
        QCOMPARE(frontFile({}), std::uint16_t{0});
    }

    void aLineThatCallsIsToldFromOneThatRuns() {
        CallStackTable table;
        table.apply(call(1, 0, 7, 8));
        Marker inner;
        inner.request = 1;
        inner.file = 7;
        inner.line = 20;
        inner.stack = 1;
        Marker outer = inner;
        outer.request = 2;
        outer.line = 8;
        outer.stack = 0;
        auto lines = byLine({inner}, table, 7);
        QVERIFY(lines.at(8).calling);
        QVERIFY(!lines.at(20).calling);
        lines = byLine({inner, outer}, table, 7);
        QCOMPARE(lines.at(8).count, std::size_t{2});
        QVERIFY(!lines.at(8).calling);
    }
};

QTEST_MAIN(TestCallStackTable)
#include "tst_call_stack_table.moc"
