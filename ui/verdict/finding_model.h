// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "core/oracle/finding.h"

namespace stampede::ui {

/// Findings as a list, the newest first, each followed by the events that show it.
class FindingModel : public QAbstractListModel {
    Q_OBJECT

   public:
    enum Role { Position = Qt::UserRole + 1, IsEvent, IsBroken };
    static constexpr std::size_t kMost = 200;  ///< findings; more are counted, not listed

    using QAbstractListModel::QAbstractListModel;

    /// `promised` decides which of them break a promise.
    void show(const std::vector<Finding>& findings, Properties promised);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

   private:
    struct Row {
        Finding finding;
        int event = -1;  // of its reasons; -1: the finding itself
    };

    std::vector<Row> rows_;
    Properties promised_;
    std::size_t found_ = 0;
    std::uint64_t lastPosition_ = 0;
};

}  // namespace stampede::ui
