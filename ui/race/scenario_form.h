// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "core/explore/race.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace stampede::ui {

/// What is to be searched: how many requests on how many rows, how often things may fail, what to look for, and how far to go.
class ScenarioForm : public QWidget {
    Q_OBJECT

   public:
    explicit ScenarioForm(QWidget* parent = nullptr);

    /// The combination that is searched.
    void setConfig(const RunConfig& config);
    /// The numbers of a scenario, without its combination.
    void show(const Scenario& scenario);
    void show(const Goal& goal);

    Scenario scenario() const;
    Goal goal() const;
    SearchLimits limits() const;

   Q_SIGNALS:
    void submitted();  ///< Enter in a field

   private:
    QSpinBox* number(QFormLayout* form, const QString& name, const QString& meaning, int least, int most, int value);
    QWidget* makeRequests();
    QWidget* makeFailures();
    QWidget* makeGoal();
    QWidget* makeLimits();

    RunConfig config_;
    QLabel* combination_;
    QSpinBox* readers_;
    QSpinBox* writers_;
    QSpinBox* erasers_;
    QLineEdit* sessions_;
    QSpinBox* keys_;
    QComboBox* cache_;
    QSpinBox* crashes_;
    QSpinBox* expiries_;
    QSpinBox* lost_;
    std::array<QCheckBox*, kPropertyCount> properties_{};
    QCheckBox* wide_;
    QSpinBox* loads_;
    QSpinBox* memory_;
    QSpinBox* states_;
};

}  // namespace stampede::ui
