// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recipe_book.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <utility>

#include "ui/faults/plan_page.h"
#include "ui/model/format.h"
#include "ui/model/lab_controller.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"
#include "ui/window/workload_panel.h"

namespace stampede::ui {

RecipeBook::RecipeBook(const Parts& parts, QObject* parent)
    : QObject(parent), parts_(parts), back_(new QAction(tr("&Back to my lab"), this)) {
    back_->setEnabled(false);
    back_->setToolTip(tr("Closes the recipe's lab and opens your own, as it was set."));
    connect(back_, &QAction::triggered, this, &RecipeBook::goBack);
    // Whatever else is opened meanwhile is not the lab that the recipe waits for.
    connect(&parts_.lab, &LabController::reopening, this, [this] { opening_.reset(); });
    connect(&parts_.lab, &LabController::opened, this, &RecipeBook::begin);
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
    book->addSeparator();
    book->addAction(back_);
}

void RecipeBook::play(const Recipe& recipe) {
    if (!visiting()) own_ = Own{parts_.plan.plan(), parts_.plan.startsWithWorkload()};
    back_->setEnabled(true);
    parts_.lab.open(recipe.config);
    opening_ = recipe;
}

void RecipeBook::begin() {
    if (!opening_) return;
    const Recipe recipe = *std::exchange(opening_, std::nullopt);
    parts_.workload.show(recipe.workload);
    parts_.plan.setPlan(recipe.faults);
    parts_.plan.setStartsWithWorkload(true);
    parts_.lab.startWorkload(parts_.workload.workload(), parts_.plan.withWorkload());
    const QString rows = QLocale().toString(recipe.workload.warm);
    const QString first = recipe.workload.warm > 0 ? tr("First %1 rows are read to warm the cache. ").arg(rows) : QString();
    say(first + fromCore(recipe.explanation));
}

void RecipeBook::goBack() {
    if (!visiting()) return;
    const Own own = *std::exchange(own_, std::nullopt);
    back_->setEnabled(false);
    say(QString());
    parts_.plan.setPlan(own.plan);
    parts_.plan.setStartsWithWorkload(own.with_workload);
    parts_.workload.show(parts_.settings.workload());
    parts_.lab.open(parts_.settings.config());
    parts_.lab.setMode(parts_.settings.mode());
}

// One sentence at a time, with the way back beside it.
void RecipeBook::say(const QString& sentence) {
    parts_.messages.withdraw(said_);
    said_ = sentence;
    if (said_.isEmpty()) return;
    parts_.messages.say(MessageKind::info, said_, MessageBar::Action{tr("Back to my lab"), [this] { goBack(); }});
}

}  // namespace stampede::ui
