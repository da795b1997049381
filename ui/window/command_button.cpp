// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_button.h"

#include <QAction>
#include <QApplication>
#include <QEvent>

namespace stampede::ui {
namespace {

/// Its icon is as high as its text. QToolButton leaves room for two blanks behind the text; a row of ten buttons has none to spare.
class TightButton final : public QToolButton {
   public:
    TightButton() { fitIcon(); }

    QSize sizeHint() const override {
        const int blanks = toolButtonStyle() == Qt::ToolButtonTextBesideIcon ? 2 * fontMetrics().horizontalAdvance(QLatin1Char(' ')) : 0;
        return QToolButton::sizeHint() - QSize(blanks, 0);
    }

   protected:
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fitIcon();
        QToolButton::changeEvent(event);
    }

   private:
    void fitIcon() {
        const int height = QFontMetrics(QApplication::font()).height();
        setIconSize(QSize(height, height));
    }
};

}  // namespace

QToolButton* commandButton(QAction* action, Qt::ToolButtonStyle style, const char* role) {
    auto* button = new TightButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    button->setFocusPolicy(Qt::TabFocus);
    const char* look = style == Qt::ToolButtonIconOnly ? "icon" : style == Qt::ToolButtonTextOnly ? "text" : "both";
    button->setProperty("look", QString::fromLatin1(look));
    button->setProperty("role", QString::fromLatin1(role));
    const auto describe = [button, action] {
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setAccessibleDescription(action->toolTip());
    };
    QObject::connect(action, &QAction::changed, button, describe);
    describe();
    return button;
}

QPushButton* commandPushButton(QAction* action) {
    auto* button = new QPushButton;
    button->setFocusPolicy(Qt::TabFocus);
    const auto mirror = [button, action] {
        button->setText(action->iconText());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    };
    QObject::connect(action, &QAction::changed, button, mirror);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    mirror();
    return button;
}

}  // namespace stampede::ui
