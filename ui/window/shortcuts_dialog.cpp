// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>

namespace stampede::ui {
namespace {

QString plain(QString text) { return text.remove(QLatin1Char('&')); }

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) keys << key.toString(QKeySequence::NativeText);
    return keys.join(ShortcutsDialog::tr(" or "));
}

void add(QTreeWidgetItem* section, const QAction& action) {
    const QString explanation = action.statusTip();
    auto* row = new QTreeWidgetItem(section, {keysOf(action), plain(action.text()), explanation});
    row->setToolTip(2, explanation);
}

QTreeWidgetItem* addSection(QTreeWidget* list, const QString& name) {
    auto* section = new QTreeWidgetItem(list, {plain(name)});
    QFont bold = list->font();
    bold.setWeight(QFont::DemiBold);
    section->setFont(0, bold);
    section->setFirstColumnSpanned(true);
    section->setExpanded(true);
    return section;
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const Commands& commands, const QList<QAction*>& panels, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* list = new QTreeWidget;
    list->setColumnCount(3);
    list->setHeaderLabels({tr("Key"), tr("Command"), tr("What it does")});
    list->setRootIsDecorated(false);
    list->setAccessibleName(windowTitle());
    std::array<QTreeWidgetItem*, static_cast<std::size_t>(CommandMenu::help) + 1> sections{};
    for (int i = 0; i < static_cast<int>(sections.size()); ++i) {
        sections[static_cast<std::size_t>(i)] = addSection(list, Commands::menuName(static_cast<CommandMenu>(i)));
    }
    for (int i = 0; i < Commands::kCount; ++i) {
        const QAction* action = commands[static_cast<Command>(i)];
        if (!action->shortcut().isEmpty()) add(sections[static_cast<std::size_t>(Commands::menuOf(static_cast<Command>(i)))], *action);
    }
    QTreeWidgetItem* run = sections[static_cast<std::size_t>(CommandMenu::run)];
    new QTreeWidgetItem(
        run, {tr("1 to 9"), tr("Run a waiting operation"), tr("The one that carries the digit in the scene; in REVIEW as a new branch.")});
    auto* shown = addSection(list, tr("Panels"));
    for (const QAction* panel : panels) add(shown, *panel);
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);

    auto* note = new QLabel(tr("While you type in a field, its keys belong to the field; Enter or Esc leaves it."));
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(list, 1);
    column->addWidget(note);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 36);
}

}  // namespace stampede::ui
