// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

namespace stampede::ui {
namespace {

constexpr int kInfoMs = 8'000;

QString nameOf(MessageKind kind) {
    static const char* const names[] = {"info", "warning", "error"};
    return QString::fromLatin1(names[static_cast<int>(kind)]);
}

QString spoken(MessageKind kind) {
    switch (kind) {
        case MessageKind::info: return MessageBar::tr("Information");
        case MessageKind::warning: return MessageBar::tr("Warning");
        case MessageKind::error: return MessageBar::tr("Error");
    }
    return {};
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel),
      text_(new QLabel),
      more_(new QLabel),
      action_(new QToolButton),
      close_(new QToolButton),
      fade_(new QTimer(this)) {
    setObjectName(QStringLiteral("messageBar"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setFocusPolicy(Qt::NoFocus);
    close_->setAccessibleName(tr("Close message"));
    close_->setToolTip(tr("Closes this message"));
    close_->setProperty("look", QStringLiteral("icon"));
    action_->setProperty("look", QStringLiteral("text"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 10, 5);
    row->setSpacing(10);
    row->addWidget(icon_);
    row->addWidget(text_, 1);
    row->addWidget(more_);
    row->addWidget(action_);
    row->addWidget(close_);
    fade_->setSingleShot(true);
    fade_->setInterval(kInfoMs);
    connect(fade_, &QTimer::timeout, this, &MessageBar::closeTop);
    connect(close_, &QToolButton::clicked, this, &MessageBar::closeTop);
    connect(action_, &QToolButton::clicked, this, [this] {
        const auto run = messages_.isEmpty() || !messages_.first().action ? nullptr : messages_.first().action->run;
        closeTop();
        if (run) run();
    });
    hide();
}

void MessageBar::say(MessageKind kind, const QString& sentence, std::optional<Action> action) {
    messages_.removeIf([&](const Message& message) { return message.sentence == sentence; });
    const auto place = std::find_if(messages_.begin(), messages_.end(), [&](const Message& message) { return message.kind <= kind; });
    messages_.insert(place, Message{kind, sentence, std::move(action)});
    refresh();
}

void MessageBar::withdraw(const QString& sentence) {
    messages_.removeIf([&](const Message& message) { return message.sentence == sentence; });
    refresh();
}

void MessageBar::setIcons(const IconSet& icons) {
    icons_ = icons;
    close_->setIcon(icons.icon(QStringLiteral("close")));
    refresh();
}

void MessageBar::closeTop() {
    if (!messages_.isEmpty()) messages_.removeFirst();
    refresh();
}

void MessageBar::refresh() {
    fade_->stop();
    setVisible(!messages_.isEmpty());
    if (messages_.isEmpty()) return;
    const Message& top = messages_.first();
    const Theme& theme = icons_.theme();
    const QColor color = top.kind == MessageKind::error ? theme.danger : top.kind == MessageKind::warning ? theme.warning : theme.accent;
    const int size = fontMetrics().height() + 4;
    icon_->setPixmap(icons_.icon(nameOf(top.kind), color).pixmap(QSize(size, size), devicePixelRatioF()));
    icon_->setAccessibleName(spoken(top.kind));
    text_->setText(top.sentence);
    more_->setText(tr("1 of %1").arg(messages_.size()));
    more_->setVisible(messages_.size() > 1);
    action_->setVisible(top.action.has_value());
    if (top.action) action_->setText(top.action->text);
    setProperty("kind", nameOf(top.kind));
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleName(tr("%1: %2").arg(spoken(top.kind), top.sentence));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    if (top.kind == MessageKind::info && !top.action) fade_->start();
}

}  // namespace stampede::ui
