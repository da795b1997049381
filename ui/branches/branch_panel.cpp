// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "core/oracle/consistency.h"
#include "ui/branches/branch_tree.h"
#include "ui/branches/branch_words.h"

namespace stampede::ui {
namespace {

// Of a verdict, what no later step can make good.
std::uint64_t wrongs(const Verdict& verdict) {
    return verdict.stale_reads + verdict.monotonic_reads + verdict.read_your_writes + verdict.lost_updates + verdict.applied_twice;
}

}  // namespace

std::set<BranchMap::Id> stepsGoneWrong(const BranchMap& map) {
    std::set<BranchMap::Id> wrong;
    std::vector<bool> leaf(map.nodes.size(), true);
    for (BranchMap::Id id = 1; id < map.nodes.size(); ++id) leaf[map.nodes[id].parent] = false;
    for (BranchMap::Id id = 1; id < map.nodes.size(); ++id) {
        if (!leaf[id]) continue;
        Consistency checker;
        std::uint64_t before = 0;
        for (const BranchMap::Id step : map.path(id)) {
            for (const Event& event : *map.nodes[step].events) checker.apply(event);
            const std::uint64_t now = wrongs(checker.verdict());
            if (now > before) wrong.insert(step);
            before = now;
        }
    }
    return wrong;
}

BranchPanel::BranchPanel(QWidget* parent)
    : QWidget(parent),
      tree_(new BranchTree),
      scroll_(new QScrollArea),
      said_(new QLabel),
      name_(new QPushButton(tr("Name…"))),
      compare_(new QPushButton(tr("Compare"))) {
    setAccessibleName(tr("Branches"));
    setAutoFillBackground(true);
    scroll_->setWidget(tree_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    said_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    name_->setToolTip(tr("Gives the chosen step a name (F2)"));
    compare_->setToolTip(tr("Lays the branch of the chosen step beside the present one"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 10, 0);
    row->addWidget(said_, 1);
    row->addWidget(name_);
    row->addWidget(compare_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(scroll_, 1);
    // A tree that has grown is as wide as it is only once the bars know it.
    for (const QScrollBar* bar : {scroll_->horizontalScrollBar(), scroll_->verticalScrollBar()})
        connect(bar, &QScrollBar::rangeChanged, this, &BranchPanel::reveal);
    connect(tree_, &BranchTree::nodeClicked, this, &BranchPanel::nodeClicked);
    connect(tree_, &BranchTree::renamed, this, &BranchPanel::renamed);
    connect(tree_, &BranchTree::chosenChanged, this, &BranchPanel::refresh);
    connect(name_, &QPushButton::clicked, tree_, &BranchTree::rename);
    connect(compare_, &QPushButton::clicked, this, [this] { Q_EMIT compareRequested(tree_->map().current, tree_->chosen()); });
    refresh();
}

void BranchPanel::setTheme(const Theme& theme) {
    QPalette colours = theme.palette();
    colours.setColor(QPalette::Window, theme.panel);
    setPalette(colours);
    tree_->setTheme(theme);
}

void BranchPanel::show(const BranchMap& map) {
    tree_->show(map, stepsGoneWrong(map));
    refresh();
    reveal();
}

void BranchPanel::refresh() {
    const BranchMap& map = tree_->map();
    const bool any = map.nodes.size() > 1;
    const BranchMap::Id chosen = tree_->chosen();
    if (!map.can_go_back) {
        said_->setText(tr("The lab has run freely: nothing leads back behind that."));
    } else {
        said_->setText(any ? tr("Step %1: %2").arg(map.path(chosen).size()).arg(stepText(map, chosen))
                           : tr("What you try in Step mode appears here; go back and choose otherwise, and it branches."));
    }
    said_->setToolTip(said_->text());
    name_->setEnabled(any && chosen != 0);
    const std::size_t common = any ? map.common(map.current, chosen) : 0;
    compare_->setEnabled(any && chosen != map.current && common < map.path(chosen).size() && common < map.path(map.current).size());
}

void BranchPanel::reveal() {
    const QPointF at = tree_->pointOf(tree_->map().current);
    scroll_->ensureVisible(static_cast<int>(at.x()), static_cast<int>(at.y()), 60, 30);
}

void BranchPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    tree_->setRoom(scroll_->viewport()->width());
    reveal();
}

}  // namespace stampede::ui
