// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faults/plan_page.h"

#include <QAction>
#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/faults/fault_plan_file.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kTight = 16;  // beside the text of a button in a narrow panel

enum Column { What, From, To };

QPushButton* button(const char* name, const QString& text, const QString& meaning) {
    auto* made = new QPushButton(text);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(meaning);
    made->setMinimumWidth(made->fontMetrics().horizontalAdvance(text) + kTight);
    made->setAutoDefault(false);
    return made;
}

QString secondsText(Instant at) { return QLocale().toString(to_seconds(at), 'g', 6); }

QString endText(const PlannedFault& planned) {
    if (!lasting(planned.fault.kind)) return QStringLiteral("–");
    return planned.to == kNever ? PlanPage::tr("open") : secondsText(planned.to);
}

QString fileFilter() { return PlanPage::tr("Fault plans (*.json);;All files (*)"); }

}  // namespace

PlanPage::PlanPage(QWidget* parent)
    : QWidget(parent),
      table_(new QTableWidget(0, 3)),
      nothing_(new QLabel(tr("Nothing is planned. Choose a fault under “Break”, say from when to when, and press “Plan it”."))),
      withWorkload_(new QCheckBox(tr("Start with the workload"))),
      progress_(new QLabel),
      run_(button("runPlan", tr("Run plan"), tr("Breaks and heals what the plan says, in lab time from now on"))) {
    table_->setHorizontalHeaderLabels({tr("Fault"), tr("From (s)"), tr("To (s)")});
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setAccessibleName(tr("Fault plan"));
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignCenter);
    progress_->setWordWrap(true);
    withWorkload_->setToolTip(tr("The plan starts, and starts again, whenever the workload is started"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(nothing_, 1);
    column->addWidget(table_, 1);
    column->addLayout(makeFileButtons());
    column->addWidget(withWorkload_);
    column->addWidget(progress_);
    column->addWidget(run_);
    auto* remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    table_->addAction(remove);
    connect(remove, &QAction::triggered, this, &PlanPage::removeChosen);
    connect(table_, &QTableWidget::cellChanged, this, &PlanPage::editTime);
    connect(table_, &QTableWidget::cellDoubleClicked, this, [this](int row, int place) {
        if (place == What) Q_EMIT chosen(plan_[static_cast<std::size_t>(row)].fault);
    });
    connect(run_, &QPushButton::clicked, this, [this] { running_ ? stopRequested() : runRequested(plan_); });
    rebuild();
}

QHBoxLayout* PlanPage::makeFileButtons() {
    remove_ = button("removePlanned", tr("Remove"), tr("Takes the chosen fault out of the plan (Delete)"));
    save_ = button("savePlan", tr("Save…"), tr("Writes the plan to a file, as JSON"));
    auto* load = button("loadPlan", tr("Load…"), tr("Reads a plan from a file"));
    connect(remove_, &QPushButton::clicked, this, &PlanPage::removeChosen);
    connect(save_, &QPushButton::clicked, this, &PlanPage::save);
    connect(load, &QPushButton::clicked, this, &PlanPage::load);
    auto* row = new QHBoxLayout;
    for (QPushButton* one : {remove_, save_, load}) row->addWidget(one, 1);
    return row;
}

void PlanPage::setPlan(const FaultPlan& plan) {
    plan_ = plan;
    rebuild();
}

void PlanPage::add(const PlannedFault& planned) {
    plan_.push_back(planned);
    sort();
    rebuild();
}

void PlanPage::sort() {
    std::stable_sort(plan_.begin(), plan_.end(), [](const PlannedFault& a, const PlannedFault& b) { return a.from < b.from; });
}

FaultPlan PlanPage::withWorkload() const { return startsWithWorkload() ? plan_ : FaultPlan{}; }

bool PlanPage::startsWithWorkload() const { return withWorkload_->isChecked(); }

void PlanPage::setStartsWithWorkload(bool on) { withWorkload_->setChecked(on); }

void PlanPage::setReady(bool ready) {
    ready_ = ready;
    refresh();
}

void PlanPage::setRunning(bool running, Instant since) {
    running_ = running;
    since_ = since;
    refresh();
}

void PlanPage::showProgress(Instant now) {
    if (!running_) return;
    const auto next = std::find_if(plan_.begin(), plan_.end(), [&](const PlannedFault& one) { return one.from > now - since_; });
    const QString passed = QLocale().toString(to_seconds(std::max(now - since_, Duration{0})), 'f', 1);
    progress_->setText(next == plan_.end() ? tr("%1 s of the plan have passed").arg(passed)
                                           : tr("%1 s have passed, next at %2 s").arg(passed, secondsText(next->from)));
}

void PlanPage::rebuild() {
    const QSignalBlocker quiet(table_);
    const int chosen = table_->currentRow();
    table_->setRowCount(static_cast<int>(plan_.size()));
    for (std::size_t i = 0; i < plan_.size(); ++i) {
        const QString texts[] = {faultText(plan_[i].fault), secondsText(plan_[i].from), endText(plan_[i])};
        for (int column = What; column <= To; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            const bool fixed = column == What || (column == To && !lasting(plan_[i].fault.kind));
            if (fixed) item->setFlags(item->flags() & ~Qt::ItemIsEditable);
            item->setToolTip(column == What ? texts[What] : tr("Seconds of lab time after the start of the plan"));
            table_->setItem(static_cast<int>(i), column, item);
        }
    }
    if (!plan_.empty()) table_->setCurrentCell(std::clamp(chosen, 0, static_cast<int>(plan_.size()) - 1), What);
    refresh();
    Q_EMIT changed();
}

void PlanPage::refresh() {
    const bool any = !plan_.empty();
    nothing_->setVisible(!any);
    table_->setVisible(any);
    table_->setEnabled(!running_);
    remove_->setEnabled(any && !running_);
    save_->setEnabled(any);
    run_->setEnabled(ready_ && any);
    run_->setText(running_ ? tr("Stop plan") : tr("Run plan"));
    progress_->setVisible(running_);
}

void PlanPage::removeChosen() {
    const int row = table_->currentRow();
    if (running_ || row < 0 || row >= static_cast<int>(plan_.size())) return;
    plan_.erase(plan_.begin() + row);
    rebuild();
}

// Another beginning or end, typed into the table. What is no time is put back.
void PlanPage::editTime(int row, int) {
    PlannedFault planned = plan_[static_cast<std::size_t>(row)];
    const auto number = [this, row](int column) -> std::optional<double> {
        bool good = false;
        const double value = QLocale().toDouble(table_->item(row, column)->text().trimmed(), &good);
        if (!good || value < 0 || value > 1e9) return std::nullopt;
        return value;
    };
    const auto from = number(From);
    const auto to = number(To);
    const QString end = table_->item(row, To)->text().trimmed();
    const bool said = to || end.isEmpty() || end == endText(plan_[static_cast<std::size_t>(row)]) || end == tr("open");
    if (from && said && set_times(planned, *from, lasting(planned.fault.kind) ? to : std::nullopt)) {
        plan_[static_cast<std::size_t>(row)] = planned;
        sort();
    } else {
        Q_EMIT complained(tr("A planned fault begins at a number of seconds and ends after it, or is “open”."));
    }
    QMetaObject::invokeMethod(this, &PlanPage::rebuild, Qt::QueuedConnection);  // the cell is still being written
}

void PlanPage::saveTo(const QString& file) {
    if (const auto saved = save_fault_plan(plan_, toCore(file)); !saved) Q_EMIT complained(fromCore(saved.error()));
}

void PlanPage::loadFrom(const QString& file) {
    if (const auto loaded = load_fault_plan(toCore(file))) {
        setPlan(*loaded);
    } else {
        Q_EMIT complained(fromCore(loaded.error()));
    }
}

void PlanPage::save() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the fault plan"), QStringLiteral("faults.json"), fileFilter());
    if (!file.isEmpty()) saveTo(file);
}

void PlanPage::load() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Load a fault plan"), {}, fileFilter());
    if (!file.isEmpty()) loadFrom(file);
}

}  // namespace stampede::ui
