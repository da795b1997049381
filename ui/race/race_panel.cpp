// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/race_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>
#include <chrono>

#include "core/explore/plain_words.h"
#include "core/explore/remedies.h"
#include "core/explore/script_line.h"
#include "core/explore/stage_play.h"
#include "ui/model/format.h"
#include "ui/race/race_view.h"
#include "ui/race/race_words.h"
#include "ui/race/scenario_form.h"

namespace stampede::ui {
namespace {

constexpr std::chrono::milliseconds kTellEvery{100};
constexpr std::uint64_t kMostStatesOfRemedy = 1'000'000;

/// Lets something pass at most so often.
class Gate {
   public:
    bool open() {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < kTellEvery) return false;
        last_ = now;
        return true;
    }

   private:
    std::chrono::steady_clock::time_point last_{};
};

}  // namespace

RacePanel::RacePanel(Replayer replayer, QWidget* parent)
    : QWidget(parent),
      replayer_(std::move(replayer)),
      form_(new ScenarioForm),
      find_(new QPushButton),
      busy_(new QProgressBar),
      progress_(new QLabel),
      headline_(new QLabel),
      view_(new RaceView) {
    setWindowTitle(tr("Find a race"));
    auto* splitter = new QSplitter;
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto* row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);
    connect(find_, &QPushButton::clicked, this, [this] { search_.running() ? search_.cancel() : find(); });
    connect(form_, &ScenarioForm::submitted, this, &RacePanel::find);
    connect(&search_, &BackgroundTask::runningChanged, this, &RacePanel::refresh);
    connect(&work_, &BackgroundTask::runningChanged, this, &RacePanel::refresh);
    // What is found out about one race must not be shown below another.
    connect(view_, &RaceView::chosenChanged, &work_, &BackgroundTask::drop);
    connect(view_, &RaceView::chosenChanged, this, &RacePanel::refresh);
    connect(view_, &RaceView::remedyChosen, this, &RacePanel::remedyChosen);
    headline_->setText(tr("Every order of these requests will be tried, the fewest first, until one breaks what you look for."));
    refresh();
}

QWidget* RacePanel::makeLeft() {
    auto* scroll = new QScrollArea;
    scroll->setWidget(form_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(form_->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());
    find_->setDefault(true);
    find_->setObjectName(QStringLiteral("findRace"));
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(6);
    progress_->setWordWrap(true);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 10);
    column->addWidget(scroll, 1);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(10, 0, 10, 0);
    below->addWidget(find_);
    below->addWidget(busy_);
    below->addWidget(progress_);
    column->addLayout(below);
    return left;
}

QPushButton* RacePanel::button(const QString& text, const QString& meaning, void (RacePanel::*call)()) {
    auto* made = new QPushButton(text);
    made->setToolTip(meaning);
    made->setAutoDefault(true);  // Enter presses the button that has the focus
    connect(made, &QPushButton::clicked, this, call);
    return made;
}

QWidget* RacePanel::makeRight() {
    headline_->setWordWrap(true);
    QFont bold = headline_->font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    headline_->setFont(bold);
    headline_->setObjectName(QStringLiteral("raceHeadline"));
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(12, 10, 12, 10);
    column->addWidget(headline_);
    column->addWidget(view_, 1);
    auto* buttons = new QHBoxLayout;
    ofChosen_ = {
        button(tr("&Open in the lab"), tr("A new lab with this combination, in Step mode: Space does the script's next step"),
               &RacePanel::openInLab),
        button(tr("&Replay on real stores"), tr("Plays it on a Redis and a SQLite of its own and compares every reply with the search's"),
               &RacePanel::replay),
        button(tr("What would &fix it?"), tr("Tries every guard and invalidation of the catalogue on the whole scenario at the left"),
               &RacePanel::fix),
        button(tr("&Copy"), tr("Copies the script as one line of text"), &RacePanel::copy),
        button(tr("&Save…"), tr("Saves the script as a file"), &RacePanel::save),
    };
    for (QPushButton* one : ofChosen_) buttons->addWidget(one);
    buttons->addStretch(1);
    buttons->addWidget(button(tr("&Paste"), tr("Takes a script from the clipboard"), &RacePanel::paste));
    buttons->addWidget(button(tr("Op&en…"), tr("Opens a script that was saved"), &RacePanel::load));
    column->addLayout(buttons);
    return right;
}

void RacePanel::setTheme(const Theme& theme) {
    setPalette(theme.palette());
    view_->setTheme(theme);
}

void RacePanel::setConfig(const RunConfig& config) { form_->setConfig(config); }

QString RacePanel::headline() const { return headline_->text(); }

void RacePanel::refresh() {
    const bool searching = search_.running();
    find_->setText(searching ? tr("Cancel") : tr("Find a race"));
    busy_->setVisible(searching || work_.running());
    if (!searching) progress_->clear();
    for (QPushButton* one : ofChosen_) one->setEnabled(view_->chosen() != nullptr && !searching);
    if (!replayer_ || work_.running()) ofChosen_[1]->setEnabled(false);
    if (work_.running()) ofChosen_[2]->setEnabled(false);
}

