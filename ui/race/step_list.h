// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/lanes/lane_diagram.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// The steps of a diagram as numbered sentences. Those that matter carry a sign and are bold; the next one is chosen.
class StepList : public QListWidget {
    Q_OBJECT

   public:
    explicit StepList(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void show(const LaneDiagram& diagram);
    /// Steps before `done` have been done: pale.
    void setDone(std::size_t done);
    /// Whether steps to come are told with what comes of them. On at first.
    void setForetelling(bool on) { foretelling_ = on; }

   private:
    void paint();

    Theme theme_ = Theme::darkTheme();
    LaneDiagram diagram_;
    std::size_t done_ = 0;
    bool foretelling_ = true;
};

}  // namespace stampede::ui
