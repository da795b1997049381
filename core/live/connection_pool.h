// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/live/sqlite_session.h"

namespace stampede {

/// So many connections, each of them free, lent out, or taken by a fault.
class ConnectionPool {
   public:
    void add(std::unique_ptr<SqliteSession> session) {
        free_.push_back(session.get());
        sessions_.push_back(std::move(session));
    }

    /// Null: none is free.
    SqliteSession* lend() {
        if (free_.empty()) return nullptr;
        SqliteSession* session = free_.back();
        free_.pop_back();
        return session;
    }
    void give_back(SqliteSession* session) {
        free_.push_back(session);
        take(wanted_);
    }

    /// Somebody else gets so many, at once or as they become free, and gives back what is above that.
    void take(std::size_t count) {
        wanted_ = count;
        move(free_, taken_, wanted_ > taken_.size() ? wanted_ - taken_.size() : 0);
        move(taken_, free_, taken_.size() > wanted_ ? taken_.size() - wanted_ : 0);
    }

    /// Closes those that are not lent out.
    void close_idle() {
        for (std::vector<SqliteSession*>* idle : {&free_, &taken_}) {
            for (SqliteSession* session : *idle) session->close();
        }
    }
    bool all_closed() const {
        return std::none_of(sessions_.begin(), sessions_.end(), [](const auto& session) { return session->is_open(); });
    }
    tl::expected<void, std::string> reopen() {
        for (const auto& session : sessions_) {
            if (auto opened = session->reopen(); !opened) return opened;
        }
        return {};
    }

    std::size_t size() const { return sessions_.size(); }
    std::size_t in_use() const { return sessions_.size() - free_.size(); }

   private:
    using Sessions = std::vector<SqliteSession*>;
    static void move(Sessions& from, Sessions& to, std::size_t count) {
        for (; count > 0 && !from.empty(); --count) {
            to.push_back(from.back());
            from.pop_back();
        }
    }

    std::vector<std::unique_ptr<SqliteSession>> sessions_;
    Sessions free_;
    Sessions taken_;
    std::size_t wanted_ = 0;
};

}  // namespace stampede
