// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/finding_model.h"

#include <algorithm>

#include "ui/verdict/finding_words.h"

namespace stampede::ui {
namespace {

/// Where a click on the finding itself leads: the answer or the last of its events.
std::uint64_t positionOf(const Finding& finding) {
    std::uint64_t last = Mark::kNowhere;
    for (const Because& because : finding.reasons()) {
        if (last == Mark::kNowhere || because.mark.position > last) last = because.mark.position;
    }
    return last;
}

}  // namespace

void FindingModel::show(const std::vector<Finding>& findings, Properties promised) {
    const std::uint64_t last = findings.empty() ? 0 : positionOf(findings.back());
    if (findings.size() == found_ && last == lastPosition_ && promised == promised_) return;
    beginResetModel();
    rows_.clear();
    found_ = findings.size();
    lastPosition_ = last;
    promised_ = promised;
    const std::size_t first = findings.size() - std::min(findings.size(), kMost);
    for (std::size_t i = findings.size(); i-- > first;) {
        rows_.push_back({findings[i], -1});
        for (int event = 0; event < findings[i].count; ++event) rows_.push_back({findings[i], event});
    }
    endResetModel();
}

int FindingModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

QVariant FindingModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const bool event = row.event >= 0;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return event ? becauseText(row.finding.because[static_cast<std::size_t>(row.event)]) : findingSentence(row.finding);
        case Qt::ToolTipRole: return tr("Click: show the journal at this event");
        case Position:
            return static_cast<quint64>(event ? row.finding.because[static_cast<std::size_t>(row.event)].mark.position
                                              : positionOf(row.finding));
        case IsEvent: return event;
        case IsBroken: return promised_.contains(row.finding.property);
        default: return {};
    }
}

}  // namespace stampede::ui
