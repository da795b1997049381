// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "core/lab/recipe.h"

class QMenu;

namespace stampede::ui {

class LabController;
class MessageBar;
class Settings;

/// The recipes in a menu. One that is chosen gets a lab of its own configuration, a warm cache, its workload and its faults; the person's
/// own lab is a click away, its settings are not touched.
class RecipeBook : public QObject {
    Q_OBJECT

   public:
    struct Parts {
        LabController& lab;
        Settings& settings;
        MessageBar& messages;
    };
    RecipeBook(const Parts& parts, QObject* parent);

    /// Adds a menu of the recipes.
    void addTo(QMenu& menu);
    void play(const Recipe& recipe);

   private:
    void begin();

    Parts parts_;
    std::optional<Recipe> opening_;  // its lab is being opened
    bool playing_ = false;
};

}  // namespace stampede::ui
