// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QWidget>

#include "ui/window/flow_layout.h"

using namespace stampede::ui;

class TestFlowLayout : public QObject {
    Q_OBJECT

    struct Strip {
        QWidget widget;
        FlowLayout* flow = new FlowLayout(&widget, 10);
        QList<QWidget*> parts;

        explicit Strip(int count) {
            flow->setContentsMargins(5, 5, 5, 5);
            for (int i = 0; i < count; ++i) {
                parts << new QWidget;
                parts.last()->setFixedSize(100, 20);
                flow->addWidget(parts.last());
            }
        }
        void lay(int width) { flow->setGeometry(QRect(0, 0, width, flow->heightForWidth(width))); }
    };

   private Q_SLOTS:
    void whatFitsIsOneLine() {
        Strip strip(3);
        QCOMPARE(strip.flow->heightForWidth(330), 30);
        strip.lay(330);
        QCOMPARE(strip.parts[2]->geometry(), QRect(225, 5, 100, 20));
    }

    void onePixelLessBreaksTheLine() {
        Strip strip(3);
        QCOMPARE(strip.flow->heightForWidth(329), 60);
        strip.lay(329);
        QCOMPARE(strip.parts[1]->geometry().topLeft(), QPoint(115, 5));
        QCOMPARE(strip.parts[2]->geometry().topLeft(), QPoint(5, 35));
    }

    void hiddenPartsTakeNoRoom() {
        Strip strip(3);
        strip.parts[1]->hide();
        QCOMPARE(strip.flow->heightForWidth(220), 30);
        strip.lay(220);
        QCOMPARE(strip.parts[2]->x(), 115);
    }

    void nothingIsEverOutside() {
        Strip strip(7);
        for (int width = 110; width < 900; width += 7) {
            strip.lay(width);
            const QRect area(0, 0, width, strip.flow->heightForWidth(width));
            for (const QWidget* part : strip.parts) QVERIFY(area.contains(part->geometry()));
        }
    }

    void theNarrowestIsTheWidestPart() {
        Strip strip(4);
        QCOMPARE(strip.flow->minimumSize(), QSize(110, 30));
    }
};

QTEST_MAIN(TestFlowLayout)
#include "tst_flow_layout.moc"
