// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/scene_fonts.h"

#include <QFontInfo>
#include <cmath>

namespace stampede::ui {
namespace {

QFont sized(QFont font, int pixels, QFont::Weight weight) {
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

}  // namespace

SceneFonts::SceneFonts(const QFont& base) {
    const int pixels = QFontInfo(base).pixelSize();
    const int less = std::max(9, static_cast<int>(std::lround(pixels * 0.86)));
    QFont mono(QStringLiteral("JetBrains Mono"));
    mono.setStyleHint(QFont::Monospace);
    fonts_ = {sized(base, pixels, QFont::DemiBold), sized(base, pixels, QFont::Normal),     sized(base, less, QFont::Normal),
              sized(base, less, QFont::DemiBold),   sized(mono, pixels - 1, QFont::Normal), sized(mono, less, QFont::Normal)};
    for (const QFont& font : fonts_) metrics_.emplace_back(font);
}

QString SceneFonts::fit(Face face, qreal width, std::initializer_list<QString> texts) const {
    QString last;
    for (const QString& text : texts) {
        if (this->width(face, text) <= width) return text;
        last = text;
    }
    return metrics(face).elidedText(last, Qt::ElideRight, width);
}

QString SceneFonts::fitKey(Face face, qreal width, const QString& key) const {
    if (this->width(face, key) <= width) return key;
    const QString tail = QChar(0x2026) + key.mid(std::max<qsizetype>(0, key.lastIndexOf(QLatin1Char(':'))));
    for (qsizetype head = key.size() - tail.size(); head > 0; --head) {
        const QString shorter = key.left(head) + tail;
        if (this->width(face, shorter) <= width) return shorter;
    }
    return metrics(face).elidedText(tail, Qt::ElideRight, width);
}

qreal SceneFonts::line(Face face) const { return std::ceil(metrics(face).height()); }

}  // namespace stampede::ui
