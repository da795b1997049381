// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/icon_set.h"
#include "ui/window/quiet_combo_box.h"

namespace stampede::ui {

/// The catalogue of paths; the list says under each name what it promises, and marks anti-patterns by a sign and a word.
class StrategyPicker : public QuietComboBox {
    Q_OBJECT

   public:
    explicit StrategyPicker(QWidget* parent = nullptr);

    void show(const QString& id);
    QString id() const { return currentData().toString(); }

    void showPopup() override;
    void setIcons(const IconSet& icons);

   Q_SIGNALS:
    void chosen(const QString& id);

   private:
    void describe();
};

}  // namespace stampede::ui
