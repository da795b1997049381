// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_view.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>
#include <algorithm>

#include "ui/code/tints.h"

namespace stampede::ui {
namespace {

constexpr int kScrollMs = 180;
constexpr int kStripe = 3;
constexpr int kAround = 2;  // lines kept in view above and below the one of interest

// Behind a line where somebody runs; a line that only called is fainter, and its stripe is broken.
QColor groundOf(const LineMarkers& line, const Theme& theme) {
    const double share = theme.dark ? 0.2 : 0.14;
    return blend(colorOf(line.named.back().shape, theme), theme.panel, line.calling ? share * 0.4 : share);
}

void paintStripe(QPainter& painter, const QRectF& row, const QColor& color, bool calling) {
    if (!calling) return painter.fillRect(QRectF(0, row.top(), kStripe, row.height()), color);
    const qreal third = row.height() / 5;
    for (const int part : {0, 2, 4}) painter.fillRect(QRectF(0, row.top() + part * third, kStripe, third), color);
}

}  // namespace

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent),
      highlighter_(new CppHighlighter(document())),
      numbers_(new LineNumbers(this, [this](QPaintEvent* event) { paintMargin(event); })) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    document()->setDocumentMargin(0);
    scrolling_.setTargetObject(verticalScrollBar());
    scrolling_.setPropertyName("value");
    scrolling_.setDuration(kScrollMs);
    scrolling_.setEasingCurve(QEasingCurve::OutCubic);
    connect(this, &QPlainTextEdit::updateRequest, numbers_, [this](const QRect& rect, int dy) {
        if (dy != 0) {
            numbers_->scroll(0, dy);
        } else {
            numbers_->update(0, rect.y(), numbers_->width(), rect.height());
        }
    });
    // Badges stand at the right edge, whatever part of the text is shown: the viewport must not be moved as a picture.
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    setTheme(theme_);
}

void CodeView::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Base, theme.panel);
    setPalette(colors);
    highlighter_->setTheme(theme);
    highlightLines();
    numbers_->update();
}

void CodeView::setSource(const QString& text) {
    markers_.clear();
    scrolling_.stop();
    setPlainText(text);
    layOutMargin();
    highlightLines();
}

void CodeView::setMarkers(std::map<std::uint32_t, LineMarkers> markers, RequestId selected) {
    markers_ = std::move(markers);
    selected_ = selected;
    highlightLines();
    viewport()->update();
    numbers_->update();
}

void CodeView::highlightLines() {
    QList<QTextEdit::ExtraSelection> lines;
    for (const auto& [number, line] : markers_) {
        const QTextBlock block = document()->findBlockByNumber(static_cast<int>(number) - 1);
        if (!block.isValid() || line.named.empty()) continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setBackground(groundOf(line, theme_));
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        lines.push_back(selection);
    }
    setExtraSelections(lines);
}

int CodeView::linesInView() const { return std::max(1, viewport()->height() / std::max(1, fontMetrics().lineSpacing())); }

bool CodeView::shows(std::uint32_t line) const {
    const QRectF row = rowOf(line);
    return !row.isEmpty() && row.top() >= -1 && row.bottom() <= viewport()->height() + 1;
}

void CodeView::reveal(std::uint32_t line, bool smoothly) {
    if (shows(line)) return;
    const int at = static_cast<int>(line) - 1;
    const int lines = linesInView();
    const int first = verticalScrollBar()->value();
    const int around = std::min(kAround, (lines - 1) / 2);
    scrollTo(at < first ? at - around : at - lines + 1 + around, smoothly);
}

void CodeView::showFirstFunction() {
    QTextBlock block = document()->firstBlock();
    while (block.isValid() && !block.text().startsWith(QLatin1String("Task<"))) block = block.next();
    scrollTo(block.isValid() ? block.blockNumber() : 0, false);
}

void CodeView::scrollTo(int value, bool smoothly) {
    QScrollBar* bar = verticalScrollBar();
    value = std::clamp(value, bar->minimum(), bar->maximum());
    if (scrolling_.state() == QAbstractAnimation::Running && scrolling_.endValue().toInt() == value) return;
    scrolling_.stop();
    if (!smoothly || !isVisible()) return bar->setValue(value);
    scrolling_.setStartValue(bar->value());
    scrolling_.setEndValue(value);
    scrolling_.start();
}

