// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/dataset_builder.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/live/dataset_row.h"
#include "core/model/dataset.h"
#include "core/model/row_content.h"
#include "core/model/statements.h"

namespace stampede {
namespace {

// "STMP": which program the file belongs to, and which layout it has. Raise the version whenever schema or contents change.
constexpr int kApplicationId = 0x53544d50;
constexpr int kSchemaVersion = 2;  // 2: outbox, applied_writes
constexpr std::uint32_t kOrders = kLeaderboardRows / 2;
constexpr std::uint32_t kScores = kLeaderboardRows - kOrders;

class Counter {
   public:
    explicit Counter(const Progress& progress) : progress_(&progress) {}
    void row() {
        constexpr std::uint64_t kTotal = std::uint64_t{kUsers} + kProducts + kLeaderboardRows;
        const int percent = static_cast<int>(++rows_ * 100 / kTotal);
        if (percent != percent_ && *progress_) (*progress_)(percent);
        percent_ = percent;
    }

   private:
    const Progress* progress_;
    std::uint64_t rows_ = 0;
    int percent_ = 0;
};

void add_users(SQLite::Database& database, Counter& counter) {
    SQLite::Statement insert(database, sql::kUpsertUser);
    for (std::uint32_t id = 1; id <= kUsers; ++id, counter.row()) {
        bind_initial_row(insert, Key{Kind::user_profile, id});
        insert.exec();
        insert.reset();
    }
}

void add_products(SQLite::Database& database, Counter& counter) {
    SQLite::Statement insert(database, sql::kUpsertProduct);
    for (std::uint32_t id = 1; id <= kProducts; ++id, counter.row()) {
        bind_initial_row(insert, Key{Kind::product, id});
        insert.exec();
        insert.reset();
    }
}

void add_orders(SQLite::Database& database, Counter& counter) {
    SQLite::Statement insert(database, "INSERT INTO orders (id, user_id, product_id, quantity, price) VALUES (?1, ?2, ?3, ?4, ?5)");
    for (std::uint32_t id = 1; id <= kOrders; ++id, counter.row()) {
        const std::uint64_t bits = mix(id, 0x6f7264);
        const auto product = static_cast<std::uint32_t>(1 + (bits >> 20) % kProducts);
        insert.bind(1, id);
        insert.bind(2, static_cast<std::uint32_t>(1 + bits % kUsers));
        insert.bind(3, product);
        insert.bind(4, static_cast<std::uint32_t>(1 + (bits >> 40) % 4));
        insert.bind(5, product_row(product, 0).price);
        insert.exec();
        insert.reset();
    }
}

void add_scores(SQLite::Database& database, Counter& counter) {
    SQLite::Statement insert(database, "INSERT INTO scores (id, user_id, points) VALUES (?1, ?2, ?3)");
    for (std::uint32_t id = 1; id <= kScores; ++id, counter.row()) {
        const std::uint64_t bits = mix(id, 0x73636f);
        insert.bind(1, id);
        insert.bind(2, static_cast<std::uint32_t>(1 + bits % kUsers));
        insert.bind(3, static_cast<std::uint32_t>((bits >> 20) % 10'000));
        insert.exec();
        insert.reset();
    }
}

std::int64_t number(SQLite::Database& database, const std::string& query) { return database.execAndGet(query).getInt64(); }

}  // namespace

tl::expected<void, std::string> build_dataset(const std::filesystem::path& file, const Progress& progress) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
        database.exec(sql::kSchema);
        Counter counter(progress);
        add_users(database, counter);
        add_products(database, counter);
        add_orders(database, counter);
        add_scores(database, counter);
        database.exec("INSERT INTO version_counter (value) VALUES (" + std::to_string(kInitialVersion) + ")");
        database.exec("PRAGMA application_id = " + std::to_string(kApplicationId) +
                      "; PRAGMA user_version = " + std::to_string(kSchemaVersion));
        database.exec("COMMIT");
        return {};
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot write the data set \"" + file.string() + "\" (" + problem.what() + "): make room on that disk.");
    }
}

tl::expected<void, std::string> check_dataset(const std::filesystem::path& file) {
    const auto no = [&](const std::string& why) {
        return tl::unexpected("The file \"" + file.string() + "\" is not a usable database of Stampede: " + why + ".");
    };
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY, 1000);
        if (number(database, "PRAGMA application_id") != kApplicationId) return no("another program made it");
        if (number(database, "PRAGMA user_version") != kSchemaVersion) return no("another version of Stampede made it");
        if (database.execAndGet("PRAGMA quick_check(1)").getString() != "ok") return no("it is damaged");
        const bool whole = number(database, "SELECT COUNT(*) FROM orders") == kOrders &&
                           number(database, "SELECT COUNT(*) FROM scores") == kScores &&
                           number(database, "SELECT COUNT(*) FROM version_counter") == 1;
        // Once a lab has worked on it, users and products may have been deleted.
        const bool worked_on = whole && number(database, "SELECT value FROM version_counter") != kInitialVersion;
        const bool all_there = whole && number(database, "SELECT COUNT(*) FROM users") >= (worked_on ? 0 : kUsers) &&
                               number(database, "SELECT COUNT(*) FROM products") >= (worked_on ? 0 : kProducts) &&
                               number(database, "SELECT COUNT(*) FROM outbox") >= 0 &&
                               number(database, "SELECT COUNT(*) FROM applied_writes") >= 0;
        if (!all_there) return no("rows are missing");
        return {};
    } catch (const std::exception& problem) {
        return no(problem.what());
    }
}

}  // namespace stampede
