// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>
#include <array>

#include "ui/model/theme.h"

namespace stampede::ui {

/// Colours C++ well enough for the strategies' sources. `co_await` and its sisters stand out: they are where a request may be overtaken.
class CppHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

   public:
    enum class Ink : std::uint8_t { plain, comment, preprocessor, keyword, suspension, type, function, text, number };

    explicit CppHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

    void setTheme(const Theme& theme);

    /// What a word is; `next` is the first character after it and any blanks.
    static Ink inkOf(QStringView word, QChar next);

   protected:
    void highlightBlock(const QString& line) override;

   private:
    void ink(qsizetype from, qsizetype to, Ink ink);
    qsizetype comment(const QString& line, qsizetype from);

    static constexpr std::size_t kInks = 9;
    std::array<QTextCharFormat, kInks> formats_;
};

}  // namespace stampede::ui
