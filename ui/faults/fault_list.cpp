// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/fault_list.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kKindRole = Qt::UserRole;
constexpr int kLeastRows = 3;

QString idOf(FaultKind kind) { return fromCore(name_of(kind)); }

}  // namespace

FaultList::FaultList(QWidget* parent) : QWidget(parent), filter_(new QLineEdit), tree_(new QTreeWidget) {
    filter_->setPlaceholderText(tr("Find a fault"));
    filter_->setClearButtonEnabled(true);
    filter_->setAccessibleName(tr("Find a fault"));
    filter_->setToolTip(tr("A word of its name, of what it does or of the component that it breaks. Enter does the one that is chosen"));
    tree_->setHeaderHidden(true);
    tree_->setColumnCount(1);
    tree_->setIndentation(14);
    tree_->setAccessibleName(tr("Faults"));
    tree_->setMinimumHeight(kLeastRows * (fontMetrics().height() + 6));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(filter_);
    column->addWidget(tree_, 1);
    fill();
    connect(filter_, &QLineEdit::textChanged, this, &FaultList::filter);
    connect(filter_, &QLineEdit::returnPressed, this, &FaultList::activated);
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr && item->parent() != nullptr) Q_EMIT chosen(current());
    });
    connect(tree_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        if (item->parent() != nullptr) Q_EMIT activated();
    });
}

void FaultList::fill() {
    QTreeWidgetItem* group = nullptr;
    FaultGroup of{};
    for (const FaultEntry& entry : fault_catalogue()) {
        if (group == nullptr || of != entry.group) {
            of = entry.group;
            group = new QTreeWidgetItem(tree_, {faultGroupText(of)});
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
            QFont bold = font();
            bold.setWeight(QFont::DemiBold);
            group->setFont(0, bold);
        }
        auto* item = new QTreeWidgetItem(group, {faultTitle(entry.kind)});
        item->setData(0, kKindRole, static_cast<int>(entry.kind));
        item->setToolTip(0, QStringLiteral("%1\n%2").arg(faultExplanation(entry.kind), idOf(entry.kind)));
        items_.push_back(item);
    }
    tree_->setCurrentItem(items_.front());
}

FaultKind FaultList::current() const {
    const QTreeWidgetItem* item = tree_->currentItem();
    return item == nullptr ? FaultKind::redis_kill : static_cast<FaultKind>(item->data(0, kKindRole).toInt());
}

void FaultList::choose(FaultKind kind) {
    QTreeWidgetItem* item = items_[static_cast<std::size_t>(kind)];
    if (item->isHidden()) filter_->clear();
    tree_->setCurrentItem(item);
    tree_->scrollToItem(item);
}

// By a mark and by weight: no state is told by colour alone.
void FaultList::setActive(const std::vector<ActiveFault>& active) {
    for (const FaultKind kind : kFaultKinds) {
        const bool broken =
            std::any_of(active.begin(), active.end(), [kind](const ActiveFault& fault) { return fault.fault.kind == kind; });
        QTreeWidgetItem* item = items_[static_cast<std::size_t>(kind)];
        const QString text = broken ? tr("● %1").arg(faultTitle(kind)) : faultTitle(kind);
        if (item->text(0) == text) continue;
        item->setText(0, text);
        QFont face = font();
        face.setWeight(broken ? QFont::DemiBold : QFont::Normal);
        item->setFont(0, face);
    }
}

void FaultList::focusFilter() {
    filter_->setFocus(Qt::OtherFocusReason);
    filter_->selectAll();
}

void FaultList::filter(const QString& text) {
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QTreeWidgetItem* first = nullptr;
    for (const FaultKind kind : kFaultKinds) {
        QTreeWidgetItem* item = items_[static_cast<std::size_t>(kind)];
        const QString all =
            QStringList{faultTitle(kind), faultText(kind), faultExplanation(kind), idOf(kind), item->parent()->text(0)}.join(
                QLatin1Char(' '));
        const bool fits =
            std::all_of(words.begin(), words.end(), [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
        item->setHidden(!fits);
        if (fits && first == nullptr) first = item;
    }
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = tree_->topLevelItem(i);
        bool any = false;
        for (int j = 0; j < group->childCount(); ++j) any = any || !group->child(j)->isHidden();
        group->setHidden(!any);
    }
    const QTreeWidgetItem* present = tree_->currentItem();
    if (first != nullptr && (present == nullptr || present->isHidden())) tree_->setCurrentItem(first);
}

}  // namespace stampede::ui
