// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

#include "tests/contract/world_under_test.h"

namespace stampede::test {

inline constexpr Key kUser{Kind::user_profile, 42};
inline constexpr Key kOther{Kind::user_profile, 43};
inline constexpr Key kProduct{Kind::product, 7};
inline constexpr Key kNobody{Kind::user_profile, 999'999};
inline constexpr Key kLeaderboard{Kind::leaderboard, 100};

inline PendingWrite write(Key key, WriteId id, std::uint64_t ticket = 0) { return {key, id, false, 0, ticket}; }
inline PendingWrite erasure(Key key, WriteId id, std::uint64_t ticket = 0) { return {key, id, true, 0, ticket}; }

/// What cases about the database have in common: a world, and the database's verbs in few words.
class DatabaseCases : public QObject {
   protected:
    std::unique_ptr<WorldUnderTest> w;

    void open(std::size_t pool = 4) {
        RunConfig config;
        config.latency.cache = std::chrono::microseconds(200);
        config.latency.database = std::chrono::milliseconds(2);
        config.database_pool = pool;
        open(config);
    }
    void open(const RunConfig& config) {
        QFETCH_GLOBAL(bool, live);
        w = live ? make_live(config) : make_simulated(config);
    }
    Operation change(Verb verb, Key key, WriteId id, bool erase = false, Duration deadline = std::chrono::seconds(5)) {
        Operation operation = w->make(verb, key, Value{id, 0}, deadline);
        operation.erase = erase || verb == Verb::db_delete;
        return operation;
    }
    Reply remove(Key key, WriteId id) { return w->perform(change(Verb::db_delete, key, id)).reply; }
    Recorder::Completion begin(Key key, WriteId id, bool erase = false) { return w->perform(change(Verb::db_begin, key, id, erase)); }
    Recorder::Completion commit(Key key, std::uint64_t transaction) {
        Operation operation = w->make(Verb::db_commit, key);
        operation.token = transaction;
        return w->perform(operation);
    }
    Recorder::Completion apply(std::vector<PendingWrite> changes, Condition condition = Condition::none) {
        w->seen().pending = std::move(changes);
        Operation operation = w->make(Verb::db_apply_batch, Key{});
        operation.condition = condition;
        return w->perform(operation);
    }
    std::vector<PendingWrite> handed_out(Operation operation) {
        const std::size_t before = w->seen().batches.size();
        const Reply reply = w->perform(operation).reply;
        if (reply.batch == 0) return {};
        if (w->seen().batches.size() != before + 1 || reply.batch != before + 1) qFatal("a batch that nobody received");
        return w->seen().batches.back();
    }
    std::vector<PendingWrite> outbox(std::uint32_t count = 100) {
        Operation operation = w->make(Verb::db_outbox_take, Key{});
        operation.count = count;
        return handed_out(operation);
    }
    std::vector<std::uint32_t> ids(Kind kind) {
        std::vector<std::uint32_t> ids;
        for (const PendingWrite& row : handed_out(w->make(Verb::db_ids, Key{kind, 0}))) ids.push_back(row.key.id);
        return ids;
    }
    Reply with_outbox(Verb verb, Key key, WriteId id) {
        Operation operation = change(verb, key, id);
        operation.outbox = true;
        return w->perform(operation).reply;
    }
    bool waits(OperationId id) {
        for (int i = 0; i < 3; ++i) w->select(kOther);  // as long as a writer would need
        return w->seen().completion(id) == nullptr;
    }
    bool answered(OperationId id) {
        return w->run_until([&] { return w->seen().completion(id) != nullptr; });
    }
};

}  // namespace stampede::test
