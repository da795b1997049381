// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/fault_banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kPad = 22;  // beside the icon and the text, all together

QColor mixed(const QColor& front, const QColor& back, double share) {
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return QColor(part(front.red(), back.red()), part(front.green(), back.green()), part(front.blue(), back.blue()));
}

}  // namespace

FaultBanner::FaultBanner(QWidget* parent) : QFrame(parent), text_(new QToolButton), heal_(new QToolButton) {
    setObjectName(QStringLiteral("faultBanner"));
    text_->setObjectName(QStringLiteral("faultBannerText"));
    setAutoFillBackground(true);
    text_->setAutoRaise(true);
    text_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    heal_->setObjectName(QStringLiteral("faultBannerHeal"));
    heal_->setText(tr("Heal all"));
    heal_->setToolTip(tr("Ends every fault"));
    heal_->setAccessibleName(tr("Heal all faults"));
    for (QToolButton* one : {text_, heal_}) {
        one->setFocusPolicy(Qt::TabFocus);
        one->setCursor(Qt::PointingHandCursor);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 2, 6, 2);
    row->setSpacing(6);
    row->addWidget(text_, 1);
    row->addWidget(heal_);
    connect(text_, &QToolButton::clicked, this, &FaultBanner::clicked);
    connect(heal_, &QToolButton::clicked, this, &FaultBanner::healAllRequested);
    hide();
}

// By palette: a style sheet would keep the font that the program began with.
void FaultBanner::setTheme(const Theme& theme, const QIcon& warning) {
    line_ = theme.danger;
    text_->setIcon(warning);
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, mixed(theme.danger, theme.panel, 0.18));
    setPalette(colors);
    QPalette healing = colors;
    healing.setColor(QPalette::ButtonText, theme.good);
    heal_->setPalette(healing);
    fit();
}

void FaultBanner::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter(this).fillRect(0, height() - 1, width(), 1, line_);
}

void FaultBanner::show(const std::vector<ActiveFault>& active, Instant now, bool live) {
    live_ = live;
    parts_.clear();
    for (const ActiveFault& one : active) {
        parts_ << tr("%1 (%2)").arg(faultText(one.fault), durationText(std::max(now - one.since, Duration{0})));
    }
    fit();
    if (isHidden() != parts_.isEmpty()) setVisible(!parts_.isEmpty());
}

QString FaultBanner::shownText() const { return text_->text(); }

QString FaultBanner::wholeText() const { return (live_ ? tr("Broken: %1") : tr("Was broken: %1")).arg(parts_.join(QStringLiteral(" · "))); }

// Whole faults only; the first alone is shortened when not even it fits.
void FaultBanner::fit() {
    const int room = text_->width() - text_->iconSize().width() - kPad;
    const QFontMetrics metrics(text_->font());
    QString text = wholeText();
    for (qsizetype shown = parts_.size() - 1; shown > 0 && metrics.horizontalAdvance(text) > room; --shown) {
        const QString some = parts_.mid(0, shown).join(QStringLiteral(" · "));
        text = (live_ ? tr("Broken: %1 and %2 more") : tr("Was broken: %1 and %2 more")).arg(some).arg(parts_.size() - shown);
    }
    text = metrics.elidedText(text, Qt::ElideRight, std::max(room, 0));
    if (text_->text() == text) return;
    text_->setText(text);
    text_->setAccessibleName(wholeText());
    text_->setToolTip(parts_.join(QLatin1Char('\n')) + QLatin1Char('\n') + tr("Click for the Faults panel"));
}

void FaultBanner::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    layout()->activate();
    fit();
}

void FaultBanner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
}

}  // namespace stampede::ui
