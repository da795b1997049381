// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <set>

#include "ui/branches/branch_layout.h"
#include "ui/model/theme.h"

class QLineEdit;

namespace stampede::ui {

/// The tree of what was tried in Step mode. A click goes there; F2 or a double click names the step.
class BranchTree : public QWidget {
    Q_OBJECT

   public:
    explicit BranchTree(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    using QWidget::show;
    /// `wrong`: steps with which something went wrong.
    void show(const BranchMap& map, const std::set<BranchMap::Id>& wrong);
    /// How wide it may get before steps move closer together.
    void setRoom(qreal wide);

    const BranchMap& map() const { return map_; }
    QPointF pointOf(BranchMap::Id node) const { return layout_->at(node); }
    BranchMap::Id chosen() const { return chosen_; }

   public Q_SLOTS:
    void rename();  ///< begins to name the chosen step

   Q_SIGNALS:
    void nodeClicked(quint32 node);
    void renamed(quint32 node, const QString& name);
    void chosenChanged();

   protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void layOut();
    void choose(BranchMap::Id node);
    void paintNode(QPainter& painter, BranchMap::Id node, bool onPath) const;

    Theme theme_ = Theme::darkTheme();
    BranchMap map_;
    std::set<BranchMap::Id> wrong_;
    std::optional<BranchLayout> layout_;
    QLineEdit* name_;
    BranchMap::Id chosen_ = 0;
    bool pressed_ = false;  // the last press was on a node
    qreal room_ = 300;
};

}  // namespace stampede::ui
