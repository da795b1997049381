// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_line.h"

#include <QLabel>
#include <QLocale>
#include <QMainWindow>
#include <QStatusBar>
#include <algorithm>

#include "ui/model/format.h"
#include "ui/model/lab_controller.h"
#include "ui/window/command_button.h"
#include "ui/window/elided_label.h"

namespace stampede::ui {
namespace {

constexpr int kHintMs = 5'000;

QLabel* part(const QString& toolTip) {
    auto* label = new QLabel;
    label->setToolTip(toolTip);
    label->setIndent(10);
    return label;
}

bool somethingToStep(const LabState& state) {
    const auto& background = state.background();
    return !state.requests().empty() ||
           std::any_of(background.begin(), background.end(), [](const auto& entry) { return !rests(entry.second.verb); });
}

QString labTime(Instant at) { return StatusLine::tr("%1 s").arg(QLocale().toString(to_seconds(at), 'f', 3)); }

}  // namespace

StatusLine::StatusLine(LabController& lab, QAction* copySocket, QMainWindow& window)
    : QObject(&window),
      lab_(lab),
      window_(window),
      what_(new ElidedLabel),
      live_(part(tr("LIVE: the present is shown. REVIEW: a past moment."))),
      events_(part(tr("Entries of the journal, and which one is shown"))),
      time_(part(tr("Lab time at the moment shown; it stands still while a step waits"))) {
    QStatusBar* bar = window.statusBar();
    bar->addWidget(what_, 1);
    auto* copy = commandButton(copySocket, Qt::ToolButtonIconOnly);
    copy->setAutoRaise(true);
    bar->addPermanentWidget(copy);
    for (QLabel* label : {live_, events_, time_}) bar->addPermanentWidget(label);
    // Left to itself the bar shows its widgets below a message after every change of the font.
    connect(bar, &QStatusBar::messageChanged, what_, [this](const QString& message) { what_->setVisible(message.isEmpty()); });
    refresh();
}

void StatusLine::refresh() {
    const LabSession& session = *lab_.session();
    const QString description = lab_.info().description;
    const QString all = lab_.ready() ? description : tr("Opening the lab");
    if (what_->toolTip() != all) what_->setFullText(all);
    live_->setText(session.live() ? tr("● LIVE") : tr("◆ REVIEW"));
    const quint64 recorded = session.journal().size();
    events_->setText(session.live() ? tr("%1 events").arg(countText(recorded))
                                    : tr("event %1 of %2").arg(countText(session.cursor()), countText(recorded)));
    time_->setText(labTime(session.viewTime()));
    if (hinting_ && somethingToStep(session.state())) say(QString());
}

void StatusLine::hint(const QString& text) {
    say(text);
    hinting_ = true;
}

void StatusLine::say(const QString& hint) {
    hinting_ = false;
    window_.statusBar()->showMessage(hint, kHintMs);
}

}  // namespace stampede::ui
