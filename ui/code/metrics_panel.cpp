// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/metrics_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kSlowestMs = 100;
constexpr int kPairs = 2;  // figures side by side

void setText(QLabel* label, const QString& text) {
    if (label->text() != text) label->setText(text);
}

}  // namespace

MetricsPanel::MetricsPanel(LabSession* session, QWidget* parent) : QScrollArea(parent), session_(session), pacer_(kSlowestMs) {
    setAccessibleName(tr("Metrics"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();
    connect(session_, &LabSession::frameReady, this, [this] {
        if (isVisible()) pacer_.poke();
    });
    connect(&pacer_, &Pacer::due, this, &MetricsPanel::refresh);
    setTheme(theme_);
    refresh();
}

void MetricsPanel::build() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(10);
    column->addLayout(makeTop());
    column->addLayout(makeCounts());
    column->addLayout(makeLatency());
    column->addStretch(1);
    setWidget(page);
    sizeFonts();
}

QLayout* MetricsPanel::makeTop() {
    hitRate_ = new QLabel;
    hitRate_->setAccessibleName(tr("Hit rate"));
    band_ = new QLabel;
    total_ = new QLabel;
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(band_);
    words->addWidget(total_);
    words->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(hitRate_);
    row->addLayout(words, 1);
    return row;
}

MetricsPanel::Cell MetricsPanel::makeCell(QGridLayout* grid, int row, int column) {
    Cell cell{new QLabel, new QLabel, {}, Mood::plain};
    cell.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    cell.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(cell.name, row, column);
    grid->addWidget(cell.value, row, column + 1);
    return cell;
}

QLayout* MetricsPanel::makeCounts() {
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(6);
    const auto figures = countFigures(Metrics{}, SeriesPoint{});
    for (int i = 0; i < static_cast<int>(figures.size()); ++i) counts_.push_back(makeCell(grid, i / kPairs, i % kPairs * 3));
    grid->setColumnMinimumWidth(2, 8);
    for (const int column : {1, 4}) grid->setColumnStretch(column, 1);
    return grid;
}

QLayout* MetricsPanel::makeLatency() {
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(6);
    const auto head = latencyFigures(Histogram{});
    grid->addWidget(new QLabel(tr("Latency")), 0, 0);
    for (int i = 0; i < static_cast<int>(head.size()); ++i) {
        auto* name = new QLabel(head[static_cast<std::size_t>(i)].name);
        name->setAlignment(Qt::AlignRight);
        grid->addWidget(name, 0, i + 1);
        grid->setColumnStretch(i + 1, 1);
    }
    const QString rows[] = {tr("Reads"), tr("Writes")};
    for (int row = 0; row < 2; ++row) {
        grid->addWidget(new QLabel(rows[row]), row + 1, 0);
        for (int i = 0; i < static_cast<int>(head.size()); ++i) {
            latency_.push_back(new QLabel);
            latency_.back()->setAlignment(Qt::AlignRight);
            latency_.back()->setAccessibleName(tr("%1, latency %2").arg(rows[row], head[static_cast<std::size_t>(i)].name));
            grid->addWidget(latency_.back(), row + 1, i + 1);
        }
    }
    return grid;
}

void MetricsPanel::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, theme.panel);
    setPalette(colors);
    QPalette muted = colors;
    muted.setColor(QPalette::WindowText, theme.muted);
    for (QLabel* label : widget()->findChildren<QLabel*>()) label->setPalette(muted);
    paintMoods();
}

QColor MetricsPanel::inkOf(Mood mood) const {
    switch (mood) {
        case Mood::plain: return theme_.text;
        case Mood::good: return theme_.good;
        case Mood::warning: return theme_.warning;
        case Mood::danger: return theme_.danger;
    }
    return theme_.text;
}

void MetricsPanel::paintMoods() {
    const auto ink = [this](QLabel* label, Mood mood) {
        QPalette colors = label->palette();
        if (colors.color(QPalette::WindowText) == inkOf(mood)) return;
        colors.setColor(QPalette::WindowText, inkOf(mood));
        label->setPalette(colors);
    };
    ink(hitRate_, hitRateMood_);
    ink(band_, hitRateMood_);
    for (const Cell& cell : counts_) ink(cell.value, cell.mood);
    for (QLabel* label : latency_) ink(label, Mood::plain);
}

// Digits of one width, so that figures do not dance.
void MetricsPanel::sizeFonts() {
    QFont large = scaled(font(), 2.2);
    large.setBold(true);
    hitRate_->setFont(large);
    hitRate_->setMinimumWidth(QFontMetrics(large).horizontalAdvance(QStringLiteral("100 %")));
    for (const Cell& cell : counts_) cell.value->setFont(monoFont());
    for (QLabel* label : latency_) label->setFont(monoFont());
}

void MetricsPanel::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && hitRate_ != nullptr) sizeFonts();
}

void MetricsPanel::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    refresh();
}

void MetricsPanel::put(Cell& cell, const Figure& figure) {
    cell.text = figure.name;
    cell.mood = figure.mood;
    setText(cell.name, figure.name);
    setText(cell.value, figure.value);
    if (!cell.value->toolTip().isEmpty()) return;
    cell.name->setToolTip(figure.meaning);
    cell.value->setToolTip(figure.meaning);
    cell.value->setAccessibleName(figure.name);
}

void MetricsPanel::refresh() {
    const Metrics& metrics = session_->metrics();
    const SeriesPoint point = pointAt(session_->series(), session_->viewTime());
    const Figure now = hitRateFigure(point);
    const Figure total = totalHitRateFigure(metrics);
    hitRateMood_ = now.mood;
    setText(hitRate_, now.value);
    hitRate_->setToolTip(now.meaning);
    setText(band_, now.name.isEmpty() ? tr("no reads yet") : now.name);
    setText(total_, tr("hit rate · %1 %2").arg(total.value, total.name));
    total_->setToolTip(total.meaning);

    const auto figures = countFigures(metrics, point);
    for (std::size_t i = 0; i < figures.size(); ++i) put(counts_[i], figures[i]);
    std::size_t next = 0;
    for (const Histogram* histogram : {&metrics.read_latency, &metrics.write_latency}) {
        for (const Figure& figure : latencyFigures(*histogram)) {
            setText(latency_[next], figure.value);
            latency_[next++]->setToolTip(figure.meaning);
        }
    }
    paintMoods();
}

QString MetricsPanel::valueOf(const QString& name) const {
    for (const Cell& cell : counts_) {
        if (cell.text == name) return cell.value->text();
    }
    return {};
}

}  // namespace stampede::ui
