// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/faults/fault_plan.h"
#include "core/journal/lab_state.h"

class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace stampede::ui {

class ParameterField;

/// One fault: what it does, its parameters, and what can be done: break it, change it, heal it, put it into the plan.
class FaultForm : public QWidget {
    Q_OBJECT

   public:
    explicit FaultForm(QWidget* parent = nullptr);

    FaultKind kind() const { return kind_; }
    /// Shows the kind as the catalogue has it, and its key as the last one that was set.
    void setKind(FaultKind kind);
    /// Shows the fault with its parameters.
    void show(const Fault& fault);
    using QWidget::show;
    /// The key that is proposed where one is needed.
    void setKey(Key key);
    void setInstances(int instances);
    void setActive(const std::vector<ActiveFault>& active);
    void setReady(bool ready);

    /// What the fields say; nothing, and `complained`, when that is no fault.
    std::optional<Fault> fault();

   public Q_SLOTS:
    void submit();  ///< the first button, or Enter
    void heal();
    void plan();

   Q_SIGNALS:
    void injectRequested(const stampede::Fault& fault);
    void healRequested(const stampede::Fault& fault);
    void planRequested(const stampede::PlannedFault& planned);
    void complained(const QString& sentence);

   protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

   private:
    QWidget* makeButtons();
    QWidget* makeTimes();
    void rebuild();
    void refresh();
    void fitFields();
    QString readInto(Fault& fault) const;

    FaultKind kind_ = FaultKind::redis_kill;
    Key key_{Kind::user_profile, 42};
    int instances_ = 1;
    bool ready_ = true;
    std::vector<ActiveFault> active_;
    QLabel* title_;
    QLabel* explanation_;
    QScrollArea* scroll_;  // the words and the fields; the buttons are always there
    QWidget* fields_;
    QFormLayout* rows_;
    std::vector<ParameterField*> parameters_;
    QPushButton* do_;
    QPushButton* heal_;
    QPushButton* plan_;
    QDoubleSpinBox* from_;
    QDoubleSpinBox* to_;
};

}  // namespace stampede::ui
