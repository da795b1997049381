// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Settings", text); }

}  // namespace

Settings::Settings(const QString& path) : file_(path, QSettings::IniFormat) {
    file_.allKeys();  // QSettings parses a section when it is first asked for
    if (file_.status() == QSettings::NoError) return;
    const QString kept = path + QStringLiteral(".damaged");
    QFile::remove(kept);
    QFile::copy(path, kept);
    file_.clear();
    problem_ = tr("The settings in %1 could not be read; the defaults are used, and the old file is kept as %2.")
                   .arg(QDir::toNativeSeparators(path), QFileInfo(kept).fileName());
}

int Settings::whole(const char* name, int least, int most, int otherwise) const {
    bool isNumber = false;
    const int value = file_.value(QString::fromLatin1(name)).toInt(&isNumber);
    return isNumber && value >= least && value <= most ? value : otherwise;
}

double Settings::real(const char* name, double least, double most, double otherwise) const {
    bool isNumber = false;
    const double value = file_.value(QString::fromLatin1(name)).toDouble(&isNumber);
    return isNumber && value >= least && value <= most ? value : otherwise;
}

Mode Settings::mode() const { return file_.value(QStringLiteral("lab/mode")).toString() == QStringLiteral("run") ? Mode::run : Mode::step; }

void Settings::setMode(Mode mode) {
    file_.setValue(QStringLiteral("lab/mode"), mode == Mode::run ? QStringLiteral("run") : QStringLiteral("step"));
}

QString Settings::key() const {
    const QString key = file_.value(QStringLiteral("lab/key")).toString();
    return parse_key(toCore(key)) ? key : QStringLiteral("user:profile:42");
}

void Settings::setKey(const QString& key) { file_.setValue(QStringLiteral("lab/key"), key); }

int Settings::stampedeCount() const { return whole("lab/stampede", 2, 1'000, 50); }
void Settings::setStampedeCount(int count) { file_.setValue(QStringLiteral("lab/stampede"), count); }

int Settings::slowDatabaseMs() const { return whole("lab/slow-database-ms", 1, 60'000, 800); }
void Settings::setSlowDatabaseMs(int milliseconds) { file_.setValue(QStringLiteral("lab/slow-database-ms"), milliseconds); }

double Settings::speed() const { return real("lab/speed", 0.1, 10, 1); }
void Settings::setSpeed(double speed) { file_.setValue(QStringLiteral("lab/speed"), speed); }

ThemeChoice Settings::theme() const {
    const QString name = file_.value(QStringLiteral("view/theme")).toString();
    if (name == QStringLiteral("light")) return ThemeChoice::light;
    return name == QStringLiteral("dark") ? ThemeChoice::dark : ThemeChoice::system;
}

void Settings::setTheme(ThemeChoice theme) {
    static const char* const names[] = {"system", "light", "dark"};
    file_.setValue(QStringLiteral("view/theme"), QString::fromLatin1(names[static_cast<int>(theme)]));
}

void Settings::setLayout(const QByteArray& geometry, const QByteArray& docks) {
    file_.setValue(QStringLiteral("window/geometry"), geometry);
    file_.setValue(QStringLiteral("window/docks"), docks);
}

bool Settings::save() {
    QDir().mkpath(QFileInfo(path()).absolutePath());
    file_.sync();
    if (file_.isWritable() && QFileInfo::exists(path())) return true;
    problem_ = tr("The settings could not be saved to %1: the folder or the file is not writable.").arg(QDir::toNativeSeparators(path()));
    return false;
}

}  // namespace stampede::ui
