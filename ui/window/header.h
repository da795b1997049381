// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/faults/fault_catalogue.h"
#include "ui/window/commands.h"

class QLabel;
class QMenuBar;
class QSpinBox;
class QToolButton;

namespace stampede::ui {

class FaultMenu;
class KeyPicker;
class LatencyButton;
class MessageBar;
class SpeedBox;
class StrategyPicker;
class TtlField;

/// What stands above the scene: the menu bar, a row for the lab and its time, a row for requests and faults, the messages. Groups that do
/// not fit go to the next line; nothing is ever hidden behind an arrow.
class Header : public QFrame {
    Q_OBJECT

   public:
    explicit Header(const Commands& commands, QWidget* parent = nullptr);

    QMenuBar* menuBar;
    StrategyPicker* strategy;
    QToolButton* combination;  ///< shows the panel in which guards and the rest are chosen
    TtlField* ttl;
    LatencyButton* latency;
    SpeedBox* speed;
    KeyPicker* key;
    QSpinBox* stampedeCount;       ///< 2 to 1000
    QSpinBox* slowMs;              ///< 1 to 60,000, in the menu of "Slow database"
    QList<FaultMenu*> faultMenus;  ///< one for each component
    MessageBar* messages;

    /// A component's button is pressed while any of its faults is active.
    void showBroken();
    /// LIVE or REVIEW, by word, shape and colour.
    void showLive(bool live, const IconSet& icons);

   protected:
    void resizeEvent(QResizeEvent* event) override;

   private:
    /// Where there is little room, the fault buttons keep only their icons: their names are in the components' menus.
    void shorten(bool on);
    QWidget* makeLabRow(const Commands& commands);
    QWidget* makeRequestRow(const Commands& commands);
    QWidget* makeSlowDatabase(const Commands& commands);

    /// The component's name, which opens its menu.
    QToolButton* makeFaultMenu(FaultGroup group, const QString& text);

    QToolButton* badge_;
    QList<QToolButton*> components_;  // as faultMenus
    QList<QToolButton*> faults_;      // those with a text
    bool shortened_ = false;
};

}  // namespace stampede::ui
