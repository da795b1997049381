// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <set>

#include "core/lab/branch_map.h"
#include "ui/model/theme.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace stampede::ui {

class BranchTree;

/// The tree of branches with what can be done to it.
class BranchPanel : public QWidget {
    Q_OBJECT

   public:
    explicit BranchPanel(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    using QWidget::show;
    void show(const BranchMap& map);
    BranchTree* tree() const { return tree_; }

    QSize sizeHint() const override { return {420, 150}; }
    QSize minimumSizeHint() const override { return {220, 80}; }

   Q_SIGNALS:
    void nodeClicked(quint32 node);
    void renamed(quint32 node, const QString& name);
    void compareRequested(quint32 one, quint32 other);

   protected:
    void resizeEvent(QResizeEvent* event) override;

   private:
    void refresh();
    void reveal();

    BranchTree* tree_;
    QScrollArea* scroll_;
    QLabel* said_;
    QPushButton* name_;
    QPushButton* compare_;
};

/// Steps of the tree with which something went wrong that nothing sets right again: a stale read, a lost update.
std::set<BranchMap::Id> stepsGoneWrong(const BranchMap& map);

}  // namespace stampede::ui
