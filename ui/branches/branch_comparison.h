// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/lab/branch_map.h"
#include "ui/model/theme.h"

class QLabel;

namespace stampede::ui {

class LanesView;

/// Two branches one above the other: what they have in common is pale, and below each stands what the stores then hold.
class BranchComparison : public QWidget {
    Q_OBJECT

   public:
    explicit BranchComparison(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    using QWidget::show;
    void show(const BranchMap& map, BranchMap::Id one, BranchMap::Id other);

    LanesView* lanes(int side) const { return sides_[side].lanes; }
    QString outcome(int side) const;

    QSize sizeHint() const override { return {900, 620}; }

   private:
    struct Side {
        QLabel* title = nullptr;
        LanesView* lanes = nullptr;
        QLabel* outcome = nullptr;
    };
    Side sides_[2];
};

}  // namespace stampede::ui
