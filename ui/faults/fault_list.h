// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/journal/lab_state.h"

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace stampede::ui {

/// All faults, by component, with a line that filters them by any word of theirs. What is broken is marked.
class FaultList : public QWidget {
    Q_OBJECT

   public:
    explicit FaultList(QWidget* parent = nullptr);

    FaultKind current() const;
    void choose(FaultKind kind);
    void setActive(const std::vector<ActiveFault>& active);
    void focusFilter();

   Q_SIGNALS:
    void chosen(stampede::FaultKind kind);
    /// Enter, in the line too, or a double click: do it as it stands.
    void activated();

   private:
    void fill();
    void filter(const QString& text);

    QLineEdit* filter_;
    QTreeWidget* tree_;
    std::vector<QTreeWidgetItem*> items_;  // in the order of FaultKind
};

}  // namespace stampede::ui
