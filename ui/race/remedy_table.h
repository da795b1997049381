// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>
#include <vector>

#include "core/explore/remedies.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// What was tried against a race, whether it cures it, and what it costs in store operations.
class RemedyTable : public QTreeWidget {
    Q_OBJECT

   public:
    explicit RemedyTable(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void show(const std::vector<Remedy>& remedies, const Cost& without);

   Q_SIGNALS:
    /// Somebody wants to work with it: double click or Enter.
    void chosen(const stampede::RunConfig& config);

   private:
    void paint();

    Theme theme_ = Theme::darkTheme();
    std::vector<Remedy> remedies_;
};

}  // namespace stampede::ui
