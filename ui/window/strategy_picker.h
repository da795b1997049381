// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace stampede::ui {

/// The catalogue of strategies; the list says under each name what it promises.
class StrategyPicker : public QComboBox {
    Q_OBJECT

   public:
    explicit StrategyPicker(QWidget* parent = nullptr);

    void show(const QString& id);
    QString id() const { return currentData().toString(); }

    void showPopup() override;

   protected:
    /// Another strategy is another lab: not by a turn of the wheel.
    void wheelEvent(QWheelEvent* event) override;

   Q_SIGNALS:
    void chosen(const QString& id);

   private:
    void describe();
};

}  // namespace stampede::ui
