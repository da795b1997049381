// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/appearance.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFont>
#include <QFontDatabase>
#include <QStyleFactory>
#include <QToolTip>

namespace stampede::ui {
namespace {

constexpr double kTextPoints = 10;
constexpr double kLargeTextPoints = 14;

QFont textFont(double points) {
    QFont font(QStringLiteral("Inter"));
    font.setPointSizeF(points);
    return font;
}

void useFont(double points) {
    QFont font = textFont(points);
    QApplication::setFont(font);
    font.setWeight(QFont::DemiBold);
    QApplication::setFont(font, "QDockWidgetTitle");  // as QStyle names it
}

}  // namespace

Appearance::Appearance(QObject* parent) : QObject(parent) {
    const QDir fonts(QStringLiteral(":/fonts"));
    for (const QString& file : fonts.entryList({QStringLiteral("*.otf"), QStringLiteral("*.ttf")})) {
        QFontDatabase::addApplicationFont(fonts.filePath(file));
    }
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    useFont(kTextPoints);
    qApp->installEventFilter(this);
    apply();
}

void Appearance::choose(ThemeChoice choice) {
    choice_ = choice;
    apply();
}

void Appearance::setLargeText(bool on) {
    useFont(on ? kLargeTextPoints : kTextPoints);
    apply();
}

// Sent by the platform when the desktop's colours change, and by our own setPalette.
bool Appearance::eventFilter(QObject* watched, QEvent* event) {
    const bool ofSystem = watched == qApp && event->type() == QEvent::ApplicationPaletteChange && !applying_;
    if (ofSystem && choice_ == ThemeChoice::system) QMetaObject::invokeMethod(this, &Appearance::apply, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

bool Appearance::systemIsDark() {
    QApplication::setPalette(QPalette());  // back to what the platform says
    const QPalette system = QApplication::palette();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
}

void Appearance::apply() {
    applying_ = true;
    const bool dark = choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemIsDark());
    theme_ = dark ? Theme::darkTheme() : Theme::lightTheme();
    QApplication::setPalette(theme_.palette());
    QToolTip::setPalette(theme_.palette());
    applying_ = false;
    Q_EMIT changed();
}

}  // namespace stampede::ui
