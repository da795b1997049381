// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_picker.h"

#include <QCompleter>
#include <QLineEdit>

#include "core/model/dataset.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kMostRemembered = 16;
constexpr Key kAbsent{Kind::user_profile, 99'999};  // for penetration: the data set has no such row

}  // namespace

KeyPicker::KeyPicker(QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    for (const Key key : {Key{Kind::user_profile, 42}, Key{Kind::user_profile, 7}, Key{Kind::product, 7}, Key{Kind::product, 1},
                          Key{Kind::leaderboard, 100}, kAbsent}) {
        addItem(keyText(key));
        if (!initially_present(key)) setItemData(count() - 1, tr("No such row at first: every read goes to the database"), Qt::ToolTipRole);
    }
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    setMinimumContentsLength(15);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setAccessibleName(tr("Key"));
    setToolTip(
        tr("The key to read, write, erase or expire (K)\nuser:profile:1 to 10000, product:1 to 10000, leaderboard:top100.\n"
           "Any other id can be typed: there is no such row until somebody writes it, and each read of it goes to the database."));
    connect(this, &QComboBox::editTextChanged, this, [this] {
        mark();
        Q_EMIT keyChanged();
    });
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] { Q_EMIT completed(key().has_value()); });
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT completed(key().has_value()); });
}

std::optional<Key> KeyPicker::key() const { return parse_key(toCore(currentText().trimmed())); }

QString KeyPicker::complaint() const {
    if (key()) return {};
    const QString text = currentText().trimmed();
    if (text.isEmpty()) return tr("Type a key first: for example user:profile:42, product:7 or leaderboard:top100.");
    return tr("“%1” names no key; type for example user:profile:42, product:7 or leaderboard:top100.").arg(text);
}

void KeyPicker::remember() {
    const QString text = currentText().trimmed();
    if (!key() || itemText(0) == text) return;
    const int old = findText(text, Qt::MatchExactly);
    if (old >= 0) removeItem(old);
    insertItem(0, text);
    setCurrentIndex(0);
    if (count() > kMostRemembered) removeItem(count() - 1);
}

void KeyPicker::mark() {
    QPalette colors = palette();
    if (!key()) colors.setColor(QPalette::Text, colors.color(QPalette::BrightText));
    lineEdit()->setPalette(colors);
    setAccessibleDescription(complaint());
}

}  // namespace stampede::ui
