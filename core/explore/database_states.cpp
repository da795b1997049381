// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/store_states.h"

namespace stampede {

DatabaseStates::DatabaseStates(Vocabulary& words, std::uint32_t rows) : words_(&words), rows_(rows) { number(State{}); }

// All that can be seen of rows and outbox; of an absent row the version is that of the newest commit.
std::uint32_t DatabaseStates::number(State state) {
    Told seen;
    Fingerprint print = state.past;
    for (std::uint32_t id = 0; id <= rows_; ++id) {
        seen.reply = state.database.select(Key{Kind::user_profile, id == 0 ? 0xffffffff : id});
        print.add(print_of(seen));
    }
    seen.changes = state.database.outbox(~std::size_t{0});
    print.add(print_of(seen));
    return states_.number(print, std::move(state));
}

const StoreStep& DatabaseStates::step(std::uint32_t state, std::uint32_t asked) {
    const std::uint32_t known = edges_.find(state, asked);
    return steps_[known != Edges::kUnknown ? known : learn(state, asked)];
}

std::uint32_t DatabaseStates::learn(std::uint32_t state, std::uint32_t asked) {
    State next = states_[state];
    StoreStep step;
    Told told = run(next, words_->asked[asked], step.rows);
    step.applied = told.reply.applied;
    step.told = words_->number(std::move(told));
    step.next = number(std::move(next));
    edges_.put(state, asked, static_cast<std::uint32_t>(steps_.size()));
    steps_.push_back(std::move(step));
    return static_cast<std::uint32_t>(steps_.size() - 1);
}

Told DatabaseStates::run(State& state, const Asked& asked, std::vector<RowChanged>& rows) const {
    const Operation& operation = asked.operation;
    const PendingWrite change{operation.key, operation.value.write, operation.erase || operation.verb == Verb::db_delete};
    FakeDatabase& database = state.database;
    Told told;
    Reply& reply = told.reply;
    switch (operation.verb) {
        case Verb::db_select: reply = database.select(operation.key); return told;
        case Verb::db_update:
        case Verb::db_delete: reply = database.commit(change, operation.outbox); return told;
        case Verb::db_begin:
            state.past.add(print_of(asked));
            reply = database.begin(change, operation.outbox);
            return told;
        case Verb::db_commit: reply = database.commit_transaction(); return told;
        case Verb::db_apply_batch: apply_batch(state, asked, reply, rows); return told;
        case Verb::db_outbox_take: told.changes = database.outbox(operation.count); break;
        case Verb::db_outbox_done:
            reply.affected = database.outbox_done(asked.batch);
            reply.applied = reply.affected > 0;
            return told;
        case Verb::db_ids:
            told.changes = database.ids(operation.key.kind);
            // Of rows that nobody asks for, none: whoever learns all ids would learn ten thousand of them again and again.
            std::erase_if(told.changes, [this](const PendingWrite& row) { return row.key.id > rows_; });
            break;
        default: reply.outcome = Outcome::refused; return told;
    }
    reply.affected = static_cast<std::uint32_t>(told.changes.size());
    return told;
}

void DatabaseStates::apply_batch(State& state, const Asked& asked, Reply& reply, std::vector<RowChanged>& rows) const {
    const bool newer = asked.operation.condition == Condition::newer;
    for (const PendingWrite& change : asked.batch) {
        const Reply row = newer ? state.database.commit_newer(change, false) : state.database.commit(change, false);
        if (!row.applied) continue;
        if (newer) state.past.add(change.ticket);
        ++reply.affected;
        reply.applied = true;
        reply.value = row.value;
        rows.push_back({change, row});
    }
}

}  // namespace stampede
