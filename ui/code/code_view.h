// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QPropertyAnimation>
#include <functional>
#include <map>

#include "ui/code/badges.h"
#include "ui/code/code_markers.h"
#include "ui/code/cpp_highlighter.h"
#include "ui/code/line_numbers.h"

namespace stampede::ui {

/// One source file, read-only, with line numbers and the markers of the requests that stand in it.
class CodeView : public QPlainTextEdit {
    Q_OBJECT

   public:
    explicit CodeView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setSource(const QString& text);
    /// By line, from 1. Lines that the source does not have are ignored.
    void setMarkers(std::map<std::uint32_t, LineMarkers> markers, RequestId selected);
    const std::map<std::uint32_t, LineMarkers>& markers() const { return markers_; }

    /// Moves the line into view if it is not there, with a few lines around it.
    void reveal(std::uint32_t line, bool smoothly);
    bool shows(std::uint32_t line) const;
    /// Scrolls past the licence and the includes to the first function.
    void showFirstFunction();
    /// Where the badge of a request is in the viewport: where it runs, else where it called from. Null when neither is shown.
    QRectF badgeRect(RequestId request) const;

   Q_SIGNALS:
    void badgeClicked(quint32 request, quint32 instance);

   protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void layOutMargin();
    void paintMargin(QPaintEvent* event);
    void highlightLines();
    void scrollTo(int value, bool smoothly);
    QRectF rowOf(std::uint32_t line) const;  // in the viewport; empty when there is no such line
    std::vector<Badge> badgesOf(std::uint32_t line) const;
    /// Calls with the badge there and its line; false if there is none.
    bool badgeAt(const QPointF& position, const std::function<void(const Badge&, const LineMarkers&)>& call) const;
    QString toolTipAt(const QPoint& position) const;
    QFont badgeFont() const;
    int marginWidth() const;
    int linesInView() const;

    Theme theme_ = Theme::darkTheme();
    CppHighlighter* highlighter_ = nullptr;
    LineNumbers* numbers_ = nullptr;
    QPropertyAnimation scrolling_;
    std::map<std::uint32_t, LineMarkers> markers_;
    RequestId selected_ = 0;
};

}  // namespace stampede::ui
