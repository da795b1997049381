// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/race_view.h"

#include <QLabel>
#include <QListWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/explore/plain_words.h"
#include "core/explore/stage_play.h"
#include "ui/lanes/diagram_of_play.h"
#include "ui/lanes/lanes_view.h"
#include "ui/model/format.h"
#include "ui/race/race_words.h"
#include "ui/race/remedy_table.h"
#include "ui/race/step_list.h"

namespace stampede::ui {

RaceView::RaceView(QWidget* parent)
    : QWidget(parent),
      list_(new QListWidget),
      lanes_(new LanesView),
      tabs_(new QTabWidget),
      steps_(new StepList),
      remedies_(new RemedyTable),
      because_(new QLabel),
      said_(new QLabel) {
    list_->setAccessibleName(tr("What can go wrong"));
    list_->setFrameShape(QFrame::NoFrame);
    for (QLabel* label : {because_, said_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    because_->setObjectName(QStringLiteral("raceBecause"));
    said_->setObjectName(QStringLiteral("raceSaid"));
    tabs_->addTab(steps_, tr("Step by step"));
    tabs_->addTab(remedies_, tr("What would fix it"));
    tabs_->setDocumentMode(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(list_);
    column->addWidget(lanes_, 3);
    column->addWidget(because_);
    column->addWidget(tabs_, 4);
    column->addWidget(said_);
    connect(list_, &QListWidget::currentRowChanged, this, &RaceView::choose);
    connect(lanes_, &LanesView::stepClicked, steps_, qOverload<int>(&QListWidget::setCurrentRow));
    connect(remedies_, &RemedyTable::chosen, this, &RaceView::remedyChosen);
    clear({});
}

void RaceView::setTheme(const Theme& theme) {
    theme_ = theme;
    lanes_->setTheme(theme);
    steps_->setTheme(theme);
    remedies_->setTheme(theme);
    QPalette colours = theme.palette();
    colours.setColor(QPalette::WindowText, theme.danger);
    because_->setPalette(colours);
}

void RaceView::clear(const QString& sentence) {
    races_.clear();
    list_->clear();
    for (QWidget* widget : std::initializer_list<QWidget*>{list_, lanes_, because_, tabs_}) widget->hide();
    said_->setText(sentence);
    Q_EMIT chosenChanged();
}

void RaceView::show(const std::vector<Race>& races) {
    clear({});
    races_ = races;
    for (const Race& race : races) list_->addItem(raceText(race));
    list_->setVisible(races.size() > 1);
    const int rows = static_cast<int>(std::clamp<std::size_t>(races.size(), 1, 5));
    list_->setFixedHeight(rows * list_->sizeHintForRow(0) + 2);
    if (!races.empty()) list_->setCurrentRow(0);
}

const Race* RaceView::chosen() const {
    const int row = list_->currentRow();
    return row < 0 || static_cast<std::size_t>(row) >= races_.size() ? nullptr : &races_[static_cast<std::size_t>(row)];
}

void RaceView::choose(int) {
    const Race* race = chosen();
    if (race == nullptr) return;
    remedies_->show({}, {});
    tabs_->setTabEnabled(1, false);
    tabs_->setCurrentIndex(0);
    said_->clear();
    const auto played = play_on_stage(race->script);
    if (!played) return said_->setText(fromCore(played.error()));
    const LaneDiagram diagram = diagramOf(*played, race->script.scenario, race->breach);
    lanes_->show(diagram, diagram.steps.size());
    steps_->show(diagram);
    QStringList sentences;
    for (const std::string& sentence : because(*played, race->breach, race->script.scenario.cast())) sentences << fromCore(sentence);
    because_->setText(sentences.join(QLatin1Char('\n')));
    because_->setVisible(!sentences.isEmpty());
    for (QWidget* widget : std::initializer_list<QWidget*>{lanes_, tabs_}) widget->setVisible(true);
    Q_EMIT chosenChanged();
}

void RaceView::say(const QString& sentence) { said_->setText(sentence); }

void RaceView::showRemedies(const std::vector<Remedy>& remedies, const Cost& without) {
    remedies_->show(remedies, without);
    tabs_->setTabEnabled(1, true);
    tabs_->setCurrentIndex(1);
}

}  // namespace stampede::ui
