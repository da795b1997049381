// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/code/operation_model.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// Paints an operation: verb, its time as a bar on the scale of the whole request, how long it took, how it ended.
class OperationDelegate : public QStyledItemDelegate {
    Q_OBJECT

   public:
    explicit OperationDelegate(const OperationModel* model, QObject* parent) : QStyledItemDelegate(parent), model_(model) {}

    void setTheme(const Theme& theme) { theme_ = theme; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

   private:
    void paintBack(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintBar(QPainter& painter, const QRectF& rect, int row) const;
    QColor inkOf(const OperationRecord& operation) const;

    const OperationModel* model_;
    Theme theme_ = Theme::darkTheme();
};

}  // namespace stampede::ui
