// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "core/lab/recipe.h"

class QAction;
class QMenu;

namespace stampede::ui {

class LabController;
class MessageBar;
class PlanPage;
class Settings;
class WorkloadPanel;

/// The recipes in a menu. One that is chosen fills in the forms: it gets a lab of its own configuration, its workload and its plan, and
/// both are started. Until the person goes back, the lab is a guest: nothing of it, and nothing that is changed in it, goes into the
/// settings.
class RecipeBook : public QObject {
    Q_OBJECT

   public:
    struct Parts {
        LabController& lab;
        Settings& settings;
        MessageBar& messages;
        WorkloadPanel& workload;
        PlanPage& plan;
    };
    RecipeBook(const Parts& parts, QObject* parent);

    /// Adds a menu of the recipes.
    void addTo(QMenu& menu);
    void play(const Recipe& recipe);
    /// Whether the lab is a recipe's, whatever has been changed in it since.
    bool visiting() const { return own_.has_value(); }
    /// The person's own lab, workload, plan and mode.
    void goBack();

   private:
    struct Own {
        FaultPlan plan;
        bool with_workload = false;
    };
    void begin();
    void say(const QString& sentence);

    Parts parts_;
    QAction* back_;
    std::optional<Own> own_;         // what the settings do not keep, while visiting
    std::optional<Recipe> opening_;  // its lab is being opened
    QString said_;
};

}  // namespace stampede::ui
