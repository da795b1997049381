// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recipe_book.h"

#include <QMenu>
#include <utility>

#include "ui/model/format.h"
#include "ui/model/lab_controller.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

namespace stampede::ui {

RecipeBook::RecipeBook(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connect(&parts_.lab, &LabController::opened, this, &RecipeBook::begin);
    connect(&parts_.lab, &LabController::failed, this, [this] { opening_.reset(); });
    connect(&parts_.lab, &LabController::workloadChanged, this, [this](bool running) {
        if (!running && std::exchange(playing_, false)) parts_.lab.stopPlan();
    });
}

void RecipeBook::addTo(QMenu& menu) {
    menu.addSeparator();
    QMenu* book = menu.addMenu(tr("&Recipes"));
    book->setToolTipsVisible(true);
    for (const Recipe& recipe : recipes()) {
        QAction* action = book->addAction(fromCore(recipe.title));
        action->setToolTip(fromCore(recipe.explanation));
        connect(action, &QAction::triggered, this, [this, recipe] { play(recipe); });
    }
}

void RecipeBook::play(const Recipe& recipe) {
    opening_ = recipe;
    parts_.lab.open(recipe.config);
}

void RecipeBook::begin() {
    if (!opening_) return;
    const Recipe recipe = *std::exchange(opening_, std::nullopt);
    parts_.lab.playRecipe(recipe);
    playing_ = true;
    QString what = fromCore(recipe.explanation);
    if (recipe.workload.warm > 0) what = tr("First %1 rows are read to warm the cache. %2").arg(recipe.workload.warm).arg(what);
    const auto back = [this] { parts_.lab.open(parts_.settings.config()); };
    parts_.messages.say(MessageKind::info, what, MessageBar::Action{tr("Back to my lab"), back});
}

}  // namespace stampede::ui
