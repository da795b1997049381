// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_comparison.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "ui/branches/branch_words.h"
#include "ui/lanes/diagram_of_branch.h"
#include "ui/lanes/lanes_view.h"
#include "ui/model/format.h"

namespace stampede::ui {

BranchComparison::BranchComparison(QWidget* parent) : QWidget(parent) {
    setWindowTitle(tr("Two branches"));
    auto* column = new QVBoxLayout(this);
    for (Side& side : sides_) {
        side = {new QLabel, new LanesView, new QLabel};
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        side.title->setFont(bold);
        side.outcome->setTextInteractionFlags(Qt::TextSelectableByMouse);
        side.outcome->setWordWrap(true);
        column->addWidget(side.title);
        column->addWidget(side.lanes, 1);
        column->addWidget(side.outcome);
    }
}

void BranchComparison::setTheme(const Theme& theme) {
    setPalette(theme.palette());
    for (const Side& side : sides_) side.lanes->setTheme(theme);
}

void BranchComparison::show(const BranchMap& map, BranchMap::Id one, BranchMap::Id other) {
    const std::size_t common = map.common(one, other);
    const std::vector<BranchMap::Id> path = map.path(one);
    const std::set<BranchMap::Id> shared(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(common));
    const BranchMap::Id ends[] = {one, other};
    for (int i = 0; i < 2; ++i) {
        const LaneDiagram diagram = diagramOf(map, ends[i]);
        const auto same = std::count_if(diagram.steps.begin(), diagram.steps.end(),
                                        [&](const DiagramStep& step) { return step.node == 0 || shared.contains(step.node); });
        const QString name = fromCore(map.nodes[ends[i]].name);
        const QString which = i == 0 ? tr("The present branch") : tr("The other branch");
        sides_[i].title->setText(name.isEmpty() ? which : QStringLiteral("%1 · %2").arg(which, name));
        sides_[i].lanes->show(diagram, diagram.steps.size());
        sides_[i].lanes->setCommon(static_cast<std::size_t>(same));
        sides_[i].outcome->setText(outcomeText(eventsOf(map, ends[i])));
    }
}

QString BranchComparison::outcome(int side) const { return sides_[side].outcome->text(); }

}  // namespace stampede::ui
