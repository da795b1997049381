// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stampede {

/// What the server runs as one step, in Lua, word for word, so that what a view names is what ran. Sent with EVAL. KEYS and ARGV are said
/// in each; where ARGV ends in "[PX ms]", it ends in those two words or, for an entry without a TTL, before them.
struct RedisScript {
    const char* name;  ///< as views call it
    const char* text;
};

namespace scripts {

extern const RedisScript set_newer;     ///< Verb::cache_set_newer
extern const RedisScript delete_if;     ///< Verb::cache_del_if
extern const RedisScript lease_get;     ///< Verb::cache_lease_get
extern const RedisScript lease_set;     ///< Verb::cache_lease_set
extern const RedisScript lease_delete;  ///< Verb::cache_lease_del

extern const RedisScript list_write;    ///< Verb::list_write
extern const RedisScript list_take;     ///< Verb::list_take
extern const RedisScript list_done;     ///< Verb::list_done
extern const RedisScript list_recover;  ///< Verb::list_recover

extern const RedisScript stream_write;        ///< Verb::stream_write
extern const RedisScript stream_claim;        ///< Verb::stream_claim
extern const RedisScript stream_done;         ///< Verb::stream_done
extern const RedisScript stream_dead_letter;  ///< Verb::stream_dead_letter

}  // namespace scripts
}  // namespace stampede
