// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <functional>
#include <tl/expected.hpp>

#include "core/explore/played.h"
#include "core/explore/race.h"
#include "ui/model/background_task.h"
#include "ui/model/theme.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace stampede::ui {

class RaceView;
class ScenarioForm;

/// "Find a race": searches every order of a few requests for one that breaks a promise. What it finds can be opened in the lab, played on
/// real stores, copied, saved, and cured.
class RacePanel : public QWidget {
    Q_OBJECT

   public:
    /// What came of playing a script on real stores, and what these are.
    struct Replay {
        Played played;
        QString stores;
    };
    /// Plays a script on stores of its own. Called on another thread.
    using Replayer = std::function<tl::expected<Replay, std::string>(const Script&)>;

    explicit RacePanel(Replayer replayer, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// The combination that is searched, until a script brings its own.
    void setConfig(const RunConfig& config);
    ScenarioForm* form() const { return form_; }
    RaceView* view() const { return view_; }
    QString headline() const;
    bool searching() const { return search_.running(); }

    using QWidget::show;
    /// Shows a script as if it had been found; what it breaks first is looked for.
    void show(const Script& script);

   public Q_SLOTS:
    void find();
    void paste();
    void saveTo(const QString& file);
    void loadFrom(const QString& file);

   Q_SIGNALS:
    void openRequested(const stampede::Script& script);
    void remedyChosen(const stampede::RunConfig& config);

   protected:
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;  ///< Enter finds, Esc closes

   private:
    QWidget* makeLeft();
    QWidget* makeRight();
    QPushButton* button(const QString& text, const QString& meaning, void (RacePanel::*call)());
    void refresh();
    void found(const RaceResult& result, const Scenario& scenario);
    void openInLab();
    void replay();
    void fix();
    void copy();
    void save();
    void load();

    Replayer replayer_;
    ScenarioForm* form_;
    QPushButton* find_;
    QProgressBar* busy_;
    QLabel* progress_;
    QLabel* headline_;
    RaceView* view_;
    std::vector<QPushButton*> ofChosen_;
    Scenario searched_;  // the whole one: what cures a small one may not cure it
    QElapsedTimer took_;
    BackgroundTask search_;
    BackgroundTask work_;  // replays and remedies
};

}  // namespace stampede::ui
