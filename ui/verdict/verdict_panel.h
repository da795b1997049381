// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "core/model/property.h"
#include "ui/model/lab_session.h"
#include "ui/model/pacer.h"
#include "ui/model/theme.h"

class QLabel;
class QListView;
class QStackedWidget;

namespace stampede::ui {

class FindingDelegate;
class FindingModel;

/// What went wrong in the run so far: a count for each property, told against what the combination promises, and the cases. A click on a
/// case or on one of its events moves the cursor of the session there.
class VerdictPanel : public QWidget {
    Q_OBJECT

   public:
    explicit VerdictPanel(LabSession* session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);

    QString summary() const;
    /// "2 · broken promise", as it is shown.
    QString textOf(Property property) const;
    QListView* list() const { return list_; }

    QSize sizeHint() const override { return {430, 320}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

   protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void build();
    void refresh();
    void jump(const QModelIndex& index);

    LabSession* session_;
    Pacer pacer_;
    Theme theme_ = Theme::darkTheme();
    QLabel* summary_;
    struct Row {
        QLabel* sign;
        QLabel* name;
        QLabel* count;
        QLabel* state;
    };
    std::array<Row, kPropertyCount> rows_{};
    QStackedWidget* pages_;
    QLabel* empty_;
    FindingModel* model_;
    QListView* list_;
    FindingDelegate* delegate_;
};

}  // namespace stampede::ui
