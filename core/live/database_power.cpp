// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/database_power.h"

#include <algorithm>

namespace stampede {
namespace {

constexpr Duration kSyncInterval = std::chrono::seconds(1);

SqlTask chore(SqlTask::Chore chore, std::uint32_t number = 0) {
    SqlTask task;
    task.chore = chore;
    task.number = number;
    return task;
}

}  // namespace

DatabasePower::DatabasePower(UvLoop& loop, const std::filesystem::path& path)
    : loop_(&loop), file_{path, vfs_.name()}, work_(loop, *this) {}

tl::expected<std::unique_ptr<DatabasePower>, std::string> DatabasePower::open(UvLoop& loop, const std::filesystem::path& path) {
    std::unique_ptr<DatabasePower> power(new DatabasePower(loop, path));
    auto session = SqliteSession::open(power->file_, power->nobodys_);
    if (!session) return tl::unexpected(session.error());
    power->session_ = std::move(*session);
    return power;
}

void DatabasePower::committed(Key key, const Reply& reply) {
    committed_[key] = reply;
    newest_ = std::max(newest_, reply.value.version);
    if (due_ || syncing_ || cut_) return;
    due_ = true;
    const auto sync = [](void* self, std::uint64_t) { static_cast<DatabasePower*>(self)->sync(); };
    loop_->at(loop_->now() + kSyncInterval, Timer{sync, this, 0});
}

void DatabasePower::sync() {
    due_ = false;
    if (cut_ || syncing_) return;
    syncing_ = true;
    work_.run(*session_, chore(SqlTask::Chore::sync), 0);
}

void DatabasePower::worked(std::uint64_t, SqlResult) {
    syncing_ = false;
    if (!cut_) return;
    session_->close();
    closed_.run(closed_.context, closed_.argument);
}

void DatabasePower::renewed() {
    committed_.clear();
    newest_ = 0;
    if (!syncing_) session_->run(chore(SqlTask::Chore::sync));
}

void DatabasePower::cut(Timer closed) {
    vfs_.cut();
    cut_ = true;
    closed_ = closed;
    if (!syncing_) session_->close();
}

tl::expected<std::vector<std::pair<Key, Reply>>, std::string> DatabasePower::restore() {
    if (!vfs_.restore()) {
        return tl::unexpected("The database \"" + file_.path.string() + "\" cannot be put back as the disk had it: make room on its disk.");
    }
    if (const auto opened = session_->reopen(); !opened) return tl::unexpected(opened.error());
    cut_ = false;
    session_->run(chore(SqlTask::Chore::keep_version, newest_));
    session_->run(chore(SqlTask::Chore::sync));
    return reverted();
}

// Every row that was ever committed is looked at: which of them a checkpoint of SQLite's own has saved, only the file knows.
std::vector<std::pair<Key, Reply>> DatabasePower::reverted() {
    std::vector<std::pair<Key, Reply>> rows;
    for (auto& [key, reply] : committed_) {
        SqlTask select;
        select.verb = Verb::db_select;
        select.key = key;
        const Reply now = session_->run(select).reply;
        if (now.found == reply.found && (!now.found || now.value == reply.value)) continue;
        reply = now;
        rows.emplace_back(key, now);
    }
    return rows;
}

}  // namespace stampede
