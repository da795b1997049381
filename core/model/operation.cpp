// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/operation.h"

namespace stampede {

const char* name_of(Verb verb) {
    switch (verb) {
        case Verb::none: break;
        case Verb::cache_get: return "GET";
        case Verb::cache_set: return "SET";
        case Verb::cache_del: return "DEL";
        case Verb::db_select: return "SELECT";
        case Verb::db_update: return "UPDATE";
        case Verb::db_apply_batch: return "BATCH";
        case Verb::sleep: return "SLEEP";
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

}  // namespace stampede
