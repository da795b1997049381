// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stampede::sql {

/// The statements that the live database runs, word for word, so that what a view shows is what ran. Parameters are numbered:
/// ?1 is the row's id wherever there is one.

inline constexpr char kSchema[] =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, avatar TEXT NOT NULL, "
    "version INTEGER NOT NULL, written_by INTEGER NOT NULL);"
    "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL, "
    "version INTEGER NOT NULL, written_by INTEGER NOT NULL);"
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, product_id INTEGER NOT NULL, "
    "quantity INTEGER NOT NULL, price INTEGER NOT NULL);"
    "CREATE TABLE scores (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, points INTEGER NOT NULL);"
    "CREATE TABLE version_counter (value INTEGER NOT NULL);";

inline constexpr char kSelectUser[] = "SELECT id, name, email, avatar, version, written_by FROM users WHERE id = ?1";

inline constexpr char kSelectProduct[] = "SELECT id, name, price, version, written_by FROM products WHERE id = ?1";

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

}  // namespace stampede::sql
