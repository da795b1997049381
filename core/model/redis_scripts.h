// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stampede {

/// What the server runs as one step, in Lua, word for word, so that what a view names is what ran. Sent with EVAL. KEYS and ARGV are said
/// in each; where ARGV ends in "[PX ms]", it ends in those two words or, for an entry without a TTL, before them.
struct Script {
    const char* name;  ///< as views call it
    const char* text;
};

namespace scripts {

extern const Script set_newer;     ///< Verb::cache_set_newer
extern const Script delete_if;     ///< Verb::cache_del_if
extern const Script lease_get;     ///< Verb::cache_lease_get
extern const Script lease_set;     ///< Verb::cache_lease_set
extern const Script lease_delete;  ///< Verb::cache_lease_del

extern const Script list_write;    ///< Verb::list_write
extern const Script list_take;     ///< Verb::list_take
extern const Script list_done;     ///< Verb::list_done
extern const Script list_recover;  ///< Verb::list_recover

extern const Script stream_write;        ///< Verb::stream_write
extern const Script stream_claim;        ///< Verb::stream_claim
extern const Script stream_done;         ///< Verb::stream_done
extern const Script stream_dead_letter;  ///< Verb::stream_dead_letter

}  // namespace scripts
}  // namespace stampede
