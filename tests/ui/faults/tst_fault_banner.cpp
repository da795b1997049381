// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "core/faults/fault_parameters.h"
#include "ui/faults/fault_banner.h"
#include "ui/faults/fault_menu.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

std::vector<ActiveFault> broken(std::initializer_list<FaultKind> kinds) {
    std::vector<ActiveFault> active;
    for (const FaultKind kind : kinds) active.push_back({make_fault(kind), Instant(std::chrono::seconds(1))});
    return active;
}

constexpr Instant kNow = std::chrono::milliseconds(4200);

}  // namespace

class TestFaultBanner : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void itIsThereWhileSomethingIsBroken() {
        QWidget window;
        window.resize(900, 60);
        FaultBanner banner(&window);
        banner.resize(900, 30);
        window.QWidget::show();
        banner.show({}, kNow, true);
        QVERIFY(banner.isHidden());
        banner.show(broken({FaultKind::redis_freeze, FaultKind::net_latency}), kNow, true);
        QVERIFY(banner.isVisible());
        QString text = banner.shownText();
        text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        QCOMPARE(text, QStringLiteral("Broken: Redis frozen (3.2 s) · Network +100 ms (3.2 s)"));
        banner.show(broken({FaultKind::redis_freeze}), kNow, false);
        QVERIFY(banner.shownText().startsWith(QStringLiteral("Was broken")));
        banner.show({}, kNow, true);
        QVERIFY(banner.isHidden());
    }

    void whatDoesNotFitIsCountedAndNothingIsClipped() {
        FaultBanner banner;
        const auto many = broken({FaultKind::redis_freeze, FaultKind::net_slicer, FaultKind::lose_reply, FaultKind::db_slow,
                                  FaultKind::db_lock, FaultKind::app_clock, FaultKind::penetration});
        banner.show(many, kNow, true);
        auto* text = banner.findChild<QToolButton*>(QStringLiteral("faultBannerText"));
        for (const int width : {200, 320, 420, 560, 800, 1600}) {
            banner.resize(width, 30);
            const int used = text->fontMetrics().horizontalAdvance(banner.shownText()) + text->iconSize().width();
            QVERIFY2(used <= text->width(), qPrintable(QStringLiteral("%1: %2").arg(width).arg(banner.shownText())));
        }
        banner.resize(560, 30);
        QVERIFY2(banner.shownText().contains(QStringLiteral(" more")), qPrintable(banner.shownText()));
        QVERIFY(text->toolTip().contains(QStringLiteral("absent rows")));
    }

    void aClickShowsThePanelAndTheButtonHeals() {
        FaultBanner banner;
        banner.resize(600, 30);
        banner.show(broken({FaultKind::redis_freeze}), kNow, true);
        QSignalSpy clicked(&banner, &FaultBanner::clicked);
        QSignalSpy healed(&banner, &FaultBanner::healAllRequested);
        QTest::mouseClick(banner.findChild<QToolButton*>(QStringLiteral("faultBannerText")), Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        QTest::keyClick(banner.findChild<QToolButton*>(QStringLiteral("faultBannerHeal")), Qt::Key_Space);
        QCOMPARE(healed.count(), 1);
    }

    void aMenuListsItsComponentAndMarksWhatIsBroken() {
        std::size_t listed = 0;
        for (const FaultGroup group :
             {FaultGroup::redis, FaultGroup::network, FaultGroup::database, FaultGroup::application, FaultGroup::load}) {
            FaultMenu menu(group);
            listed += static_cast<std::size_t>(menu.actions().size()) - 2;  // but the line and "More"
            menu.setActive(broken({FaultKind::net_down}));
            QCOMPARE(menu.broken(), group == FaultGroup::network);
            QSignalSpy wanted(&menu, &FaultMenu::wanted);
            QSignalSpy more(&menu, &FaultMenu::moreWanted);
            menu.actions().first()->trigger();
            menu.actions().last()->trigger();
            QCOMPARE(wanted.count(), 1);
            QCOMPARE(more.count(), 1);
            for (const QAction* action : menu.actions()) QVERIFY(action->isSeparator() || !action->toolTip().isEmpty());
        }
        QCOMPARE(listed, kFaultCount);
    }
};

QTEST_MAIN(TestFaultBanner)
#include "tst_fault_banner.moc"
