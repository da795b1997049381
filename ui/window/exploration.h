// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "ui/model/lab_controller.h"
#include "ui/race/race_panel.h"
#include "ui/race/script_guide.h"
#include "ui/window/commands.h"

class QWidget;

namespace stampede::ui {

class BranchComparison;
class BranchPanel;
class MessageBar;
class ScriptPanel;

/// Races, scripts and branches, joined to the lab: finds races in a window of their own, follows a script in Step mode, shows what was
/// tried.
class Exploration : public QObject {
    Q_OBJECT

   public:
    struct Parts {
        LabController& lab;
        Commands& commands;
        ScriptPanel& script;
        BranchPanel& branches;
        MessageBar& messages;
        QWidget& window;
    };
    Exploration(const Parts& parts, RacePanel::Replayer replayer);
    ~Exploration() override;

    void setTheme(const Theme& theme);
    /// Does the next step of the script that is followed; false when there is none.
    bool stepScript();
    void openScript(const Script& script);
    /// Closes the windows of its own: the program ends with the last one.
    void closeWindows();
    RacePanel* races() const { return races_.get(); }
    BranchComparison* comparison() const { return comparison_.get(); }

   Q_SIGNALS:
    void scriptOpened();  ///< its panel should be seen
    void branchesWanted();
    /// The lab should run this combination.
    void configWanted(const stampede::RunConfig& config);

   private:
    void connectPanels();
    void showRaces();
    void loadScript();
    void pasteScript();
    void leaveScript();
    void refresh();
    void exportTrace();
    void compare(quint32 one, quint32 other);
    void centre(QWidget& window) const;
    void say(const QString& sentence);

    Parts parts_;
    RacePanel::Replayer replayer_;
    Theme theme_ = Theme::darkTheme();
    std::unique_ptr<RacePanel> races_;
    std::unique_ptr<BranchComparison> comparison_;
    std::optional<ScriptGuide> guide_;
    bool opening_ = false;  // the lab of the script is not there yet
};

}  // namespace stampede::ui
