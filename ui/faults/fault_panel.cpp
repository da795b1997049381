// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/fault_panel.h"

#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/faults/active_list.h"
#include "ui/faults/fault_form.h"
#include "ui/faults/fault_list.h"
#include "ui/faults/plan_page.h"
#include "ui/model/active_faults.h"

namespace stampede::ui {
namespace {

enum { BreakPage, ActivePage, PlanTab };

}  // namespace

FaultPanel::FaultPanel(LabSession* session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      list_(new FaultList),
      form_(new FaultForm),
      active_(new ActiveList),
      plan_(new PlanPage),
      pages_(new QTabWidget) {
    pages_->setDocumentMode(true);
    pages_->tabBar()->setElideMode(Qt::ElideNone);
    pages_->tabBar()->setExpanding(true);
    pages_->addTab(makeBreak(), tr("Break"));
    pages_->addTab(active_, tr("Broken"));
    pages_->addTab(plan_, tr("Plan"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pages_);
    connectParts();
    connect(session_, &LabSession::restarted, this, &FaultPanel::refreshInstances);
    refreshInstances();
    refresh();
}

QWidget* FaultPanel::makeBreak() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(6);
    column->addWidget(list_, 1);
    column->addWidget(form_, 3);
    return page;
}

void FaultPanel::connectParts() {
    connect(list_, &FaultList::chosen, form_, &FaultForm::setKind);
    connect(list_, &FaultList::activated, form_, &FaultForm::submit);
    connect(form_, &FaultForm::injectRequested, this, &FaultPanel::injectRequested);
    connect(form_, &FaultForm::healRequested, this, &FaultPanel::healRequested);
    connect(form_, &FaultForm::complained, this, &FaultPanel::complained);
    connect(form_, &FaultForm::planRequested, plan_, &PlanPage::add);
    connect(plan_, &PlanPage::changed, this, [this] {
        const std::size_t planned = plan_->plan().size();
        pages_->setTabText(PlanTab, planned == 0 ? tr("Plan") : tr("Plan (%1)").arg(planned));
    });
    connect(active_, &ActiveList::healRequested, this, &FaultPanel::healRequested);
    connect(active_, &ActiveList::healAllRequested, this, &FaultPanel::healAllRequested);
    connect(plan_, &PlanPage::runRequested, this, &FaultPanel::planRequested);
    connect(plan_, &PlanPage::stopRequested, this, &FaultPanel::planStopRequested);
    connect(plan_, &PlanPage::complained, this, &FaultPanel::complained);
    const auto edit = [this](const Fault& fault) {
        showBreak(fault.kind);
        form_->show(fault);
    };
    connect(active_, &ActiveList::chosen, this, edit);
    connect(plan_, &PlanPage::chosen, this, edit);
}

void FaultPanel::showBreak(std::optional<FaultKind> kind) {
    pages_->setCurrentIndex(BreakPage);
    if (kind) list_->choose(*kind);
    list_->focusFilter();
}

void FaultPanel::showActive() {
    pages_->setCurrentIndex(ActivePage);
    active_->setFocus(Qt::OtherFocusReason);
}

void FaultPanel::setKey(Key key) { form_->setKey(key); }

void FaultPanel::setReady(bool ready) {
    form_->setReady(ready);
    plan_->setReady(ready);
}

void FaultPanel::setPlanRunning(bool running) { plan_->setRunning(running, session_->state().now()); }

void FaultPanel::refreshInstances() { form_->setInstances(static_cast<int>(std::max<std::uint32_t>(1, session_->config().instances))); }

void FaultPanel::refresh() {
    if (!isVisible()) return;
    const std::vector<ActiveFault> active = activeFaults(*session_);
    list_->setActive(active);
    form_->setActive(active);
    const Instant now = session_->live() ? session_->viewTime() : session_->journal().empty() ? Instant{0} : session_->journal().back().at;
    active_->setActive(active, now);
    plan_->showProgress(now);
    pages_->setTabText(ActivePage, active.empty() ? tr("Broken") : tr("Broken (%1)").arg(active.size()));
}

void FaultPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

}  // namespace stampede::ui
