// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workload_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/workload/presets.h"
#include "ui/model/format.h"
#include "ui/window/command_button.h"

namespace stampede::ui {
namespace {

constexpr int kSettleMs = 400;

QSpinBox* wholeField(int least, int most, const QString& name, const QString& unit, const QString& tip) {
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setGroupSeparatorShown(true);
    field->setSuffix(unit);
    field->setKeyboardTracking(false);
    field->setAccessibleName(name);
    field->setToolTip(WorkloadPanel::tr("%1: %2 to %3%4\n%5").arg(name, QLocale().toString(least), QLocale().toString(most), unit, tip));
    return field;
}

}  // namespace

WorkloadPanel::WorkloadPanel(QAction* toggle, QWidget* parent)
    : QWidget(parent),
      preset_(new QComboBox),
      reads_(wholeField(0, 100, tr("Reads"), tr(" %"), tr("Share of requests that only read."))),
      distribution_(new QComboBox),
      theta_(new QDoubleSpinBox),
      keys_(wholeField(1, 10'000, tr("Keys"), QString(), tr("User profiles that are asked for."))),
      clients_(wholeField(1, 10'000, tr("Clients"), QString(), tr("So many send at the same time; each waits for its answer."))),
      rate_(wholeField(0, 1'000'000, tr("Rate"), tr(" req/s"), tr("Requests a second of all clients together; 0: as fast as possible."))),
      mixText_(new QLabel) {
    rate_->setSpecialValueText(tr("as fast as possible"));
    auto* column = new QVBoxLayout(this);
    column->addLayout(makeRows());
    column->addWidget(mixText_);
    column->addWidget(makeButton(toggle));
    column->addStretch();
    settled_.setSingleShot(true);
    settled_.setInterval(kSettleMs);
    connect(&settled_, &QTimer::timeout, this, [this] {
        Q_EMIT edited();
        if (running_) Q_EMIT restart();
    });
    connect(preset_, &QComboBox::activated, this, &WorkloadPanel::choosePreset);
    for (QSpinBox* field : {keys_, clients_, rate_}) connect(field, &QSpinBox::valueChanged, this, [this] { touched(false); });
    connect(reads_, &QSpinBox::valueChanged, this, [this] { touched(true); });
    connect(theta_, &QDoubleSpinBox::valueChanged, this, [this] { touched(true); });
    connect(distribution_, &QComboBox::currentIndexChanged, this, [this] { touched(true); });
    fill(Workload{});
}

QFormLayout* WorkloadPanel::makeRows() {
    for (const Workload& preset : workload_presets()) {
        preset_->addItem(fromCore(preset.name).toUpper(), fromCore(preset.name));
    }
    preset_->addItem(tr("Custom"), QStringLiteral("custom"));
    preset_->setAccessibleName(tr("Preset"));
    preset_->setToolTip(tr("Mixes of the Yahoo! Cloud Serving Benchmark"));
    distribution_->addItems({tr("Zipf"), tr("uniform"), tr("latest")});
    distribution_->setAccessibleName(tr("Distribution of keys"));
    distribution_->setToolTip(tr("Zipf: few keys are asked for often. Uniform: all equally. Latest: new rows most."));
    theta_->setRange(0, 2);
    theta_->setDecimals(2);
    theta_->setSingleStep(0.05);
    theta_->setKeyboardTracking(false);
    theta_->setAccessibleName(tr("Skew, theta"));
    theta_->setToolTip(tr("Skew of Zipf's law, 0 to 2: 0 is uniform, 0.99 is YCSB's"));

    auto* rows = new QFormLayout;
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(tr("Preset"), preset_);
    rows->addRow(tr("Reads"), reads_);
    rows->addRow(tr("Keys"), keys_);
    rows->addRow(tr("Spread"), distribution_);
    rows->addRow(tr("Skew θ"), theta_);
    rows->addRow(tr("Clients"), clients_);
    rows->addRow(tr("Rate"), rate_);
    for (QWidget* field : std::initializer_list<QWidget*>{preset_, reads_, keys_, distribution_, theta_, clients_, rate_}) {
        field->setMinimumWidth(0);
        field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    return rows;
}

QWidget* WorkloadPanel::makeButton(QAction* toggle) {
    mixText_->setWordWrap(true);
    return commandPushButton(toggle);
}

void WorkloadPanel::show(const Workload& workload) {
    fill(workload);
    settled_.stop();
}

void WorkloadPanel::fill(const Workload& workload) {
    filling_ = true;
    mix_ = workload;
    const int index = preset_->findData(fromCore(workload.name));
    preset_->setCurrentIndex(index >= 0 ? index : preset_->count() - 1);
    reads_->setValue(qRound(workload.read_share * 100));
    distribution_->setCurrentIndex(static_cast<int>(workload.distribution));
    theta_->setValue(workload.theta);
    keys_->setValue(static_cast<int>(workload.keys));
    clients_->setValue(static_cast<int>(workload.clients));
    rate_->setValue(qRound(workload.rate));
    filling_ = false;
    describe();
}

Workload WorkloadPanel::workload() const {
    Workload load = mix_;
    load.read_share = reads_->value() / 100.0;
    load.distribution = static_cast<Distribution>(distribution_->currentIndex());
    load.theta = theta_->value();
    load.keys = static_cast<std::uint32_t>(keys_->value());
    load.clients = static_cast<std::uint32_t>(clients_->value());
    load.rate = rate_->value();
    load.requests = 0;
    load.duration = Duration{0};
    return load;
}

// A preset is a mix and a spread of keys; how many clients, how fast and over how many keys stays as it is.
void WorkloadPanel::choosePreset(int index) {
    const Workload before = workload();
    Workload after = before;
    if (const auto preset = find_preset(toCore(preset_->itemData(index).toString()))) after = *preset;
    after.name = toCore(preset_->itemData(index).toString());
    after.keys = before.keys;
    after.clients = before.clients;
    after.rate = before.rate;
    fill(after);
    settled_.start();
}

void WorkloadPanel::touched(bool changesMix) {
    if (filling_) return;
    if (changesMix) {
        const double others = mix_.insert_share + mix_.rmw_share + mix_.scan_share;
        if (reads_->value() / 100.0 + others > 1) mix_.insert_share = mix_.rmw_share = mix_.scan_share = 0;
        mix_.name = "custom";
        preset_->setCurrentIndex(preset_->count() - 1);
    }
    describe();
    settled_.start();
}

void WorkloadPanel::describe() {
    const Workload load = workload();
    theta_->setEnabled(load.distribution != Distribution::uniform);
    QStringList parts;
    const auto part = [&parts](double share, const QString& what) {
        if (share > 0.0005) parts << tr("%1 %2").arg(percentText(share), what);
    };
    part(load.read_share, tr("read"));
    part(1 - load.read_share - load.insert_share - load.rmw_share - load.scan_share, tr("update"));
    part(load.insert_share, tr("insert"));
    part(load.rmw_share, tr("read-modify-write"));
    part(load.scan_share, tr("scan"));
    mixText_->setText(parts.join(tr(", ")));
}

void WorkloadPanel::setRunning(bool running) { running_ = running; }

}  // namespace stampede::ui
