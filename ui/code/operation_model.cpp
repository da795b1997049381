// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/operation_model.h"

#include <algorithm>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

QString nameOf(const OperationRecord& operation) {
    const QString verb = verbText(operation.event.verb);
    if (!operation.writes.empty()) return OperationModel::tr("%1 of %2 writes").arg(verb).arg(operation.writes.size());
    return namesKey(operation.event.verb) ? OperationModel::tr("%1 %2").arg(verb, keyText(operation.event.key)) : verb;
}

}  // namespace

void OperationModel::show(std::vector<OperationRecord> operations) {
    const auto before = static_cast<int>(operations_.size());
    const auto after = static_cast<int>(operations.size());
    const bool same = before > 0 && after >= before && operations_.front().event.operation == operations.front().event.operation;
    if (!same) {
        beginResetModel();
        operations_ = std::move(operations);
        endResetModel();
        return;
    }
    if (after > before) beginInsertRows({}, before, after - 1);
    operations_ = std::move(operations);
    if (after > before) endInsertRows();
    Q_EMIT dataChanged(index(0), index(after - 1));
}

int OperationModel::rowOf(OperationId operation) const {
    const auto found = std::find_if(operations_.begin(), operations_.end(),
                                    [&](const OperationRecord& each) { return each.event.operation == operation; });
    return found == operations_.end() ? -1 : static_cast<int>(found - operations_.begin());
}

Duration OperationModel::scale() const { return startOf(static_cast<int>(operations_.size())); }

Duration OperationModel::startOf(int row) const {
    Duration sum{0};
    for (int i = 0; i < row; ++i) sum += operations_[static_cast<std::size_t>(i)].total();
    return sum;
}

int OperationModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(operations_.size()); }

QVariant OperationModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const OperationRecord& operation = operations_[static_cast<std::size_t>(index.row())];
    const bool replied = operation.stage == Stage::replied;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole: {
            const QString verb = nameOf(operation);
            return replied ? tr("%1, %2, %3").arg(verb, durationText(operation.total()), stateText(operation))
                           : tr("%1, %2").arg(verb, stateText(operation));
        }
        case Qt::ToolTipRole:
            if (!replied) return stateText(operation);
            return tr("measured %1 · modelled %2 · fault %3 · waiting %4")
                .arg(durationText(operation.event.timing.measured), durationText(operation.event.timing.modelled),
                     durationText(operation.event.timing.fault), durationText(operation.waited));
        default: return {};
    }
}

QString stateText(const OperationRecord& operation) {
    switch (operation.stage) {
        case Stage::parked: return rests(operation.event.verb) ? restText(operation.event.verb) : OperationModel::tr("comes next");
        case Stage::issued: return OperationModel::tr("on its way");
        case Stage::performed: return OperationModel::tr("reply on its way");
        case Stage::replied: break;
    }
    QString result = resultText(operation.event);
    if (!operation.writes.empty()) result = OperationModel::tr("%1, %n writes", "", static_cast<int>(operation.writes.size())).arg(result);
    return operation.late ? OperationModel::tr("%1, took effect later").arg(result) : result;
}

}  // namespace stampede::ui
