// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/remedy_table.h"

#include <QHeaderView>

#include "ui/race/race_words.h"

namespace stampede::ui {

RemedyTable::RemedyTable(QWidget* parent) : QTreeWidget(parent) {
    setAccessibleName(tr("What would fix it"));
    setColumnCount(5);
    setHeaderLabels({tr("Guard or invalidation"), tr("What it does"), tr("Cold read"), tr("Hit"), tr("Write")});
    headerItem()->setToolTip(2, tr("Store operations of a read that misses, without it → with it"));
    headerItem()->setToolTip(3, tr("Store operations of a read that hits"));
    headerItem()->setToolTip(4, tr("Store operations of a write, with what goes on in the background"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    for (const int column : {0, 2, 3, 4}) header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(1, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const int row = indexOfTopLevelItem(item);
        if (row >= 0) Q_EMIT chosen(remedies_[static_cast<std::size_t>(row)].config);
    });
}

void RemedyTable::setTheme(const Theme& theme) {
    theme_ = theme;
    paint();
}

void RemedyTable::show(const std::vector<Remedy>& remedies, const Cost& without) {
    remedies_ = remedies;
    clear();
    for (const Remedy& remedy : remedies) {
        const bool cures = remedy.result == Remedy::Result::cures;
        auto* row =
            new QTreeWidgetItem(this, {(cures ? QStringLiteral("✓ ") : QString()) + layerName(remedy.id), remedyText(remedy),
                                       costText(without.cold_read, remedy.cost.cold_read),
                                       costText(without.warm_read, remedy.cost.warm_read), costText(without.write, remedy.cost.write)});
        row->setToolTip(0, tr("Double-click to put it on the strategy of the lab"));
        row->setToolTip(1, remedyText(remedy));
        for (const int column : {2, 3, 4}) row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    paint();
}

void RemedyTable::paint() {
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const bool cures = remedies_[static_cast<std::size_t>(i)].result == Remedy::Result::cures;
        for (int column = 0; column < columnCount(); ++column) {
            topLevelItem(i)->setForeground(column, cures ? (column < 2 ? theme_.good : theme_.text) : theme_.muted);
        }
    }
}

}  // namespace stampede::ui
