// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

#include "ui/model/pacer.h"
#include "ui/race/race_panel.h"
#include "ui/window/appearance.h"
#include "ui/window/commands.h"
#include "ui/window/settings.h"

class QStackedWidget;

namespace stampede::ui {

class Exploration;
class FaultBanner;
class FaultDesk;
class FaultSwitches;
class Header;
class OpeningPage;
class RecipeBook;
class Senders;
class StatusLine;
class Transport;
class Views;

/// The window: puts the parts together and passes their wishes on to the lab. When it is first shown it opens the lab as the settings say.
class MainWindow : public QMainWindow {
    Q_OBJECT

   public:
    /// `replayer` plays what a search found on stores of its own.
    MainWindow(LabController& lab, Settings& settings, RacePanel::Replayer replayer = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

   protected:
    /// Keeps the settings and shuts the lab down: acknowledged writes reach the database.
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

   private:
    void makeMenus();
    void connectLab();
    void connectConfig();
    void connectWorkload();
    void connectView();
    void connectHelp();
    void connectExploration();
    void run(const RunConfig& config);
    void restore();
    void showConfig(const RunConfig& config);
    void showWorkload();
    void applyTheme();
    void refresh();
    void reopen();
    void showOpening(int percent, const QString& what);
    void showFailure(const QString& sentence);
    void showLab();

    LabController& lab_;
    Settings& settings_;
    Appearance appearance_;
    Commands commands_;
    Header* header_;
    Views* views_;
    OpeningPage* opening_;
    QStackedWidget* center_;
    Senders* senders_;
    FaultBanner* banner_;
    FaultSwitches* faults_;
    RecipeBook* recipes_;
    FaultDesk* faultDesk_;
    Transport* transport_;
    Exploration* exploration_;
    StatusLine* status_;
    Pacer pacer_;
    QTimer openingLate_;  // a lab that opens at once shows no progress
    QString failure_;     // what keeps the lab from being open
    bool shown_ = false;
};

}  // namespace stampede::ui
