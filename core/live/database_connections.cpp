// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/database_connections.h"

#include <algorithm>

namespace stampede {

tl::expected<std::unique_ptr<DatabaseConnections>, std::string> DatabaseConnections::open(UvLoop& loop, const RunConfig& config,
                                                                                          const std::filesystem::path& path) {
    std::unique_ptr<DatabaseConnections> connections(new DatabaseConnections(loop));
    if (const auto opened = connections->open_all(config, path); !opened) return tl::unexpected(opened.error());
    return connections;
}

tl::expected<void, std::string> DatabaseConnections::open_all(const RunConfig& config, const std::filesystem::path& path) {
    file_.path = path;
    if (config.database_power_cuts) {
        auto power = DatabasePower::open(*loop_, path);
        if (!power) return tl::unexpected(power.error());
        power_ = std::move(*power);
        file_ = power_->file();
    }
    for (std::size_t i = 0; i < std::max<std::size_t>(1, config.database_pool); ++i) {
        auto session = SqliteSession::open(file_, order_);
        if (!session) return tl::unexpected(session.error());
        pool_.add(std::move(*session));
    }
    auto renewal = DatasetRenewal::open(file_);
    if (!renewal) return tl::unexpected(renewal.error());
    renewal_ = std::move(*renewal);
    auto lock = WriteLock::open(*loop_, file_);
    if (!lock) return tl::unexpected(lock.error());
    lock_ = std::move(*lock);
    return {};
}

SqliteSession* DatabaseConnections::outsider() {
    auto session = SqliteSession::open(file_, order_);
    if (!session) return nullptr;
    outsiders_.push_back(std::move(*session));
    return outsiders_.back().get();
}

bool DatabaseConnections::dismiss(SqliteSession* session) {
    return std::erase_if(outsiders_, [session](const auto& outsider) { return outsider.get() == session; }) > 0;
}

void DatabaseConnections::close_idle() {
    pool_.close_idle();
    if (power_ == nullptr || !power_->is_cut()) return;
    renewal_.reset();
    lock_->close();
}

bool DatabaseConnections::all_closed() const { return pool_.all_closed() && outsiders_.empty() && !renewal_ && power_->is_closed(); }

tl::expected<std::vector<std::pair<Key, Reply>>, std::string> DatabaseConnections::reopen() {
    std::vector<std::pair<Key, Reply>> reverted;
    if (power_ != nullptr && power_->is_cut()) {
        auto restored = power_->restore();
        if (!restored) return restored;
        reverted = std::move(*restored);
    }
    if (const auto opened = pool_.reopen(); !opened) return tl::unexpected(opened.error());
    if (const auto opened = lock_->reopen(); !opened) return tl::unexpected(opened.error());
    if (renewal_) return reverted;
    auto renewal = DatasetRenewal::open(file_);
    if (!renewal) return tl::unexpected(renewal.error());
    renewal_ = std::move(*renewal);
    return reverted;
}

}  // namespace stampede
