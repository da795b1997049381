// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/header.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>
#include <QWidgetAction>
#include <utility>

#include "ui/faults/fault_menu.h"
#include "ui/window/command_button.h"
#include "ui/window/flow_layout.h"
#include "ui/window/key_picker.h"
#include "ui/window/latency_button.h"
#include "ui/window/message_bar.h"
#include "ui/window/speed_box.h"
#include "ui/window/strategy_picker.h"
#include "ui/window/ttl_field.h"

namespace stampede::ui {
namespace {

constexpr auto kBeside = Qt::ToolButtonTextBesideIcon;
constexpr auto kIconOnly = Qt::ToolButtonIconOnly;
constexpr int kRoomForNames = 66;  // heights of a line

/// Widgets that stay together when the row breaks, behind a label.
QWidget* group(const QString& label, std::initializer_list<QWidget*> widgets) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 2, 0);
    row->setSpacing(4);
    if (!label.isEmpty()) {
        auto* text = new QLabel(label);
        text->setBuddy(*widgets.begin());
        row->addWidget(text);
    }
    for (QWidget* widget : widgets) row->addWidget(widget);
    box->setAccessibleName(label);
    return box;
}

/// Between the groups of one row: each component has its faults side by side.
QWidget* divider() {
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("divider"));
    line->setFixedWidth(5);
    return line;
}

QSpinBox* countField(int least, int most, const QString& prefix, const QString& suffix, const QString& name) {
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setPrefix(prefix);
    field->setSuffix(suffix);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setAccessibleName(name);
    field->setToolTip(Header::tr("%1, %2 to %3").arg(name).arg(least).arg(most));
    return field;
}

}  // namespace

