// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

namespace stampede::ui {

/// A colour between two: `share` of the first, the rest of the second.
inline QColor blend(const QColor& front, const QColor& back, double share) {
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return QColor(part(front.red(), back.red()), part(front.green(), back.green()), part(front.blue(), back.blue()));
}

/// For widgets that show code, commands or figures that have to line up. The size stays the one that the widget inherits.
inline QFont monoFont() {
    QFont font(QStringLiteral("JetBrains Mono"));
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

/// The same for a painter: as large as `like`, times `scale`.
inline QFont monoFont(const QFont& like, qreal scale = 1) {
    QFont font = monoFont();
    if (like.pointSizeF() > 0) font.setPointSizeF(like.pointSizeF() * scale);
    if (like.pixelSize() > 0) font.setPixelSize(static_cast<int>(like.pixelSize() * scale));
    return font;
}

inline QFont scaled(QFont font, qreal scale) {
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * scale);
    if (font.pixelSize() > 0) font.setPixelSize(static_cast<int>(font.pixelSize() * scale));
    return font;
}

}  // namespace stampede::ui
