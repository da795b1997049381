// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/strategies/catalogue.h"
#include "ui/window/icon_set.h"

class QCheckBox;
class QLabel;

namespace stampede::ui {

class OptionFields;

/// One guard: whether it is used, and its options while it is. Where it makes no sense on the path it is disabled and says why.
class LayerRow : public QWidget {
    Q_OBJECT

   public:
    explicit LayerRow(const LayerInfo& info, QWidget* parent = nullptr);

    const LayerInfo& info() const { return *info_; }
    /// nullptr: not used.
    void show(const StrategyInfo& strategy, const Choice* choice);
    bool used() const;
    Choice choice() const;
    void setIcons(const IconSet& icons);
    QCheckBox* box() const { return box_; }
    /// Why it cannot be used; empty when it can.
    QString reason() const { return reason_; }

   Q_SIGNALS:
    void changed();

   private:
    const LayerInfo* info_;
    QString reason_;
    QCheckBox* box_;
    QLabel* mark_;
    QLabel* word_;
    QLabel* why_;
    OptionFields* fields_;
};

/// What is said of an anti-pattern, beside its icon.
QString antiPatternText();

}  // namespace stampede::ui
