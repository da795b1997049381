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

Reply FakeDatabase::preview(const PendingWrite& change) const {
    Reply reply;
    if (!writable(change.key)) {
        reply.outcome = Outcome::refused;
        return reply;
    }
    reply.affected = !change.erase || exists(change.key.row()) ? 1 : 0;
    reply.found = !change.erase;
    reply.applied = true;
    reply.state = change.erase ? EntryState::absent : EntryState::value;
    reply.value = Value{change.write, last_version_ + 1};
    return reply;
}

Reply FakeDatabase::commit(const PendingWrite& change, bool outbox) {
    const Reply reply = preview(change);
    if (!reply.ok()) return reply;
    last_version_ = reply.value.version;
    rows_[change.key.row()] = Row{reply.value, !change.erase};
    if (outbox) {
        ++last_outbox_;
        outbox_.emplace(last_outbox_, PendingWrite{change.key.row(), change.write, change.erase, 0, last_outbox_});
    }
    return reply;
}

Reply FakeDatabase::commit_newer(const PendingWrite& change, bool outbox) {
    if (change.ticket != 0) {
        std::uint64_t& applied = applied_[change.key.row()];
        if (change.ticket <= applied) return Reply{};
        applied = change.ticket;
    }
    return commit(change, outbox);
}

Reply FakeDatabase::begin(const PendingWrite& change, bool outbox) {
    begun_ = Begun{change, outbox};
    return preview(change);
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
    for (const PendingWrite& entry : batch) removed += static_cast<std::uint32_t>(outbox_.erase(entry.ticket));
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
