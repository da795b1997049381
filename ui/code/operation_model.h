// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "ui/code/operation_history.h"

namespace stampede::ui {

/// The operations of one request as a list. The display text says everything that the picture of a row does, for screen readers.
class OperationModel : public QAbstractListModel {
    Q_OBJECT

   public:
    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<OperationRecord> operations);
    const std::vector<OperationRecord>& operations() const { return operations_; }
    /// -1 when it is not in the list.
    int rowOf(OperationId operation) const;

    /// All operations one after the other: the width of the rows' common scale.
    Duration scale() const;
    /// Where a row begins on that scale.
    Duration startOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

   private:
    std::vector<OperationRecord> operations_;
};

/// "miss", "hit v7", "comes next", "on its way", "timed out, took effect later".
QString stateText(const OperationRecord& operation);

}  // namespace stampede::ui