QRectF CodeView::rowOf(std::uint32_t line) const {
    const QTextBlock block = document()->findBlockByNumber(static_cast<int>(line) - 1);
    if (!block.isValid()) return {};
    const QRectF text = blockBoundingGeometry(block).translated(contentOffset());
    return QRectF(0, text.top(), viewport()->width(), text.height());
}

std::vector<Badge> CodeView::badgesOf(std::uint32_t line) const {
    const auto found = markers_.find(line);
    const QRectF row = rowOf(line);
    if (found == markers_.end() || !row.intersects(QRectF(viewport()->rect()))) return {};
    return layOutBadges(found->second, row, badgeFont());
}

QFont CodeView::badgeFont() const {
    QFont font = scaled(this->font(), 0.85);
    font.setBold(true);
    return font;
}

void CodeView::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setFont(badgeFont());
    for (const auto& [number, line] : markers_) {
        const auto badges = badgesOf(number);
        if (badges.empty()) continue;
        // Code that runs below the badges fades out before them.
        const QRectF row = rowOf(number);
        const QColor behind = groundOf(line, theme_);
        QColor clear = behind;
        clear.setAlpha(0);
        const qreal left = badges.front().rect.left() - 6;
        QLinearGradient fade(left - 16, 0, left, 0);
        fade.setColorAt(0, clear);
        fade.setColorAt(1, behind);
        painter.fillRect(QRectF(left - 16, row.top(), row.right() - left + 16, row.height()), fade);
        paintBadges(painter, badges, theme_, selected_);
    }
}

void CodeView::paintMargin(QPaintEvent* event) {
    QPainter painter(numbers_);
    painter.fillRect(event->rect(), theme_.panel);
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const auto number = static_cast<std::uint32_t>(block.blockNumber()) + 1;
        const QRectF row = rowOf(number);
        if (row.top() > event->rect().bottom()) break;
        const auto found = markers_.find(number);
        if (found != markers_.end() && !found->second.named.empty()) {
            const QColor color = colorOf(found->second.named.back().shape, theme_);
            painter.fillRect(QRectF(0, row.top(), numbers_->width(), row.height()), groundOf(found->second, theme_));
            paintStripe(painter, row, color, found->second.calling);
        }
        painter.setPen(found != markers_.end() ? theme_.text : blend(theme_.muted, theme_.panel, 0.75));
        painter.drawText(row.adjusted(0, 0, numbers_->width() - viewport()->width() - 8, 0), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(number));
    }
}

int CodeView::marginWidth() const {
    const int digits = static_cast<int>(QString::number(std::max(99, blockCount())).size());
    return kStripe + 8 + digits * fontMetrics().horizontalAdvance(QLatin1Char('9')) + 8;
}

void CodeView::layOutMargin() {
    setViewportMargins(marginWidth(), 0, 0, 0);
    numbers_->setGeometry(QRect(contentsRect().topLeft(), QSize(marginWidth(), contentsRect().height())));
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    layOutMargin();
}

void CodeView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange && numbers_ != nullptr) layOutMargin();
}

bool CodeView::badgeAt(const QPointF& position, const std::function<void(const Badge&, const LineMarkers&)>& call) const {
    for (const auto& [number, line] : markers_) {
        for (const Badge& badge : badgesOf(number)) {
            if (!badge.rect.contains(position)) continue;
            call(badge, line);
            return true;
        }
    }
    return false;
}

QRectF CodeView::badgeRect(RequestId request) const {
    QRectF calling;
    for (const auto& [number, line] : markers_) {
        for (const Badge& badge : badgesOf(number)) {
            if (badge.marker == nullptr || badge.marker->request != request) continue;
            if (!badge.marker->calling) return badge.rect;
            calling = badge.rect;
        }
    }
    return calling;
}

QString CodeView::toolTipAt(const QPoint& position) const {
    QString text;
    badgeAt(position, [&text](const Badge& badge, const LineMarkers& line) {
        text = badge.marker != nullptr ? meaningOf(*badge.marker)
               : line.calling          ? tr("%1 requests are in what this line called").arg(line.count)
                                       : tr("%1 requests stand on this line").arg(line.count);
    });
    return text;
}

bool CodeView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
        const bool hit = badgeAt(static_cast<QMouseEvent*>(event)->position(), [this](const Badge& badge, const LineMarkers&) {
            if (badge.marker != nullptr) Q_EMIT badgeClicked(badge.marker->request, badge.marker->instance);
        });
        if (hit) return true;
    }
    if (event->type() != QEvent::ToolTip) return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = toolTipAt(help->pos());
    if (text.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(), text, viewport());
    }
    return true;
}

}  // namespace stampede::ui
