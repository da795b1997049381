// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/faults/fault_parameters.h"
#include "core/faults/line_faults.h"

using namespace stampede;
using namespace std::chrono_literals;

class TestLineFaults : public QObject {
    Q_OBJECT

    static Fault fault(FaultKind kind, Stream stream, InstanceId instance = kEveryInstance) {
        Fault made = make_fault(kind);
        made.choice = static_cast<std::uint8_t>(stream);
        made.instance = instance;
        return made;
    }

   private Q_SLOTS:
    void aToxicIsInItsDirectionAndItsInstanceOnly() {
        LineFaults lines;
        lines.inject(fault(FaultKind::net_timeout, Stream::upstream, 1));
        QVERIFY(lines.toxics(1, Stream::upstream).hold);
        QVERIFY(!lines.toxics(1, Stream::downstream).any());
        QVERIFY(!lines.toxics(0, Stream::upstream).any());
        lines.inject(fault(FaultKind::net_timeout, Stream::both, 1));
        QVERIFY(lines.toxics(1, Stream::downstream).hold);
        lines.heal(fault(FaultKind::net_timeout, Stream::downstream, 1));
        QVERIFY(lines.empty());
    }

    void severalScopesAddUp() {
        LineFaults lines;
        Fault slow = fault(FaultKind::net_latency, Stream::downstream);
        slow.added = 10ms;
        lines.inject(slow);
        slow.instance = 2;
        slow.added = 5ms;
        lines.inject(slow);
        Fault narrow = fault(FaultKind::net_bandwidth, Stream::downstream);
        narrow.amount = 4;
        lines.inject(narrow);
        narrow.instance = 2;
        narrow.amount = 2;
        lines.inject(narrow);
        RandomSource random(1);
        const Toxics toxics = lines.toxics(2, Stream::downstream);
        QCOMPARE(toxics.draw(random), Duration(15ms));
        QCOMPARE(toxics.time_for(2048), Duration(1s));
        QCOMPARE(lines.toxics(0, Stream::downstream).draw(random), Duration(10ms));
    }

    void jitterGoesUpAndDown() {
        LineFaults lines;
        Fault slow = fault(FaultKind::net_latency, Stream::downstream);
        slow.added = 10ms;
        slow.jitter = 4ms;
        lines.inject(slow);
        RandomSource random(1);
        const Toxics toxics = lines.toxics(0, Stream::downstream);
        Duration least = 1s;
        Duration most{0};
        for (int i = 0; i < 1000; ++i) {
            const Duration drawn = toxics.draw(random);
            least = std::min(least, drawn);
            most = std::max(most, drawn);
        }
        QVERIFY(least >= 6ms && least < 7ms);
        QVERIFY(most <= 14ms && most > 13ms);
    }

    void downConcernsItsInstance() {
        LineFaults lines;
        lines.inject(fault(FaultKind::net_down, Stream::downstream, 1));
        QVERIFY(lines.down(1) && !lines.down(0));
        QVERIFY(lines.concern(1) && !lines.concern(0));
    }
};

QTEST_GUILESS_MAIN(TestLineFaults)
#include "tst_line_faults.moc"
