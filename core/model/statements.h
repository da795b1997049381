// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stampede::sql {

/// The statements that the live database runs, word for word, so that what a view shows is what ran. Parameters are numbered:
/// ?1 is the row's id wherever there is one in a statement about users or products.

inline constexpr char kSchema[] =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, avatar TEXT NOT NULL, "
    "version INTEGER NOT NULL, written_by INTEGER NOT NULL);"
    "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL, "
    "version INTEGER NOT NULL, written_by INTEGER NOT NULL);"
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, product_id INTEGER NOT NULL, "
    "quantity INTEGER NOT NULL, price INTEGER NOT NULL);"
    "CREATE TABLE scores (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, points INTEGER NOT NULL);"
    "CREATE TABLE version_counter (value INTEGER NOT NULL);"
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, written_by INTEGER NOT NULL, erased INTEGER NOT NULL);"
    "CREATE TABLE applied_writes (key TEXT PRIMARY KEY, ticket INTEGER NOT NULL);";

inline constexpr char kSelectUser[] = "SELECT id, name, email, avatar, version, written_by FROM users WHERE id = ?1";

inline constexpr char kSelectProduct[] = "SELECT id, name, price, version, written_by FROM products WHERE id = ?1";

/// What an absent row is as old as. One statement sees both, the absence and the newest commit; no answer: the row is there by now.
inline constexpr char kAbsentUser[] = "SELECT value FROM version_counter WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = ?1)";
inline constexpr char kAbsentProduct[] = "SELECT value FROM version_counter WHERE NOT EXISTS (SELECT 1 FROM products WHERE id = ?1)";

inline constexpr char kUserIds[] = "SELECT id FROM users ORDER BY id";
inline constexpr char kProductIds[] = "SELECT id FROM products ORDER BY id";

/// No index helps it: it adds up every order and every score.
inline constexpr char kSelectLeaderboard[] =
    "SELECT user_id, SUM(points) AS total FROM ("
    "SELECT user_id, points FROM scores UNION ALL SELECT user_id, quantity * price FROM orders"
    ") GROUP BY user_id ORDER BY total DESC, user_id LIMIT 100";

/// Takes the write lock at once, so that a transaction never fails halfway for want of it.
inline constexpr char kBegin[] = "BEGIN IMMEDIATE";
inline constexpr char kCommit[] = "COMMIT";
inline constexpr char kRollback[] = "ROLLBACK";

/// Hands out the version of the transaction that it runs in.
inline constexpr char kNextVersion[] = "UPDATE version_counter SET value = value + 1 RETURNING value";

inline constexpr char kUpsertUser[] =
    "INSERT INTO users (id, name, email, avatar, version, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, avatar = excluded.avatar, "
    "version = excluded.version, written_by = excluded.written_by";

inline constexpr char kUpsertProduct[] =
    "INSERT INTO products (id, name, price, version, written_by) VALUES (?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, price = excluded.price, "
    "version = excluded.version, written_by = excluded.written_by";

inline constexpr char kDeleteUser[] = "DELETE FROM users WHERE id = ?1";
inline constexpr char kDeleteProduct[] = "DELETE FROM products WHERE id = ?1";

/// The outbox: entries of one transaction with the row that they are about, numbered in the order of their commits.
inline constexpr char kOutboxAdd[] = "INSERT INTO outbox (key, written_by, erased) VALUES (?1, ?2, ?3)";
inline constexpr char kOutboxTake[] = "SELECT id, key, written_by, erased FROM outbox ORDER BY id LIMIT ?1";
inline constexpr char kOutboxDone[] = "DELETE FROM outbox WHERE id = ?1";

/// An expensive query: counts to ?1 by recursion.
inline constexpr char kCountRows[] =
    "WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < ?1) SELECT MAX(n) FROM counter";

/// After a power cut: no version is handed out twice, though the counter went back.
inline constexpr char kKeepVersion[] = "UPDATE version_counter SET value = MAX(value, ?1)";

/// Notes the ticket ?2 of a change to the row ?1. Changes nothing if that ticket or a later one has been applied.
inline constexpr char kNoteTicket[] =
    "INSERT INTO applied_writes (key, ticket) VALUES (?1, ?2) "
    "ON CONFLICT (key) DO UPDATE SET ticket = excluded.ticket WHERE excluded.ticket > applied_writes.ticket";

}  // namespace stampede::sql
