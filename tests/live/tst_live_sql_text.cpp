// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "core/model/sql_text.h"
#include "tests/contract/live_under_test.h"
#include "tests/live/spawn.h"

using namespace stampede;
using namespace stampede::test;
namespace fs = std::filesystem;

namespace {

constexpr Key kUser{Kind::user_profile, 42};
constexpr Key kProduct{Kind::product, 7};
constexpr Key kNobody{Kind::user_profile, 999'999};

/// What the journal would say of it.
Event event_of(const Operation& operation, const Reply& reply) {
    Event event;
    event.verb = operation.verb;
    event.key = operation.key;
    event.outbox = operation.outbox;
    event.newer = operation.condition == Condition::newer;
    event.found = reply.found;
    event.applied = reply.applied;
    event.state = reply.state;
    event.value = reply.value;
    return event;
}

Operation operation(Verb verb, Key key, WriteId write = 0) {
    Operation operation = WorldUnderTest::make(verb, key, Value{write, 0});
    operation.erase = verb == Verb::db_delete;
    return operation;
}

QByteArray sqlite(const fs::path& file, const QByteArray& input) {
    return output_of(QStringLiteral("sqlite3"), {QStringLiteral("-bail"), QString::fromStdString(file.string())}, input);
}

QByteArray contents(const fs::path& file) {
    return sqlite(file,
                  "SELECT * FROM users ORDER BY id; SELECT * FROM products ORDER BY id; SELECT * FROM outbox ORDER BY id;"
                  "SELECT * FROM applied_writes ORDER BY key; SELECT * FROM version_counter; SELECT * FROM sqlite_sequence;");
}

}  // namespace

/// The SQL that a view shows, run by sqlite3, against what the operation did to the running database.
class TestLiveSqlText : public QObject {
    Q_OBJECT

    std::unique_ptr<LiveUnderTest> w;
    QTemporaryDir folder;

    fs::path database() const { return w->opened().database; }
    /// The database as it is now, for the shown text to work on.
    fs::path copy() const {
        const fs::path other = folder.filePath(QStringLiteral("copy.sqlite")).toStdString();
        fs::remove(other);
        sqlite(database(), "VACUUM INTO '" + QByteArray::fromStdString(other.string()) + "';");
        return other;
    }
    std::string shown(const Operation& operation) {
        const auto done = w->perform(operation);
        if (!done.reply.ok()) return "refused";
        if (operation.verb != Verb::db_apply_batch) return sql_text(event_of(done.operation, done.reply));
        std::vector<Event> effects;
        for (const auto& effect : w->seen().effects_of(done.operation.id)) effects.push_back(event_of(effect.operation, effect.reply));
        return batch_text(effects);
    }