Header::Header(const Commands& commands, QWidget* parent)
    : QFrame(parent),
      menuBar(new QMenuBar),
      strategy(new StrategyPicker),
      combination(commandButton(commands[Command::combination], kBeside)),
      ttl(new TtlField),
      latency(new LatencyButton),
      speed(new SpeedBox),
      key(new KeyPicker),
      stampedeCount(countField(2, 1'000, tr("×"), QString(), tr("How many clients stampede"))),
      slowMs(countField(1, 60'000, QString(), tr(" ms"), tr("Milliseconds added to every query"))),
      messages(new MessageBar),
      badge_(new QToolButton) {
    setObjectName(QStringLiteral("header"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(menuBar);
    column->addWidget(makeLabRow(commands));
    column->addWidget(makeRequestRow(commands));
    column->addWidget(messages);
    badge_->setToolButtonStyle(kBeside);
    badge_->setFocusPolicy(Qt::TabFocus);
    connect(badge_, &QToolButton::clicked, commands[Command::goLive], &QAction::trigger);
}

QWidget* Header::makeLabRow(const Commands& commands) {
    const auto button = [&commands](Command command, Qt::ToolButtonStyle style, const char* role = "") {
        return commandButton(commands[command], style, role);
    };
    auto* row = new QWidget;
    auto* flow = new FlowLayout(row);
    flow->setContentsMargins(10, 4, 10, 3);
    flow->addWidget(group(tr("Strateg&y"), {strategy, combination}));
    flow->addWidget(group(tr("TT&L"), {ttl}));
    flow->addWidget(group(tr("Late&ncy"), {latency}));
    flow->addWidget(
        group(tr("Mode"), {button(Command::stepMode, Qt::ToolButtonTextOnly), button(Command::runMode, Qt::ToolButtonTextOnly)}));
    flow->addWidget(
        group(QString(), {button(Command::toStart, kIconOnly), button(Command::stepBack, kIconOnly),
                          button(Command::step, kBeside, "primary"), button(Command::stepForward, kIconOnly),
                          button(Command::play, kIconOnly), button(Command::goLive, kIconOnly), button(Command::wait, kIconOnly)}));
    flow->addWidget(group(tr("Spee&d"), {speed}));
    flow->addWidget(badge_);
    flow->addWidget(button(Command::findRace, kBeside));
    return row;
}

QWidget* Header::makeRequestRow(const Commands& commands) {
    const auto button = [&commands](Command command, const char* role = "") { return commandButton(commands[command], kBeside, role); };
    const auto fault = [this, &commands](Command command) {
        return faults_.emplace_back(commandButton(commands[command], kBeside, "fault"));
    };
    auto* row = new QWidget;
    auto* flow = new FlowLayout(row);
    flow->setContentsMargins(10, 3, 10, 5);
    flow->addWidget(group(tr("&Key"), {key}));
    flow->addWidget(group(
        QString(), {button(Command::read), button(Command::write), button(Command::erase), button(Command::stampede), stampedeCount}));
    const auto icon = [&commands](Command command) { return commandButton(commands[command], kIconOnly, "fault"); };
    // In the order in which a request meets them.
    flow->addWidget(group(QString(), {divider(), makeFaultMenu(FaultGroup::application, tr("App")), fault(Command::crashApplication),
                                      icon(Command::freezeApplication)}));
    flow->addWidget(group(QString(), {divider(), makeFaultMenu(FaultGroup::network, tr("Network")), icon(Command::cutNetwork),
                                      icon(Command::slowNetwork), icon(Command::loseReplies)}));
    flow->addWidget(
        group(QString(), {divider(), makeFaultMenu(FaultGroup::redis, tr("Redis")), fault(Command::expireKey), fault(Command::expireAll),
                          fault(Command::crashRedis), fault(Command::freezeRedis), icon(Command::flushRedis)}));
    flow->addWidget(group(QString(), {divider(), makeFaultMenu(FaultGroup::database, tr("DB")), makeSlowDatabase(commands),
                                      fault(Command::lockDatabase), icon(Command::databaseDown)}));
    flow->addWidget(group(QString(), {divider(), makeFaultMenu(FaultGroup::load, tr("Load"))}));
    flow->addWidget(button(Command::healAll, "heal"));
    return row;
}

QWidget* Header::makeSlowDatabase(const Commands& commands) {
    auto* button = faults_.emplace_back(commandButton(commands[Command::slowDatabase], kBeside, "fault"));
    auto* menu = new QMenu(button);
    auto* field = new QWidgetAction(menu);
    QWidget* form = group(tr("&Add to every query"), {slowMs});
    form->layout()->setContentsMargins(10, 8, 10, 8);
    field->setDefaultWidget(form);
    menu->addAction(field);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    return button;
}

QToolButton* Header::makeFaultMenu(FaultGroup group, const QString& text) {
    auto* menu = new FaultMenu(group, this);
    auto* action = new QAction(menu->title(), this);  // not the menu's own, which would show it as a menu within a menu
    action->setIconText(text);
    action->setToolTip(tr("%1: everything that can be broken there").arg(menu->title()));
    auto* button = commandButton(action, Qt::ToolButtonTextOnly);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("broken", false);
    faultMenus << menu;
    components_ << button;
    return button;
}

void Header::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    shorten(width() < kRoomForNames * fontMetrics().height());
}

void Header::shorten(bool on) {
    if (std::exchange(shortened_, on) == on) return;
    for (QToolButton* button : faults_) {
        button->setToolButtonStyle(on ? kIconOnly : kBeside);
        button->setProperty("look", on ? QStringLiteral("icon") : QStringLiteral("both"));
        button->style()->unpolish(button);
        button->style()->polish(button);
    }
}

void Header::showBroken() {
    for (qsizetype i = 0; i < components_.size(); ++i) {
        QToolButton* button = components_[i];
        if (button->property("broken").toBool() == faultMenus[i]->broken()) continue;
        button->setProperty("broken", faultMenus[i]->broken());
        button->setAccessibleDescription(faultMenus[i]->broken() ? tr("Something of it is broken") : QString());
        button->style()->unpolish(button);
        button->style()->polish(button);
    }
}

void Header::showLive(bool live, const IconSet& icons) {
    const Theme& theme = icons.theme();
    badge_->setText(live ? tr("LIVE") : tr("REVIEW"));
    badge_->setIcon(icons.icon(live ? QStringLiteral("live") : QStringLiteral("review"), live ? theme.good : theme.warning));
    badge_->setProperty("role", live ? QStringLiteral("live") : QStringLiteral("review"));
    badge_->setAccessibleName(live ? tr("LIVE: the present is shown") : tr("REVIEW: a past moment is shown"));
    badge_->setToolTip(live ? tr("LIVE: everything on screen is the present.")
                            : tr("REVIEW: a past moment is shown. Click, or press End, for the present."));
    badge_->style()->unpolish(badge_);
    badge_->style()->polish(badge_);
}

}  // namespace stampede::ui
