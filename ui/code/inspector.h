// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QWidget>
#include <optional>

#include "ui/code/frame_pacer.h"
#include "ui/code/latency_legend.h"
#include "ui/code/operation_delegate.h"
#include "ui/code/operation_history.h"
#include "ui/code/operation_model.h"
#include "ui/model/lab_session.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// What one request did so far, operation by operation: the exact command or SQL, how it ended and where its time went. Follows the
/// cursor, or stays with an event that was picked.
class Inspector : public QWidget {
    Q_OBJECT

   public:
    explicit Inspector(LabSession* session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);

    QString title() const { return title_->text(); }
    QString commandText() const { return command_->toPlainText(); }
    const OperationModel& operations() const { return *model_; }
    bool pinned() const { return pinned_.has_value(); }

    QSize sizeHint() const override { return {430, 380}; }
    QSize minimumSizeHint() const override { return {260, 180}; }

   public Q_SLOTS:
    /// Stays with the request of this event of the journal, until `followCursor`. Events of no request are ignored.
    void showEvent(quint64 index);
    void followCursor();

   protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

   private:
    QWidget* makeHead();
    QWidget* makeEmptyPage();
    QWidget* makePage();
    void makeActions();
    void refresh();
    void say(const RequestRecord& record);
    void choose(int row);
    void tell(const OperationRecord& operation);
    void fitHeights();
    int commandHeight() const;
    QString resultOf(const RequestRecord& record) const;

    LabSession* session_;
    FramePacer pacer_;
    Theme theme_ = Theme::darkTheme();
    std::optional<std::size_t> pinned_;
    OperationId chosen_ = 0;  // 0: the newest
    RequestId shown_ = 0;

    QLabel* title_;
    QLabel* status_;
    QToolButton* follow_;
    QStackedWidget* pages_;
    QLabel* empty_;
    OperationModel* model_;
    OperationDelegate* delegate_;
    QListView* list_;
    LatencyLegend* legend_;
    QLabel* store_;
    QToolButton* copy_;
    QPlainTextEdit* command_;
};

}  // namespace stampede::ui
