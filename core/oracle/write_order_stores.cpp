// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/write_order.h"

namespace stampede {

void WriteOrder::written_outside(RowIndex row, const Event& event, const Mark& mark) {
    Mark script = mark;
    script.request = event.value.write;
    (*rows_)[row].acknowledged.raise(rank_of(event.value.version), script);
}

// Readers may go on counting on what they were told of: its loss shows as their old answers too.
void WriteOrder::reverted(RowIndex row, const Event& event, const Mark& mark) {
    for (const Commit& commit : (*rows_)[row].history.take_back(event.value.version)) {
        const WriteId id = commit.mark.value.write;
        committed_.erase(id);
        if (acknowledged_.contains(id)) taken_back_.push_back({row, commit.mark, mark});
        if (UnsettledWrite* in_flight = writes_.find(id)) {
            in_flight->committed = false;
            in_flight->cause = mark;
        }
    }
}

void WriteOrder::conclude_taken_back(Verdict& verdict, Findings& findings) const {
    for (const TakenBack& taken : taken_back_) {
        const WriteId id = taken.committed.value.write;
        if (committed_.contains(id)) continue;  // a queue has brought it again
        ++verdict.lost_writes;
        Finding lost{.property = Property::lost_write, .key = (*rows_)[taken.row].key, .request = id, .at = taken.committed.at};
        lost.value = taken.committed.value;
        lost.add(Part::committed, taken.committed);
        lost.add(Part::power_cut, taken.cut);
        findings.add(lost);
    }
}

}  // namespace stampede