void RacePanel::find() {
    const Scenario scenario = form_->scenario();
    if (const std::string why = obstacle(scenario); !why.empty())
        return headline_->setText(tr("This cannot be searched: %1.").arg(fromCore(why)));
    const Goal goal = form_->goal();
    const SearchLimits limits = form_->limits();
    if (goal.everything()) return headline_->setText(tr("Choose at least one thing to look for."));
    headline_->setText(tr("Searching %1 …").arg(fromCore(in_plain_words(scenario))));
    view_->clear({});
    took_.start();
    search_.start([this, scenario, goal, limits](const std::atomic<bool>& cancelled) -> BackgroundTask::Deliver {
        Gate gate;
        const RaceProgress progress = [&](const Scenario& small, std::uint64_t states, std::size_t depth) {
            if (gate.open()) {
                search_.tell([this, text = fromCore(in_plain_words(small)), states, depth] {
                    const double rate = static_cast<double>(states) * 1000.0 / static_cast<double>(std::max<qint64>(1, took_.elapsed()));
                    progress_->setText(tr("%1: %2 states, %3 steps deep, %4 a second")
                                           .arg(text, countText(states), countText(depth), countText(static_cast<quint64>(rate))));
                });
            }
            return !cancelled;
        };
        RaceResult result = find_race(scenario, goal, limits, progress);
        return [this, result = std::move(result), scenario] { found(result, scenario); };
    });
}

void RacePanel::found(const RaceResult& result, const Scenario& scenario) {
    searched_ = scenario;
    headline_->setText(headlineOf(result, scenario));
    if (result.races.empty()) return view_->clear({});
    view_->show(result.races);
    if (!result.bound.empty() && !result.exhausted) view_->say(tr("Not exhausted: %1.").arg(fromCore(result.bound)));
}

void RacePanel::show(const Script& script) {
    search_.drop();
    form_->setConfig(script.scenario.config);
    form_->show(script.scenario);
    searched_ = script.scenario;
    const auto played = play_on_stage(script);
    if (!played) return headline_->setText(fromCore(played.error()));
    Race race{Property::stale_read, script};
    if (!played->findings.empty()) race.breach = played->findings.front().property;
    headline_->setText(played->findings.empty() ? tr("This script breaks nothing.") : raceText(race) + QLatin1Char('.'));
    view_->show({race});
}

void RacePanel::openInLab() {
    if (const Race* race = view_->chosen()) Q_EMIT openRequested(race->script);
}

void RacePanel::replay() {
    const Race* race = view_->chosen();
    if (race == nullptr) return;
    view_->say(tr("Playing it on real stores …"));
    work_.start([this, script = race->script](const std::atomic<bool>&) -> BackgroundTask::Deliver {
        const auto searched = play_on_stage(script);
        const auto replayed = replayer_(script);
        QString said;
        if (!searched || !replayed) {
            said = fromCore(searched ? replayed.error() : searched.error());
        } else if (const auto differs = difference(*searched, "the search", replayed->played, "the stores", script.scenario.cast())) {
            said = tr("Not the same: %1").arg(fromCore(*differs));
        } else {
            said = tr("✓ Played on %1: every reply of %2 steps and the final state are the search's.")
                       .arg(replayed->stores, countText(replayed->played.steps.size()));
        }
        return [this, said] { view_->say(said); };
    });
}

void RacePanel::fix() {
    const Race* race = view_->chosen();
    if (race == nullptr) return;
    SearchLimits limits = form_->limits();
    limits.states = std::min(limits.states, kMostStatesOfRemedy);
    limits.random_schedules = 0;
    work_.start([this, scenario = searched_, breach = race->breach, limits](const std::atomic<bool>& cancelled) -> BackgroundTask::Deliver {
        Gate gate;
        const RemedyProgress progress = [&](const std::string& id, std::size_t number, std::size_t of) {
            if (gate.open()) {
                work_.tell(
                    [this, name = layerName(id), number, of] { view_->say(tr("Trying %1, %2 of %3 …").arg(name).arg(number).arg(of)); });
            }
            return !cancelled;
        };
        const auto remedies = find_remedies(scenario, breach, limits, progress);
        const Cost without = cost_of(scenario.config);
        return [this, remedies, without] {
            const auto cures =
                std::count_if(remedies.begin(), remedies.end(), [](const Remedy& one) { return one.result == Remedy::Result::cures; });
            view_->say(
                cures == 0
                    ? tr("Nothing in the catalogue cures it alone.")
                    : tr("%1 of %2 cure it. Double-click one to put it on the strategy of the lab.").arg(cures).arg(remedies.size()));
            view_->showRemedies(remedies, without);
        };
    });
}

void RacePanel::copy() {
    const Race* race = view_->chosen();
    if (race == nullptr) return;
    const QString line = fromCore(script_line(race->script));
    QApplication::clipboard()->setText(line);
    view_->say(tr("Copied: %1").arg(line));
}

void RacePanel::paste() {
    const auto script = parse_script_text(toCore(QApplication::clipboard()->text()));
    if (!script) return headline_->setText(tr("The clipboard holds no script: %1.").arg(fromCore(script.error())));
    show(*script);
}

void RacePanel::save() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save script"), tr("race.json"), tr("Scripts (*.json)"));
    if (!file.isEmpty()) saveTo(file);
}

void RacePanel::saveTo(const QString& file) {
    const Race* race = view_->chosen();
    if (race == nullptr) return;
    const auto saved = save_script(toCore(file), race->script);
    view_->say(saved ? tr("Saved: %1").arg(file) : fromCore(saved.error()));
}

void RacePanel::load() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open script"), {}, tr("Scripts (*.json);;All files (*)"));
    if (!file.isEmpty()) loadFrom(file);
}

void RacePanel::loadFrom(const QString& file) {
    const auto script = load_script(toCore(file));
    if (!script) return headline_->setText(tr("Not opened: %1.").arg(fromCore(script.error())));
    show(*script);
}

void RacePanel::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (view_->isAncestorOf(focusWidget())) return;  // there it takes a remedy
            return search_.running() ? void() : find();
        case Qt::Key_Escape: search_.running() ? search_.cancel() : void(close()); return;
        default: QWidget::keyPressEvent(event);
    }
}

void RacePanel::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) {  // closed, not minimised
        search_.cancel();
        work_.drop();
    }
    QWidget::hideEvent(event);
}

}  // namespace stampede::ui
