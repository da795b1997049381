// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QVariant>

#include "ui/model/lab_controller.h"

namespace stampede::ui {

enum class ThemeChoice { system, light, dark };

/// What the window remembers from one start to the next, in one INI file. A figure out of range reads as its default; a file that
/// cannot be read at all is kept beside the new one with ".damaged" behind its name, and `problem` says so.
class Settings {
   public:
    /// The file need not exist; its folder is created with the first save.
    explicit Settings(const QString& path);

    /// One sentence when the file was damaged or cannot be written, else empty.
    const QString& problem() const { return problem_; }
    QString path() const { return file_.fileName(); }

    RunConfig config() const;
    void setConfig(const RunConfig& config);
    Mode mode() const;
    void setMode(Mode mode);
    Workload workload() const;
    void setWorkload(const Workload& workload);

    QString key() const;  ///< the last key, as Redis spells it
    void setKey(const QString& key);
    int stampedeCount() const;  ///< 2 to 1000
    void setStampedeCount(int count);
    int slowDatabaseMs() const;  ///< 1 to 60,000
    void setSlowDatabaseMs(int milliseconds);
    double speed() const;  ///< 0.1 to 10
    void setSpeed(double speed);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    bool largeText() const { return file_.value(QStringLiteral("view/large-text"), false).toBool(); }
    void setLargeText(bool on) { file_.setValue(QStringLiteral("view/large-text"), on); }
    bool reducedMotion() const { return file_.value(QStringLiteral("view/reduced-motion"), false).toBool(); }
    void setReducedMotion(bool on) { file_.setValue(QStringLiteral("view/reduced-motion"), on); }
    bool hints() const { return file_.value(QStringLiteral("view/hints"), true).toBool(); }
    void setHints(bool on) { file_.setValue(QStringLiteral("view/hints"), on); }

    QByteArray geometry() const { return file_.value(QStringLiteral("window/geometry")).toByteArray(); }
    QByteArray docks() const { return file_.value(QStringLiteral("window/docks")).toByteArray(); }
    void setLayout(const QByteArray& geometry, const QByteArray& docks);

    /// Writes to disk now; false when that failed, and `problem` says why.
    bool save();

   private:
    int whole(const char* name, int least, int most, int otherwise) const;
    double real(const char* name, double least, double most, double otherwise) const;

    QSettings file_;
    QString problem_;
};

}  // namespace stampede::ui
