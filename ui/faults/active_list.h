// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/journal/lab_state.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace stampede::ui {

/// What is broken now: what, where, how, since when; healed one by one or all together.
class ActiveList : public QWidget {
    Q_OBJECT

   public:
    explicit ActiveList(QWidget* parent = nullptr);

    void setActive(const std::vector<ActiveFault>& active, Instant now);

   Q_SIGNALS:
    void chosen(const stampede::Fault& fault);
    void healRequested(const stampede::Fault& fault);
    void healAllRequested();

   private:
    void rebuild();
    void healChosen();

    std::vector<ActiveFault> active_;
    QTreeWidget* list_;
    QLabel* nothing_;
    QPushButton* heal_;
    QPushButton* healAll_;
};

}  // namespace stampede::ui
