// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/operation.h"

namespace stampede {

const char* name_of(Verb verb) {
    switch (verb) {
        case Verb::none: break;
        case Verb::cache_get: return "GET";
        case Verb::cache_set: return "SET";
        case Verb::cache_add: return "SET NX";
        case Verb::cache_set_newer: return "SET IF NEWER";
        case Verb::cache_del: return "DEL";
        case Verb::cache_del_if: return "DEL IF MINE";
        case Verb::cache_incr: return "INCR";
        case Verb::cache_lease_get: return "LEASE GET";
        case Verb::cache_lease_set: return "LEASE SET";
        case Verb::cache_lease_del: return "LEASE DEL";
        case Verb::cache_publish: return "PUBLISH";
        case Verb::list_push: return "LPUSH";
        case Verb::list_write: return "SET + LPUSH";
        case Verb::list_pop: return "RPOP";
        case Verb::list_take: return "LMOVE";
        case Verb::list_done: return "LREM";
        case Verb::list_recover: return "RECOVER";
        case Verb::stream_write: return "SET + XADD";
        case Verb::stream_read: return "XREADGROUP";
        case Verb::stream_claim: return "XAUTOCLAIM";
        case Verb::stream_done: return "XACK";
        case Verb::stream_dead_letter: return "DEAD LETTER";
        case Verb::db_select: return "SELECT";
        case Verb::db_update: return "UPDATE";
        case Verb::db_delete: return "DELETE";
        case Verb::db_apply_batch: return "BATCH";
        case Verb::db_outbox_take: return "OUTBOX";
        case Verb::db_outbox_done: return "OUTBOX DONE";
        case Verb::db_ids: return "SELECT IDS";
        case Verb::db_begin: return "BEGIN";
        case Verb::db_commit: return "COMMIT";
        case Verb::sleep: return "SLEEP";
        case Verb::wait: return "WAIT";
    }
    return "";
}

const char* name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::ok: return "ok";
        case Outcome::refused: return "refused";
        case Outcome::unavailable: return "unavailable";
        case Outcome::timed_out: return "timed out";
        case Outcome::crashed: return "crashed";
    }
    return "";
}

const char* name_of(EntryState state) {
    switch (state) {
        case EntryState::value: return "value";
        case EntryState::absent: return "absent";
        case EntryState::tombstone: return "tombstone";
        case EntryState::stale: return "stale";
    }
    return "";
}

}  // namespace stampede
