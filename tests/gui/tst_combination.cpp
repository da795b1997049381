// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QScrollArea>
#include <QSpinBox>

#include "core/strategies/catalogue.h"
#include "tests/gui/lab_window.h"
#include "ui/window/combination_panel.h"
#include "ui/window/combination_words.h"
#include "ui/window/layer_row.h"
#include "ui/window/promise_list.h"

using namespace stampede;
using namespace stampede::ui;

/// The picker of guards, invalidation and the rest, in the window.
class TestCombination : public QObject {
    Q_OBJECT

    std::unique_ptr<LabWindow> lab_;

    CombinationPanel* panel() { return lab_->window->findChild<CombinationPanel*>(); }
    void open(const char* strategy) {
        RunConfig config;
        config.strategy = strategy;
        lab_->settings.setConfig(config);
        lab_->showAndOpen();
        lab_->press(Qt::Key_G);
        QTRY_VERIFY(panel()->isVisible());
    }

   private Q_SLOTS:
    void init() { lab_ = std::make_unique<LabWindow>(); }
    void cleanup() { lab_.reset(); }

    void theCatalogueIsOfferedWithOptionsAndReasons() {
        open("cache-aside");
        for (const LayerInfo& info : guards())
            QVERIFY(panel()->guard(QString::fromUtf8(info.id.data(), qsizetype(info.id.size()))) != nullptr);
        QCOMPARE(panel()->invalidation()->count(), static_cast<int>(invalidations().size()));
        QVERIFY(panel()->explanation().size() > 80);
        QVERIFY(panel()->promises().textOf(Property::dirty_read).startsWith(QStringLiteral("✓")));
        QVERIFY(panel()->promises().textOf(Property::stale_read).startsWith(QStringLiteral("✗")));
        QVERIFY(panel()->guard(QStringLiteral("mutex-unsafe"))->box()->accessibleName().contains(QStringLiteral("anti-pattern")));
    }

    void whereReadsLookIntoNoCacheGuardsSayWhyTheyAreDisabled() {
        open("no-cache");
        LayerRow* mutex = panel()->guard(QStringLiteral("mutex"));
        QVERIFY(!mutex->box()->isEnabled());
        QVERIFY(!mutex->reason().isEmpty());
        QVERIFY(mutex->box()->toolTip().contains(mutex->reason()));
    }

    void aGuardAppliesAtOnceWithItsOptionsAndStaysForTheNextStart() {
        open("cache-aside");
        LayerRow* mutex = panel()->guard(QStringLiteral("mutex"));
        QTest::mouseClick(mutex->box(), Qt::LeftButton, {}, QPoint(8, mutex->box()->height() / 2));
        QTRY_COMPARE(lab_->lab.config().guards.size(), std::size_t{1});
        QTRY_VERIFY(lab_->lab.ready());
        auto* poll = mutex->findChildren<QDoubleSpinBox*>().value(1);
        QVERIFY(poll != nullptr && poll->isVisible());
        QCOMPARE(poll->accessibleName(), QStringLiteral("poll"));
        poll->setValue(20);
        QTRY_COMPARE(lab_->lab.config().guards.front().options.size(), std::size_t{1});
        QCOMPARE(lab_->settings.config().guards, lab_->lab.config().guards);
        QTRY_VERIFY(lab_->lab.ready());
        lab_->press(Qt::Key_R);
        QTRY_COMPARE(lab_->count(EventType::parked), 1);
    }

    void instancesEvictionAndInvalidationReachTheLab() {
        open("cache-aside");
        panel()->instances()->setValue(3);
        QTRY_COMPARE(lab_->lab.config().instances, 3u);
        QTRY_VERIFY(lab_->lab.ready());
        panel()->eviction()->setCurrentIndex(2);
        Q_EMIT panel()->eviction()->activated(2);
        QTRY_VERIFY(lab_->lab.config().eviction == Eviction::allkeys_lfu);
        const int ttlOnly = panel()->invalidation()->findData(QStringLiteral("ttl-only"));
        QVERIFY(ttlOnly > 0);
        panel()->invalidation()->setCurrentIndex(ttlOnly);
        Q_EMIT panel()->invalidation()->activated(ttlOnly);
        QTRY_COMPARE(lab_->lab.config().invalidation.id, std::string("ttl-only"));
        QCOMPARE(lab_->settings.config().invalidation.id, std::string("ttl-only"));
        QCOMPARE(lab_->settings.config().instances, 3u);
        QVERIFY(lab_->settings.config().eviction == Eviction::allkeys_lfu);
    }

    void anAntiPatternIsWarnedOf() {
        open("cache-aside-delete-first");
        QVERIFY(panel()->warnings().contains(QStringLiteral("anti-pattern")));
    }

    void nothingOfThePanelIsWiderThanItsPlace() {
        open("cache-aside");
        QWidget* at = panel();
        while (at != nullptr && qobject_cast<QScrollArea*>(at) == nullptr) at = at->parentWidget();
        auto* area = qobject_cast<QScrollArea*>(at);
        QVERIFY(area != nullptr);
        QTRY_VERIFY(panel()->width() <= area->viewport()->width());
    }

    void aPanelAmongTabsHasNoTitleOfItsOwnAndOneAloneHas() {
        open("cache-aside");
        const auto dock = [this](const char* name) { return lab_->window->findChild<QDockWidget*>(QString::fromLatin1(name)); };
        QTRY_VERIFY(dock("combination")->titleBarWidget() != nullptr);
        QVERIFY(dock("hit-rate")->titleBarWidget() == nullptr);
        dock("combination")->setFloating(true);
        QTRY_VERIFY(dock("combination")->titleBarWidget() == nullptr);
    }

    void eraseSendsAnErasure() {
        open("cache-aside");
        lab_->press(Qt::Key_E);
        QTRY_COMPARE(lab_->count(EventType::request_begun), 1);
        const auto& requests = lab_->session().state().requests();
        QVERIFY(requests.begin()->second.kind == RequestKind::erase);
        lab_->press(Qt::Key_Space);
        lab_->press(Qt::Key_Space);
        QTRY_VERIFY(!lab_->session().state().row_exists(Key{Kind::user_profile, 42}));
    }
};

QTEST_MAIN(TestCombination)
#include "tst_combination.moc"
