// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "core/explore/played.h"
#include "core/explore/race.h"
#include "core/explore/remedies.h"
#include "ui/model/theme.h"

class QLabel;
class QListWidget;
class QTabWidget;

namespace stampede::ui {

class LanesView;
class RemedyTable;
class StepList;

/// What a search found: the races, and of the chosen one its lanes, its steps in words, and because of what it goes wrong.
class RaceView : public QWidget {
    Q_OBJECT

   public:
    explicit RaceView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void clear(const QString& sentence);
    void show(const std::vector<Race>& races);
    const Race* chosen() const;
    void say(const QString& sentence);  ///< below the steps
    void showRemedies(const std::vector<Remedy>& remedies, const Cost& without);

   Q_SIGNALS:
    void chosenChanged();
    void remedyChosen(const stampede::RunConfig& config);

   private:
    void choose(int row);

    Theme theme_ = Theme::darkTheme();
    std::vector<Race> races_;
    QListWidget* list_;
    LanesView* lanes_;
    QTabWidget* tabs_;
    StepList* steps_;
    RemedyTable* remedies_;
    QLabel* because_;
    QLabel* said_;
};

}  // namespace stampede::ui
