// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>

namespace stampede::ui {
namespace {

bool takesText(const QWidget* widget) {
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) return !line->isReadOnly();
    if (const auto* combo = qobject_cast<const QComboBox*>(widget)) return combo->isEditable();
    return qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
}

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Home ||
           key == Qt::Key_End;
}

/// Whether the widget uses the key itself.
bool wants(const QWidget* widget, int key) {
    if (takesText(widget)) return key < Qt::Key_Escape || isArrow(key) || key == Qt::Key_Backspace || key == Qt::Key_Delete;
    if (qobject_cast<const QAbstractButton*>(widget) != nullptr) return key == Qt::Key_Space;
    if (qobject_cast<const QAbstractItemView*>(widget) != nullptr) return isArrow(key) || key == Qt::Key_Space;
    if (qobject_cast<const QMenu*>(widget) != nullptr) return true;
    if (qobject_cast<const QComboBox*>(widget) != nullptr) return key == Qt::Key_Up || key == Qt::Key_Down;
    const bool moves = qobject_cast<const QAbstractSlider*>(widget) != nullptr || qobject_cast<const QTabBar*>(widget) != nullptr;
    return moves && isArrow(key);
}

}  // namespace

KeyGuard::KeyGuard(QWidget* home, QObject* parent) : QObject(parent), home_(home) { qApp->installEventFilter(this); }

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return false;
    auto* key = static_cast<QKeyEvent*>(event);
    const QWidget* focus = QApplication::focusWidget();
    if (focus == nullptr || !watched->isWidgetType()) return false;
    if (event->type() == QEvent::ShortcutOverride) {
        const bool plain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
        if (!plain || !wants(focus, key->key())) return false;
        event->accept();
        return true;
    }
    const bool leaves = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Escape;
    if (leaves && (watched == focus || focus->isAncestorOf(static_cast<QWidget*>(watched))) && takesText(focus) && home_ &&
        focus->window() == home_->window()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (home_) home_->setFocus(Qt::OtherFocusReason);
            },
            Qt::QueuedConnection);
    }
    return false;
}

}  // namespace stampede::ui
