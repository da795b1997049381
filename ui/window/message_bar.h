// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <functional>
#include <optional>

#include "ui/window/icon_set.h"

class QLabel;
class QTimer;
class QToolButton;

namespace stampede::ui {

enum class MessageKind { info, warning, error };

/// Says what went wrong or is otherwise than asked for, without getting in the way. Warnings, errors and whatever offers an action stay
/// until they are closed; the gravest is on top, the newest of its kind first. The same sentence is not kept twice.
class MessageBar : public QFrame {
    Q_OBJECT

   public:
    struct Action {
        QString text;
        std::function<void()> run;
    };

    explicit MessageBar(QWidget* parent = nullptr);

    void say(MessageKind kind, const QString& sentence, std::optional<Action> action = std::nullopt);
    /// Takes a sentence back that is no longer true.
    void withdraw(const QString& sentence);
    void setIcons(const IconSet& icons);

    int waiting() const { return static_cast<int>(messages_.size()); }

   private:
    struct Message {
        MessageKind kind;
        QString sentence;
        std::optional<Action> action;
    };

    void closeTop();
    void refresh();

    QList<Message> messages_;  // the shown one first
    IconSet icons_{Theme::darkTheme()};
    QLabel* icon_;
    QLabel* text_;
    QLabel* more_;
    QToolButton* action_;
    QToolButton* close_;
    QTimer* fade_;
};

}  // namespace stampede::ui
