// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/fake_database.h"

#include <algorithm>

namespace stampede {

bool FakeDatabase::exists(Key key) const {
    const auto found = rows_.find(key);
    return found != rows_.end() ? found->second.exists : initially_present(key);
}

Reply FakeDatabase::select(Key asked) const {
    const Key key = asked.row();
    Reply reply;
    reply.found = exists(key);
    if (!reply.found) {
        reply.state = EntryState::absent;
        reply.value = Value{0, last_version_};
        return reply;
    }
    const auto found = rows_.find(key);
    reply.value = found != rows_.end() ? found->second.value : Value{0, kInitialVersion};
    return reply;
}

bool FakeDatabase::accepts(const PendingWrite& change, bool newer) const {
    if (!writable(change.key)) return false;
    if (!full_ || change.erase || exists(change.key.row())) return true;
    const auto applied = applied_.find(change.key.row());
    return newer && change.ticket != 0 && applied != applied_.end() && change.ticket <= applied->second;
}

Reply FakeDatabase::preview(const PendingWrite& change) const {
    Reply reply;
    reply.affected = !change.erase || exists(change.key.row()) ? 1 : 0;
    reply.found = !change.erase;
    reply.applied = true;
    reply.state = change.erase ? EntryState::absent : EntryState::value;
    reply.value = Value{change.write, last_version_ + 1};
    return reply;
}

Reply FakeDatabase::commit(const PendingWrite& change, bool outbox) {
    if (accepts(change)) return apply(change, outbox);
    Reply refused;
    refused.outcome = Outcome::refused;
    return refused;
}

Reply FakeDatabase::apply(const PendingWrite& change, bool outbox) {
    const Reply reply = preview(change);
    last_version_ = reply.value.version;
    note_row(change.key.row());
    rows_[change.key.row()] = Row{reply.value, !change.erase};
    if (outbox) {
        if (at_risk_ && !unsynced_.last_outbox) unsynced_.last_outbox = last_outbox_;
        ++last_outbox_;
        if (at_risk_) unsynced_.outbox.emplace(last_outbox_, std::nullopt);
        outbox_.emplace(last_outbox_, PendingWrite{change.key.row(), change.write, change.erase, 0, last_outbox_});
    }
    return reply;
}

void FakeDatabase::note_row(Key key) {
    if (!at_risk_) return;
    const auto row = rows_.find(key);
    unsynced_.rows.emplace(key, row == rows_.end() ? std::nullopt : std::optional<Row>(row->second));
}

Reply FakeDatabase::commit_newer(const PendingWrite& change, bool outbox) {
    if (change.ticket != 0) {
        std::uint64_t& applied = applied_[change.key.row()];
        if (change.ticket <= applied) return Reply{};
        if (at_risk_) unsynced_.applied.emplace(change.key.row(), applied);
        applied = change.ticket;
    }
    return commit(change, outbox);
}

Reply FakeDatabase::begin(const PendingWrite& change, bool outbox) {
    begun_ = Begun{change, outbox};
    if (accepts(change)) return preview(change);
    Reply refused;
    refused.outcome = Outcome::refused;
    return refused;
}

std::vector<std::pair<Key, Reply>> FakeDatabase::lose_unsynced() {
    for (const auto& [key, row] : unsynced_.rows) {
        if (row) rows_[key] = *row;
        if (!row) rows_.erase(key);
    }
    for (const auto& [key, ticket] : unsynced_.applied) applied_[key] = ticket;
    for (const auto& [number, entry] : unsynced_.outbox) {
        if (entry) outbox_[number] = *entry;
        if (!entry) outbox_.erase(number);
    }
    if (unsynced_.last_outbox) last_outbox_ = *unsynced_.last_outbox;
    std::vector<std::pair<Key, Reply>> reverted;
    for (const auto& [key, row] : unsynced_.rows) reverted.emplace_back(key, select(key));
    sync();
    return reverted;
}

std::vector<PendingWrite> FakeDatabase::outbox(std::size_t count) const {
    std::vector<PendingWrite> oldest;
    for (const auto& [number, entry] : outbox_) {
        if (oldest.size() >= count) break;
        oldest.push_back(entry);
    }
    return oldest;
}

std::uint32_t FakeDatabase::outbox_done(std::span<const PendingWrite> batch) {
    std::uint32_t removed = 0;
    for (const PendingWrite& entry : batch) {
        const auto found = outbox_.find(entry.ticket);
        if (found == outbox_.end()) continue;
        if (at_risk_) unsynced_.outbox.emplace(found->first, found->second);
        outbox_.erase(found);
        ++removed;
    }
    return removed;
}

std::vector<PendingWrite> FakeDatabase::ids(Kind kind) const {
    std::vector<PendingWrite> ids;
    const std::uint32_t created = kind == Kind::user_profile ? kUsers : kind == Kind::product ? kProducts : 0;
    for (std::uint32_t id = 1; id <= created; ++id) {
        if (exists(Key{kind, id})) ids.push_back({Key{kind, id}});
    }
    for (const auto& [key, row] : rows_) {
        if (key.kind == kind && row.exists && !initially_present(key)) ids.push_back({key});
    }
    std::sort(ids.begin(), ids.end(), [](const PendingWrite& a, const PendingWrite& b) { return a.key < b.key; });
    return ids;
}

}  // namespace stampede
