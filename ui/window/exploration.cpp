// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/exploration.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QWidget>

#include "core/explore/script_line.h"
#include "core/journal/chrome_trace.h"
#include "ui/branches/branch_comparison.h"
#include "ui/branches/branch_panel.h"
#include "ui/branches/branch_tree.h"
#include "ui/model/format.h"
#include "ui/race/script_panel.h"
#include "ui/window/message_bar.h"

namespace stampede::ui {

Exploration::Exploration(const Parts& parts, RacePanel::Replayer replayer)
    : QObject(&parts.window), parts_(parts), replayer_(std::move(replayer)) {
    const Commands& commands = parts_.commands;
    connect(commands[Command::findRace], &QAction::triggered, this, &Exploration::showRaces);
    connect(commands[Command::openScript], &QAction::triggered, this, &Exploration::loadScript);
    connect(commands[Command::pasteScript], &QAction::triggered, this, &Exploration::pasteScript);
    connect(commands[Command::branches], &QAction::triggered, this, &Exploration::branchesWanted);
    connect(commands[Command::exportTrace], &QAction::triggered, this, &Exploration::exportTrace);
    connectPanels();
    refresh();
}

Exploration::~Exploration() = default;

void Exploration::connectPanels() {
    LabController& lab = parts_.lab;
    connect(&lab, &LabController::branchesChanged, this, &Exploration::refresh);
    connect(&lab, &LabController::reopening, this, [this] {
        if (!opening_) leaveScript();
    });
    connect(&lab, &LabController::opened, this, [this] {
        if (std::exchange(opening_, false) && guide_) parts_.lab.perform(guide_->before());
    });
    connect(&lab, &LabController::failed, this, [this] { opening_ = false; });
    connect(&parts_.branches, &BranchPanel::nodeClicked, &lab, &LabController::goTo);
    connect(&parts_.branches, &BranchPanel::renamed, &lab, &LabController::rename);
    connect(&parts_.branches, &BranchPanel::compareRequested, this, &Exploration::compare);
    connect(&parts_.script, &ScriptPanel::nextRequested, this, &Exploration::stepScript);
    connect(&parts_.script, &ScriptPanel::backRequested, this, [this] {
        if (guide_) parts_.lab.goTo(guide_->place(parts_.lab.branches()).last);
    });
    connect(&parts_.script, &ScriptPanel::closeRequested, this, &Exploration::leaveScript);
    connect(&parts_.script, &ScriptPanel::copyRequested, this, [this] {
        if (guide_) QApplication::clipboard()->setText(fromCore(script_line(guide_->script())));
    });
}

void Exploration::setTheme(const Theme& theme) {
    theme_ = theme;
    parts_.script.setTheme(theme);
    parts_.branches.setTheme(theme);
    if (races_) races_->setTheme(theme);
    if (comparison_) comparison_->setTheme(theme);
}

void Exploration::closeWindows() {
    if (races_) races_->close();
    if (comparison_) comparison_->close();
}

void Exploration::say(const QString& sentence) { parts_.messages.say(MessageKind::warning, sentence); }

void Exploration::centre(QWidget& window) const { window.move(parts_.window.geometry().center() - window.rect().center()); }

void Exploration::showRaces() {
    if (!races_) {
        races_ = std::make_unique<RacePanel>(replayer_);
        races_->setWindowFlag(Qt::Window);
        races_->setWindowIcon(parts_.window.windowIcon());
        races_->resize(QSize(1080, 720).boundedTo(parts_.window.size()));
        centre(*races_);
        races_->setTheme(theme_);
        connect(races_.get(), &RacePanel::openRequested, this, &Exploration::openScript);
        connect(races_.get(), &RacePanel::remedyChosen, this, &Exploration::configWanted);
    }
    if (!races_->isVisible()) races_->setConfig(parts_.lab.config());
    races_->show();
    races_->raise();
    races_->activateWindow();
}

void Exploration::loadScript() {
    const QString file = QFileDialog::getOpenFileName(&parts_.window, tr("Open script"), {}, tr("Scripts (*.json);;All files (*)"));
    if (file.isEmpty()) return;
    const auto script = load_script(toCore(file));
    script ? openScript(*script) : say(tr("Not opened: %1.").arg(fromCore(script.error())));
}

void Exploration::pasteScript() {
    const auto script = parse_script_text(toCore(QApplication::clipboard()->text()));
    script ? openScript(*script) : say(tr("The clipboard holds no script: %1.").arg(fromCore(script.error())));
}

// The lab that the person has, with the script's combination: its times stay, for they play no part in the order.
void Exploration::openScript(const Script& script) {
    auto guide = ScriptGuide::of(script);
    if (!guide) return say(tr("The script cannot be played: %1").arg(fromCore(guide.error())));
    guide_ = std::move(*guide);
    parts_.script.show(*guide_);
    RunConfig config = parts_.lab.config();
    config.strategy = script.scenario.config.strategy;
    config.options = script.scenario.config.options;
    config.guards = script.scenario.config.guards;
    config.invalidation = script.scenario.config.invalidation;
    config.instances = script.scenario.instances();
    config.seed = script.scenario.config.seed;
    opening_ = true;
    parts_.lab.setMode(Mode::step);
    Q_EMIT configWanted(config);
    Q_EMIT scriptOpened();
    refresh();
    parts_.window.activateWindow();
}

void Exploration::leaveScript() {
    guide_.reset();
    parts_.script.clear();
}

bool Exploration::stepScript() {
    if (!guide_ || opening_ || !parts_.lab.ready() || parts_.lab.mode() == Mode::run) return false;
    const ScriptGuide::Place place = guide_->place(parts_.lab.branches());
    if (!place.on_script) return false;
    const std::vector<StoryStep> next = guide_->next(place);
    if (next.empty()) return false;
    parts_.lab.perform(next);
    return true;
}

void Exploration::refresh() {
    const BranchMap& branches = parts_.lab.branches();
    parts_.branches.show(branches);
    if (guide_) parts_.script.setPlace(guide_->place(branches), parts_.lab.ready() && !opening_);
}

void Exploration::compare(quint32 one, quint32 other) {
    if (!comparison_) {
        comparison_ = std::make_unique<BranchComparison>();
        comparison_->setWindowFlag(Qt::Window);
        comparison_->setWindowIcon(parts_.window.windowIcon());
        comparison_->resize(comparison_->sizeHint().boundedTo(parts_.window.size()));
        centre(*comparison_);
        comparison_->setTheme(theme_);
    }
    comparison_->show(parts_.lab.branches(), one, other);
    comparison_->show();
    comparison_->raise();
}

void Exploration::exportTrace() {
    const QString file = QFileDialog::getSaveFileName(&parts_.window, tr("Export trace"), tr("stampede-trace.json"), tr("Traces (*.json)"));
    if (file.isEmpty()) return;
    const Journal& journal = parts_.lab.session()->journal();
    const auto each = [&journal](const std::function<void(const Event&)>& call) {
        for (std::size_t i = journal.first(); i < journal.size(); ++i) call(journal[i]);
    };
    const TraceAxis axis = parts_.lab.mode() == Mode::step ? TraceAxis::events : TraceAxis::lab_time;
    const auto written = write_chrome_trace(toCore(file), each, axis);
    if (!written) return say(fromCore(written.error()));
    parts_.messages.say(MessageKind::info, tr("Exported: %1").arg(file));
}

}  // namespace stampede::ui
