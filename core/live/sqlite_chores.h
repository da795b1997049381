// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/sqlite_task.h"

namespace stampede {

struct SqliteStatements;

/// What a connection does beside the operations that the application asks for.
class SqliteChores {
   public:
    explicit SqliteChores(SqliteStatements& statements) : statements_(&statements) {}

    SqlResult run(const SqlTask& task) const;
    /// Does nothing where the connection has these limits.
    void limit(SqlLimits limits);

   private:
    SqliteStatements* statements_;
    SqlLimits limits_{};
};

}  // namespace stampede
