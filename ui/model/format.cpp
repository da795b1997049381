// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString dash() { return QStringLiteral("–"); }

QString plain(double figure, int decimals) {
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale.toString(figure, 'f', decimals);
}

// Two significant digits below a hundred, whole numbers above. The bounds are those at which rounding would add a digit.
QString twoDigits(double figure) {
    if (figure == 0) return plain(0, 0);
    if (figure < 0.995) return plain(figure, 2);
    if (figure < 9.95) return plain(figure, 1);
    return plain(figure, 0);
}

QString unit(double figure, const char* name) { return twoDigits(figure) + QChar(QChar::Nbsp) + QString::fromUtf8(name); }

QString whole(double figure, const char* name) { return plain(figure, 0) + QChar(QChar::Nbsp) + QString::fromUtf8(name); }

}  // namespace

QString fromCore(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

std::string toCore(const QString& text) { return text.toStdString(); }

QString keyText(Key key) { return fromCore(to_string(key)); }

QString valueText(Value value) {
    if (value.version != 0) return QStringLiteral("v%1").arg(value.version);
    if (value.write != 0) return Words::tr("w%1, not committed").arg(value.write);
    return dash();
}

QString durationText(Duration duration) {
    const double ms = to_ms(duration);
    if (ms < 0) return dash();
    if (ms == 0) return whole(0, "ms");
    if (ms < 0.0995) return unit(ms * 1e3, "µs");
    if (ms < 999.5) return unit(ms, "ms");
    const double seconds = ms / 1e3;
    if (seconds < 119.5) return unit(seconds, "s");
    if (seconds < 119.5 * 60) return whole(seconds / 60, "min");
    return whole(seconds / 3600, "h");
}

QString millisecondsText(double milliseconds) { return milliseconds < 0 ? dash() : durationText(from_ms(milliseconds)); }

QString percentText(double share) { return share < 0 ? dash() : whole(share * 100, "%"); }

QString bytesText(qint64 bytes) {
    constexpr double kKiB = 1024;
    const auto size = static_cast<double>(bytes);
    if (size < kKiB) return whole(size, "B");
    if (size < 999.5 * kKiB) return unit(size / kKiB, "KiB");
    if (size < 999.5 * kKiB * kKiB) return unit(size / (kKiB * kKiB), "MiB");
    return unit(size / (kKiB * kKiB * kKiB), "GiB");
}

QString countText(quint64 count) { return QLocale().toString(count); }

QString rateText(double perSecond) { return QLocale().toString(perSecond, 'f', perSecond > 0 && perSecond < 9.95 ? 1 : 0); }

QString requestLabel(RequestKind kind, RequestId id) {
    if (id == 0) return Words::tr("lab");
    const char letter = kind == RequestKind::read ? 'R' : kind == RequestKind::write ? 'W' : 'E';
    return QLatin1Char(letter) + QString::number(id);
}

QString requestKindText(RequestKind kind) {
    switch (kind) {
        case RequestKind::read: return Words::tr("read");
        case RequestKind::write: return Words::tr("write");
        case RequestKind::erase: return Words::tr("erase");
    }
    return {};
}

QString outcomeText(Outcome outcome) {
    switch (outcome) {
        case Outcome::ok: return Words::tr("OK");
        case Outcome::refused: return Words::tr("refused");
        case Outcome::unavailable: return Words::tr("unavailable");
        case Outcome::timed_out: return Words::tr("timed out");
        case Outcome::crashed: return Words::tr("crashed");
    }
    return {};
}

QString sourceText(Source source) {
    switch (source) {
        case Source::none: return Words::tr("by nobody");
        case Source::cache: return Words::tr("from the cache");
        case Source::database: return Words::tr("from the database");
        case Source::local: return Words::tr("from the instance's own memory");
    }
    return {};
}

QString componentText(Component component) {
    switch (component) {
        case Component::application: return Words::tr("Application");
        case Component::cache: return QStringLiteral("Redis");
        case Component::database: return QStringLiteral("SQLite");
    }
    return {};
}

}  // namespace stampede::ui
