// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/dataset_renewal.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/live/dataset_row.h"
#include "core/model/dataset.h"
#include "core/model/statements.h"

namespace stampede {
namespace {

constexpr int kPatienceMs = 2000;

}  // namespace

struct DatasetRenewal::Body {
    explicit Body(const SqliteFile& file)
        : database(file.path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, kPatienceMs, file.vfs) {
        database.exec("PRAGMA synchronous = NORMAL");
        worked_on = database.execAndGet("SELECT value FROM version_counter").getInt64() != kInitialVersion;
    }

    void renew(Key key) {
        SQLite::Statement& upsert = key.kind == Kind::product ? product : user;
        bind_initial_row(upsert, key);
        upsert.exec();
        upsert.reset();
    }
    void renew_all() {
        for (std::uint32_t id = 1; id <= kUsers; ++id) renew(Key{Kind::user_profile, id});
        for (std::uint32_t id = 1; id <= kProducts; ++id) renew(Key{Kind::product, id});
        database.exec("DELETE FROM users WHERE id > " + std::to_string(kUsers) + "; DELETE FROM products WHERE id > " +
                      std::to_string(kProducts));
    }
    // A row that the data set does not have goes.
    void remove(Key key) {
        SQLite::Statement& statement = key.kind == Kind::product ? no_product : no_user;
        statement.bind(1, key.id);
        statement.exec();
        statement.reset();
    }
    static bool created(Key key) { return key.id >= 1 && key.id <= (key.kind == Kind::product ? kProducts : kUsers); }

    SQLite::Database database;
    SQLite::Statement user{database, sql::kUpsertUser};
    SQLite::Statement product{database, sql::kUpsertProduct};
    SQLite::Statement no_user{database, sql::kDeleteUser};
    SQLite::Statement no_product{database, sql::kDeleteProduct};
    SQLite::Statement begin{database, sql::kBegin};
    SQLite::Statement commit{database, sql::kCommit};
    SQLite::Statement version{database, "UPDATE version_counter SET value = " + std::to_string(kInitialVersion)};
    SQLite::Statement outbox{database, "DELETE FROM outbox"};
    SQLite::Statement numbers{database, "DELETE FROM sqlite_sequence WHERE name = 'outbox'"};
    SQLite::Statement applied{database, "DELETE FROM applied_writes"};
    bool worked_on = false;  // by somebody before us: there may be more to renew than we know of
};

DatasetRenewal::DatasetRenewal(std::unique_ptr<Body> body) : body_(std::move(body)) {}
DatasetRenewal::~DatasetRenewal() = default;

tl::expected<std::unique_ptr<DatasetRenewal>, std::string> DatasetRenewal::open(const SqliteFile& file) {
    try {
        return std::unique_ptr<DatasetRenewal>(new DatasetRenewal(std::make_unique<Body>(file)));
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot use the database \"" + file.path.string() + "\" (" + problem.what() + "): choose another file.");
    }
}

tl::expected<void, std::string> DatasetRenewal::run(const std::set<Key>& touched) {
    Body& body = *body_;
    if (touched.empty() && !body.worked_on) return {};
    const auto step = [](SQLite::Statement& statement) {
        statement.exec();
        statement.reset();
    };
    try {
        step(body.begin);
        if (body.worked_on) body.renew_all();
        for (const Key key : touched) Body::created(key) ? body.renew(key) : body.remove(key);
        for (SQLite::Statement* statement : {&body.version, &body.outbox, &body.numbers, &body.applied}) step(*statement);
        step(body.commit);
        body.worked_on = false;
        return {};
    } catch (const std::exception& problem) {
        body.database.tryExec(sql::kRollback);
        for (SQLite::Statement* statement : {&body.user, &body.product, &body.no_user, &body.no_product, &body.begin, &body.commit,
                                             &body.version, &body.outbox, &body.numbers, &body.applied}) {
            statement->tryReset();
        }
        return tl::unexpected("The database cannot be put back (" + std::string(problem.what()) + "): make room on its disk.");
    }
}

}  // namespace stampede
