// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string_view>

#include "core/model/event.h"
#include "ui/model/fault_words.h"
#include "ui/model/verb_words.h"

namespace stampede::ui {

/// The words and figures of every view, and the one place where the core's text becomes Qt's. Numbers follow the default QLocale.

QString fromCore(std::string_view utf8);
std::string toCore(const QString& text);

/// As Redis spells it: "user:profile:42".
QString keyText(Key key);
/// "v7"; "w17, not committed" for a value that only a cache or a queue holds; a dash for none.
QString valueText(Value value);
/// Two significant digits and the unit that keeps them short: "8 µs", "0.84 ms", "52 ms", "1.2 s", "3 min", "24 h".
QString durationText(Duration duration);
/// The same for a figure in milliseconds; a dash when it is negative, which stands for "nothing measured".
QString millisecondsText(double milliseconds);
/// Share of one as whole per cent, "78 %"; a dash when it is negative.
QString percentText(double share);
/// "1.2 MiB": powers of two, as Redis counts its memory.
QString bytesText(qint64 bytes);
/// With the locale's group separators: "12,345".
QString countText(quint64 count);
/// "1,234" or, below ten, "3.4".
QString rateText(double perSecond);

/// "R1" for a read, "W2" for a write, "E3" for an erasure; the lab's own work (request 0) is "lab".
QString requestLabel(RequestKind kind, RequestId id);
QString requestKindText(RequestKind kind);  ///< "read", "write", "erase"
QString outcomeText(Outcome outcome);       ///< "OK", "refused", "timed out"
/// Where a read was answered from: "from the cache".
QString sourceText(Source source);
QString componentText(Component component);  ///< "Application", "Redis", "SQLite"

}  // namespace stampede::ui
