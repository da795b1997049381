// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/model/theme.h"
#include "ui/race/script_guide.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace stampede::ui {

class LanesView;
class StepList;

/// A script that is followed in the lab: its lanes and its steps in words, how far it has come, and whether the stores agree with the
/// search.
class ScriptPanel : public QWidget {
    Q_OBJECT

   public:
    explicit ScriptPanel(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void show(const ScriptGuide& guide);
    void clear();
    void setPlace(const ScriptGuide::Place& place, bool ready);

    LanesView* lanes() const { return lanes_; }
    QString said() const;

    QSize sizeHint() const override { return {640, 220}; }
    QSize minimumSizeHint() const override { return {260, 90}; }

   Q_SIGNALS:
    void nextRequested();
    void backRequested();  ///< to the last step of the script that was done
    void closeRequested();
    void copyRequested();

   private:
    LaneDiagram diagram_;
    LanesView* lanes_;
    StepList* steps_;
    QSplitter* body_;
    QLabel* said_;
    QPushButton* next_;
    QPushButton* back_;
    QPushButton* copy_;
    QPushButton* close_;
};

}  // namespace stampede::ui
