// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include <QApplication>
#include <QMetaObject>
#include <QStandardPaths>
#include <cstdio>

#include "app/cli/command.h"
#include "app/cli/signals.h"
#include "app/lab_opener.h"
#include "app/script_replayer.h"
#include "app/version.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

namespace stampede {
namespace {

QString default_settings_file() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/stampede/stampede.ini");
}

bool has_display() {
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) return true;
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

}  // namespace

int open_window(int argc, char** argv, const WindowCommand& command) {
    if (!has_display()) {
        std::fputs("stampede: there is no display to open a window on; `stampede demo` and `stampede run` work without one\n", stderr);
        return kFailed;
    }
    Signals signals;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("stampede"));
    QApplication::setApplicationDisplayName(QStringLiteral("Stampede"));
    QApplication::setApplicationVersion(QString::fromLatin1(kVersion));
    QApplication::setDesktopFileName(QStringLiteral("stampede"));

    ui::Settings settings(command.settings.empty() ? default_settings_file() : QString::fromStdString(command.settings.string()));
    ui::LabController controller(lab_opener(command));
    ui::MainWindow window(controller, settings, script_replayer(command));
    window.show();
    signals.on_signal([&window] {
        QMetaObject::invokeMethod(
            &window, [&window] { window.close(); }, Qt::QueuedConnection);
    });
    const int code = QApplication::exec();
    controller.shutDown();
    return code;
}

}  // namespace stampede
