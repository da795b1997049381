// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/stored_state.h"

namespace stampede {

void StoredState::completed(const Operation& operation, const Reply& reply, const Timing&) {
    answered_ = operation.id;
    reply_ = reply;
}

tl::expected<Held, std::string> StoredState::ask(Verb verb, Key key) {
    Operation operation;
    operation.verb = verb;
    operation.key = key;
    operation.id = ++asked_;
    world_->resume_time();
    world_->issue(operation);
    const bool answered = until_([this] { return answered_ == asked_; });
    world_->freeze_time();
    if (!answered || !reply_.ok()) return tl::unexpected(std::string("The stores do not say what they hold under ") + to_string(key) + ".");
    Held held{key, reply_.found, reply_.state, reply_.value};
    // Of a row that is not there the version is the newest commit's, of whichever row.
    if (verb == Verb::db_select && !reply_.found) held = Held{key, false, EntryState::absent, Value{}};
    return held;
}

}  // namespace stampede
