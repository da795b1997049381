// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "core/simulated/paced_loop.h"
#include "core/simulated/simulated_world.h"
#include "ui/model/lab_controller.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

namespace stampede::ui {

/// The window on a simulated world, with settings of its own.
class LabWindow {
   public:
    using Opened = LabController::Opened;

    static Opened simulated(const RunConfig& config) {
        Opened opened;
        auto loop = std::make_unique<PacedLoop>();
        opened.rig.world = std::make_unique<SimulatedWorld>(config, *loop, *loop);
        opened.rig.loop = std::move(loop);
        opened.info.description = QString::fromStdString(opened.rig.world->description());
        return opened;
    }

    explicit LabWindow(LabController::Opener open = {})
        : settings(folder.filePath(QStringLiteral("stampede.ini"))),
          lab(open ? std::move(open) : [](const RunConfig& config, const auto&) { return simulated(config); }) {
        settings.setReducedMotion(true);
    }

    void show() {
        window = std::make_unique<MainWindow>(lab, settings);
        window->resize(1440, 900);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void showAndOpen() {
        show();
        QTRY_VERIFY_WITH_TIMEOUT(lab.ready(), 10'000);
    }

    LabSession& session() { return *lab.session(); }
    const Journal& journal() { return session().journal(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(window.get(), key, modifiers); }

    int count(EventType type) {
        int found = 0;
        for (std::size_t i = journal().first(); i < journal().size(); ++i) found += journal()[i].type == type ? 1 : 0;
        return found;
    }

    /// A button of the window by the name that a screen reader says.
    QToolButton* button(const char* name) const {
        for (QToolButton* each : window->findChildren<QToolButton*>()) {
            if (each->accessibleName() == QString::fromLatin1(name)) return each;
        }
        return nullptr;
    }
    template <class W>
    W* field(const char* name) const {
        for (W* each : window->findChildren<W*>()) {
            if (each->accessibleName() == QString::fromLatin1(name)) return each;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    Settings settings;
    LabController lab;
    std::unique_ptr<MainWindow> window;
};

}  // namespace stampede::ui
