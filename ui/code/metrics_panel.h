// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <vector>

#include "ui/code/figures.h"
#include "ui/model/lab_session.h"
#include "ui/model/pacer.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// The figures of the run: hit rate, counts, rates and latency. Totals are those of the whole recording, rates those at the cursor.
class MetricsPanel : public QScrollArea {
    Q_OBJECT

   public:
    explicit MetricsPanel(LabSession* session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);

    /// The figure as it stands in the panel, by its name ("Hits"); empty when there is none of that name.
    QString valueOf(const QString& name) const;
    QString hitRate() const { return hitRate_->text(); }

    QSize sizeHint() const override { return {300, 320}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

   protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    struct Cell {
        QLabel* name;
        QLabel* value;
        QString text;  // what it is called
        Mood mood = Mood::plain;
    };

    void build();
    QLayout* makeTop();
    QLayout* makeCounts();
    QLayout* makeLatency();
    Cell makeCell(QGridLayout* grid, int row, int column);
    void put(Cell& cell, const Figure& figure);
    void refresh();
    void paintMoods();
    void sizeFonts();
    QColor inkOf(Mood mood) const;

    LabSession* session_;
    Pacer pacer_;
    Theme theme_ = Theme::darkTheme();
    QLabel* hitRate_ = nullptr;
    QLabel* band_ = nullptr;
    QLabel* total_ = nullptr;
    Mood hitRateMood_ = Mood::plain;
    std::vector<Cell> counts_;
    std::vector<QLabel*> latency_;  // reads' three, then writes'
};

}  // namespace stampede::ui