   private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("sqlite3")).isEmpty())
            QSKIP("sqlite3 is not installed: sudo apt install sqlite3");
    }
    void init() {
        LiveOptions options;
        options.config.latency.cache = options.config.latency.database = Duration{0};
        w = open_for_test(options);
    }
    void cleanup() { w.reset(); }

    void theShownChangeDoesWhatTheOperationDid_data() {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("outbox");
        for (const Verb verb : {Verb::db_update, Verb::db_delete}) {
            for (const char* key : {"user:profile:42", "product:7", "user:profile:999999"}) {
                for (const bool outbox : {false, true}) {
                    QTest::addRow("%s %s%s", name_of(verb), key, outbox ? " outbox" : "")
                        << static_cast<int>(verb) << QString::fromLatin1(key) << outbox;
                }
            }
        }
    }
    void theShownChangeDoesWhatTheOperationDid() {
        QFETCH(int, verb);
        QFETCH(QString, key);
        QFETCH(bool, outbox);
        const fs::path other = copy();
        const QByteArray before = contents(other);
        Operation change = operation(static_cast<Verb>(verb), parse_key(key.toStdString()).value(), 5);
        change.outbox = outbox;
        const std::string text = shown(change);
        QVERIFY(text.find('?') == std::string::npos);
        QCOMPARE(sqlite(other, QByteArray::fromStdString(text) + ";\n"), QByteArray("2"));
        QVERIFY(contents(other) != before);
        QCOMPARE(contents(other), contents(database()));
    }

    void aTransactionShowsInTwoParts_data() {
        QTest::addColumn<bool>("erase");
        QTest::newRow("write") << false;
        QTest::newRow("erasure") << true;
    }
    void aTransactionShowsInTwoParts() {
        QFETCH(bool, erase);
        const fs::path other = copy();
        Operation begin = operation(Verb::db_begin, kUser, 5);
        begin.erase = erase;
        begin.outbox = true;
        const auto opened = w->perform(begin);
        const std::string first = sql_text(event_of(opened.operation, opened.reply));
        Operation commit = operation(Verb::db_commit, kUser);
        commit.token = opened.reply.token;
        const std::string second = shown(commit);
        QCOMPARE(second, std::string("COMMIT"));
        const QByteArray before = contents(other);
        sqlite(other, QByteArray::fromStdString(first) + ";\n");
        QCOMPARE(contents(other), before);
        sqlite(other, QByteArray::fromStdString(first + ";\n" + second) + ";\n");
        QCOMPARE(contents(other), contents(database()));
    }

    void theShownBatchDoesWhatTheOperationDid_data() {
        QTest::addColumn<bool>("newer");
        QTest::newRow("any") << false;
        QTest::newRow("newer") << true;
    }
    void theShownBatchDoesWhatTheOperationDid() {
        QFETCH(bool, newer);
        const fs::path other = copy();
        w->seen().pending = {{kUser, 5, false, 0, 9}, {kProduct, 6, true, 0, 9}, {kNobody, 7, false, 0, 9}};
        Operation batch = operation(Verb::db_apply_batch, Key{});
        if (newer) batch.condition = Condition::newer;
        const std::string text = shown(batch);
        QCOMPARE(text.find('?') != std::string::npos, newer);
        sqlite(other, ".parameter set ?2 9\n" + QByteArray::fromStdString(text) + ";\n");
        QCOMPARE(contents(other), contents(database()));
    }

    void theShownReadsFindWhatTheOperationFound() {
        w->update(kUser, 5);
        const QByteArray row = sqlite(database(), QByteArray::fromStdString(shown(operation(Verb::db_select, kUser))) + ";\n");
        QVERIFY2(row.startsWith("42|") && row.endsWith("|2|5"), row);
        const std::string absent = shown(operation(Verb::db_select, kNobody));
        QCOMPARE(std::count(absent.begin(), absent.end(), ';'), 1);
        QCOMPARE(sqlite(database(), QByteArray::fromStdString(absent) + ";\n"), QByteArray("2"));
        w->perform(operation(Verb::db_delete, kProduct, 6));
        QByteArray ids;
        const std::string text = shown(operation(Verb::db_ids, Key{Kind::product, 0}));
        for (const PendingWrite& product : w->seen().batches.back()) ids += QByteArray::number(product.key.id) + '\n';
        QCOMPARE(sqlite(database(), QByteArray::fromStdString(text) + ";\n"), ids.trimmed());
    }

    void theShownOutboxStatementsTakeAndRemove() {
        for (WriteId write = 1; write <= 3; ++write) {
            Operation change = operation(write == 2 ? Verb::db_delete : Verb::db_update, kUser, write);
            change.outbox = true;
            w->perform(change);
        }
        const fs::path other = copy();
        Operation take = operation(Verb::db_outbox_take, Key{});
        take.count = 2;
        const std::string taking = shown(take);
        QCOMPARE(sqlite(other, ".parameter set ?1 2\n" + QByteArray::fromStdString(taking) + ";\n"),
                 QByteArray("1|user:profile:42|1|0\n2|user:profile:42|2|1"));
        w->seen().pending = {w->seen().batches.back().front()};
        const std::string removing = shown(operation(Verb::db_outbox_done, Key{}));
        sqlite(other, ".parameter set ?1 1\n" + QByteArray::fromStdString(removing) + ";\n");
        QCOMPARE(contents(other), contents(database()));
    }
};

QTEST_GUILESS_MAIN(TestLiveSqlText)
#include "tst_live_sql_text.moc"
