// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>
#include <string>
#include <tl/expected.hpp>

#include "core/live/sqlite_file.h"
#include "core/model/key.h"

namespace stampede {

/// Puts a lab's database back to the data set as it was created, on a connection of its own. Rows are computed, not copied: those that a
/// lab has touched are written anew, and if the file was worked on before this lab opened it, the first time every row is looked at.
class DatasetRenewal {
   public:
    static tl::expected<std::unique_ptr<DatasetRenewal>, std::string> open(const SqliteFile& file);
    ~DatasetRenewal();

    /// One transaction, on the caller's thread; waits a second or two for another's. `touched`: every row changed since the last time.
    tl::expected<void, std::string> run(const std::set<Key>& touched);

   private:
    struct Body;
    explicit DatasetRenewal(std::unique_ptr<Body> body);
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
