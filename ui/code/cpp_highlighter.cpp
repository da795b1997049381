// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/cpp_highlighter.h"

#include <algorithm>

#include "ui/code/tints.h"

namespace stampede::ui {
namespace {

constexpr int kInComment = 1;

constexpr std::array<QStringView, 48> kKeywords{
    u"alignas", u"auto",     u"break",     u"case",   u"catch",    u"class",    u"const",    u"constexpr", u"continue", u"default",
    u"delete",  u"do",       u"else",      u"enum",   u"explicit", u"false",    u"final",    u"for",       u"friend",   u"if",
    u"inline",  u"mutable",  u"namespace", u"new",    u"noexcept", u"nullptr",  u"operator", u"override",  u"private",  u"protected",
    u"public",  u"requires", u"return",    u"sizeof", u"static",   u"struct",   u"switch",   u"template",  u"this",     u"throw",
    u"true",    u"try",      u"typename",  u"using",  u"virtual",  u"volatile", u"while",    u"concept"};

constexpr std::array<QStringView, 10> kBuiltIns{u"bool", u"char",  u"double", u"float",    u"int",
                                                u"long", u"short", u"signed", u"unsigned", u"void"};

bool isWord(QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_'); }

qsizetype endOfWord(const QString& line, qsizetype at) {
    while (at < line.size() && isWord(line[at])) ++at;
    return at;
}

qsizetype endOfNumber(const QString& line, qsizetype at) {
    while (at < line.size() && (isWord(line[at]) || line[at] == QLatin1Char('.') || line[at] == QLatin1Char('\''))) ++at;
    return at;
}

qsizetype endOfText(const QString& line, qsizetype at) {
    const QChar quote = line[at++];
    while (at < line.size() && line[at] != quote) at += line[at] == QLatin1Char('\\') ? 2 : 1;
    return std::min(at + 1, line.size());
}

QChar nextVisible(const QString& line, qsizetype at) {
    while (at < line.size() && line[at].isSpace()) ++at;
    return at < line.size() ? line[at] : QChar();
}

QTextCharFormat inked(const QColor& color, bool bold = false, bool italic = false) {
    QTextCharFormat made;
    made.setForeground(color);
    if (bold) made.setFontWeight(QFont::Bold);
    made.setFontItalic(italic);
    return made;
}

}  // namespace

void CppHighlighter::setTheme(const Theme& theme) {
    formats_ = {inked(theme.text),
                inked(theme.muted, false, true),
                inked(theme.muted),
                inked(blend(theme.write, theme.text, 0.75)),
                inked(theme.accent, true),
                inked(blend(theme.good, theme.text, 0.7)),
                inked(blend(theme.accent, theme.text, 0.45)),
                inked(blend(theme.warning, theme.text, 0.8)),
                inked(blend(theme.danger, theme.text, 0.7))};
    rehighlight();
}

CppHighlighter::Ink CppHighlighter::inkOf(QStringView word, QChar next) {
    if (word == u"co_await" || word == u"co_return" || word == u"co_yield") return Ink::suspension;
    if (std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end()) return Ink::keyword;
    if (std::find(kBuiltIns.begin(), kBuiltIns.end(), word) != kBuiltIns.end()) return Ink::type;
    if (word[0].isUpper()) return Ink::type;
    if (next == QLatin1Char('(')) return Ink::function;
    return Ink::plain;
}

void CppHighlighter::ink(qsizetype from, qsizetype to, Ink ink) {
    setFormat(static_cast<int>(from), static_cast<int>(to - from), formats_[static_cast<std::size_t>(ink)]);
}

// A block comment from `from` on; returns where it ends and leaves the state for the next line.
qsizetype CppHighlighter::comment(const QString& line, qsizetype from) {
    const qsizetype close = line.indexOf(QLatin1String("*/"), from);
    const qsizetype end = close < 0 ? line.size() : close + 2;
    setCurrentBlockState(close < 0 ? kInComment : 0);
    ink(from, end, Ink::comment);
    return end;
}

void CppHighlighter::highlightBlock(const QString& line) {
    setCurrentBlockState(0);
    ink(0, line.size(), Ink::plain);
    qsizetype at = previousBlockState() == kInComment ? comment(line, 0) : 0;
    if (at == 0 && nextVisible(line, 0) == QLatin1Char('#')) {
        ink(0, line.size(), Ink::preprocessor);
        at = line.size();
    }
    while (at < line.size()) {
        const QChar c = line[at];
        const QStringView rest = QStringView(line).sliced(at);
        qsizetype end = at + 1;
        if (rest.startsWith(u"//")) {
            ink(at, end = line.size(), Ink::comment);
        } else if (rest.startsWith(u"/*")) {
            end = comment(line, at);
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            ink(at, end = endOfText(line, at), Ink::text);
        } else if (c.isDigit()) {
            ink(at, end = endOfNumber(line, at), Ink::number);
        } else if (isWord(c)) {
            end = endOfWord(line, at);
            ink(at, end, inkOf(rest.first(end - at), nextVisible(line, end)));
        }
        at = end;
    }
}

}  // namespace stampede::ui
