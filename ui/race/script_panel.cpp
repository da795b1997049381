// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/script_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/lanes/lanes_view.h"
#include "ui/race/step_list.h"

namespace stampede::ui {

ScriptPanel::ScriptPanel(QWidget* parent)
    : QWidget(parent),
      lanes_(new LanesView),
      steps_(new StepList),
      body_(new QSplitter),
      said_(new QLabel),
      next_(new QPushButton(tr("Next step"))),
      back_(new QPushButton(tr("Back to the script"))),
      copy_(new QPushButton(tr("Copy"))),
      close_(new QPushButton(tr("Leave"))) {
    setAccessibleName(tr("Script"));
    setAutoFillBackground(true);
    said_->setObjectName(QStringLiteral("scriptSaid"));
    said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    next_->setToolTip(tr("Does what the script does next (Space)"));
    back_->setToolTip(tr("Takes the stores back to where you left the script; what you did stays as a branch"));
    copy_->setToolTip(tr("Copies the script as one line of text"));
    close_->setToolTip(tr("Puts the script away; the lab stays as it is"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 10, 0);
    row->addWidget(said_, 1);
    for (QPushButton* button : {next_, back_, copy_, close_}) row->addWidget(button);
    body_->addWidget(lanes_);
    body_->addWidget(steps_);
    body_->setSizes({360, 260});
    lanes_->setForetelling(false);  // what comes of a step is for the class to say
    steps_->setForetelling(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(body_, 1);
    connect(next_, &QPushButton::clicked, this, &ScriptPanel::nextRequested);
    connect(back_, &QPushButton::clicked, this, &ScriptPanel::backRequested);
    connect(copy_, &QPushButton::clicked, this, &ScriptPanel::copyRequested);
    connect(close_, &QPushButton::clicked, this, &ScriptPanel::closeRequested);
    clear();
}

void ScriptPanel::setTheme(const Theme& theme) {
    QPalette colours = theme.palette();
    colours.setColor(QPalette::Window, theme.panel);
    setPalette(colours);
    lanes_->setTheme(theme);
    steps_->setTheme(theme);
}

void ScriptPanel::show(const ScriptGuide& guide) {
    diagram_ = guide.diagram();
    lanes_->show(diagram_, 0);
    steps_->show(guide.diagram());
    body_->show();
    for (QPushButton* button : {copy_, close_}) button->show();
}

void ScriptPanel::clear() {
    body_->hide();
    for (QPushButton* button : {next_, back_, copy_, close_}) button->hide();
    said_->setText(tr("No script is open. Find a race (F), or open or paste a script."));
}

void ScriptPanel::setPlace(const ScriptGuide::Place& place, bool ready) {
    const std::size_t all = diagram_.steps.size();
    LaneDiagram diagram = diagram_;
    for (std::size_t i = 0; i < std::min(diagram.lanes.size(), place.names.size()); ++i) {
        DiagramLane& lane = diagram.lanes[i];
        if (!place.names[i].isEmpty() && place.names[i] != lane.name) lane.name = tr("%1, here %2").arg(lane.name, place.names[i]);
    }
    lanes_->show(diagram, place.choices);
    steps_->setDone(place.choices);
    const bool end = place.choices >= all;
    next_->setVisible(place.on_script && !end);
    next_->setEnabled(ready);
    back_->setVisible(!place.on_script);
    back_->setEnabled(ready);
    const QString agrees = place.differs        ? tr("the stores did something else than the search: %1").arg(*place.differs)
                           : place.choices == 0 ? QString()
                                                : tr("✓ every reply so far is the search's");
    QString where = end ? tr("The end of the script") : tr("Step %1 of %2").arg(place.choices).arg(all);
    if (!place.on_script) where = tr("On a branch of your own since step %1").arg(place.choices);
    said_->setText(agrees.isEmpty() ? where : QStringLiteral("%1 · %2").arg(where, agrees));
    said_->setToolTip(said_->text());
}

QString ScriptPanel::said() const { return said_->text(); }

}  // namespace stampede::ui
