// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <array>

namespace stampede::ui {

/// The hands in which the scene writes.
enum class Face { title, body, small, strong, mono, monoSmall };

/// The fonts of the scene, all derived from one, so that a larger application font enlarges the whole picture.
class SceneFonts {
   public:
    explicit SceneFonts(const QFont& base);

    const QFont& font(Face face) const { return fonts_[static_cast<std::size_t>(face)]; }
    const QFontMetricsF& metrics(Face face) const { return metrics_[static_cast<std::size_t>(face)]; }
    qreal width(Face face, const QString& text) const { return metrics(face).horizontalAdvance(text); }

    /// The first of the texts that fits; the last one, with an ellipsis, when none does.
    QString fit(Face face, qreal width, std::initializer_list<QString> texts) const;
    /// Shortened before the last colon: "user:…:42".
    QString fitKey(Face face, qreal width, const QString& key) const;

    /// Height of a line of the face, whole pixels.
    qreal line(Face face) const;

   private:
    static constexpr std::size_t kFaces = 6;
    std::array<QFont, kFaces> fonts_;
    std::vector<QFontMetricsF> metrics_;
};

}  // namespace stampede::ui
