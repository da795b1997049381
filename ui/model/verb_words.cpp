// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/verb_words.h"

#include <QCoreApplication>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(VerbWords)
};

QString number(std::int64_t count, const QString& none, const QString& one, const QString& many) {
    return count == 0 ? none : count == 1 ? one : many.arg(count);
}

QString foundText(const Event& event) {
    switch (event.state) {
        case EntryState::absent: return Words::tr("no such row, remembered");
        case EntryState::tombstone: return Words::tr("tombstone");
        case EntryState::stale: return Words::tr("stale %1").arg(valueText(event.value));
        case EntryState::value: break;
    }
    return Words::tr("hit %1").arg(valueText(event.value));
}

QString cacheResult(const Event& event) {
    const bool told = event.found || event.state == EntryState::absent || event.state == EntryState::stale;
    switch (event.verb) {
        case Verb::cache_get:
            if (event.key.role == Role::counter) return Words::tr("count %1").arg(event.detail);
            return told ? foundText(event) : event.state == EntryState::tombstone ? Words::tr("miss: tombstone") : Words::tr("miss");
        case Verb::cache_lease_get:
            if (event.found) return foundText(event);
            if (event.type == EventType::replied && event.detail != 0) return Words::tr("miss, holds the lease");
            return event.state == EntryState::stale ? Words::tr("miss, may use %1").arg(foundText(event))
                                                    : Words::tr("miss, another loads");
        case Verb::cache_set: return Words::tr("stored");
        case Verb::cache_add:
            if (event.key.role == Role::lock) return event.applied ? Words::tr("locked") : Words::tr("another holds the lock");
            return event.applied ? Words::tr("stored") : Words::tr("not stored: something is there");
        case Verb::cache_set_newer: return event.applied ? Words::tr("stored") : Words::tr("not stored: newer is there");
        case Verb::cache_lease_set: return event.applied ? Words::tr("stored") : Words::tr("not stored: the lease is void");
        case Verb::cache_del:
        case Verb::cache_lease_del: return event.applied ? Words::tr("deleted") : Words::tr("nothing to delete");
        case Verb::cache_del_if: return event.applied ? Words::tr("unlocked") : Words::tr("not its own any more");
        case Verb::cache_incr: return Words::tr("count %1").arg(event.detail);
        case Verb::cache_publish: return number(event.detail, Words::tr("nobody listens"), Words::tr("1 listens"), Words::tr("%1 listen"));
        default: return outcomeText(event.outcome);
    }
}

QString queueResult(const Event& event) {
    switch (event.verb) {
        case Verb::list_pop:
        case Verb::list_take:
        case Verb::stream_read:
        case Verb::stream_claim: return number(event.detail, Words::tr("nothing"), Words::tr("1 write"), Words::tr("%1 writes"));
        case Verb::list_recover:
            return number(event.detail, Words::tr("nothing left behind"), Words::tr("1 put back"), Words::tr("%1 put back"));
        case Verb::list_push:
        case Verb::list_write:
        case Verb::stream_write: return Words::tr("queued");
        case Verb::list_done:
        case Verb::stream_done: return Words::tr("done");
        case Verb::stream_dead_letter: return Words::tr("set aside");
        default: return outcomeText(event.outcome);
    }
}

QString databaseResult(const Event& event) {
    switch (event.verb) {
        case Verb::db_select: return event.found ? Words::tr("1 row %1").arg(valueText(event.value)) : Words::tr("no row");
        case Verb::db_update:
        case Verb::db_commit: return Words::tr("committed %1").arg(valueText(event.value));
        case Verb::db_delete: return event.applied ? Words::tr("deleted %1").arg(valueText(event.value)) : Words::tr("no such row");
        case Verb::db_apply_batch: return Words::tr("committed");
        case Verb::db_outbox_take: return number(event.detail, Words::tr("empty"), Words::tr("1 entry"), Words::tr("%1 entries"));
        case Verb::db_outbox_done: return Words::tr("done");
        case Verb::db_ids: return number(event.detail, Words::tr("no row"), Words::tr("1 id"), Words::tr("%1 ids"));
        case Verb::db_begin: return Words::tr("open, not visible yet");
        default: return outcomeText(event.outcome);
    }
}

}  // namespace

QString verbText(Verb verb) { return QString::fromUtf8(name_of(verb)); }

QString restText(Verb verb) { return verb == Verb::wait ? Words::tr("waits for another request") : Words::tr("sleeps until its timer"); }

QString workerText() { return Words::tr("worker"); }

bool namesKey(Verb verb) {
    switch (verb) {
        case Verb::none:
        case Verb::sleep:
        case Verb::wait:
        case Verb::list_pop:
        case Verb::list_take:
        case Verb::list_done:
        case Verb::list_recover:
        case Verb::stream_read:
        case Verb::stream_claim:
        case Verb::stream_done:
        case Verb::stream_dead_letter:
        case Verb::db_apply_batch:
        case Verb::db_outbox_take:
        case Verb::db_outbox_done:
        case Verb::db_ids: return false;
        default: return true;
    }
}

QString resultText(const Event& replied) {
    if (replied.verb == Verb::wait) return replied.outcome == Outcome::ok ? Words::tr("woken") : Words::tr("waited long enough");
    if (replied.outcome != Outcome::ok) return outcomeText(replied.outcome);
    if (replied.verb == Verb::sleep) return Words::tr("awake");
    if (replied.verb >= Verb::list_push && replied.verb <= Verb::stream_dead_letter) return queueResult(replied);
    return component_of(replied.verb) == Component::cache ? cacheResult(replied) : databaseResult(replied);
}

QString verbSentence(Verb verb) {
    switch (verb) {
        case Verb::none: return {};
        case Verb::cache_get: return Words::tr("Looks for the entry in Redis.");
        case Verb::cache_set: return Words::tr("Stores the value in Redis, whatever is there.");
        case Verb::cache_add: return Words::tr("Stores only where nothing is: of several who try, one succeeds.");
        case Verb::cache_set_newer: return Words::tr("A script stores the value if what is there is older.");
        case Verb::cache_del: return Words::tr("Deletes the entry: the next reader loads it anew.");
        case Verb::cache_del_if: return Words::tr("A script deletes the key if it still holds the caller's own token.");
        case Verb::cache_incr: return Words::tr("Counts one up, in one step.");
        case Verb::cache_lease_get: return Words::tr("A script looks for the entry; on a miss it gives one asker the lease to fill it.");
        case Verb::cache_lease_set: return Words::tr("A script stores the value if the lease still stands.");
        case Verb::cache_lease_del:
            return Words::tr("A script deletes the entry and voids the lease; the old value stays for a moment as a stale one.");
        case Verb::cache_publish: return Words::tr("Tells every instance that listens about the key.");
        case Verb::list_push: return Words::tr("Puts the change at the end of the queue in Redis.");
        case Verb::list_write: return Words::tr("A script stores the value and queues the change, in one step.");
        case Verb::list_pop: return Words::tr("Takes changes off the queue: whoever takes them and dies has lost them.");
        case Verb::list_take:
            return Words::tr("Moves changes from the queue to the instance's own list, where a crash does not lose them.");
        case Verb::list_done: return Words::tr("Removes what is committed from the instance's own list.");
        case Verb::list_recover: return Words::tr("Puts back into the queue what an instance had taken and not finished.");
        case Verb::stream_write: return Words::tr("A script stores the value and appends the change to the stream, in one step.");
        case Verb::stream_read: return Words::tr("Reads new entries of the stream for the consumer group.");
        case Verb::stream_claim: return Words::tr("Takes over entries that another consumer has not acknowledged in time.");
        case Verb::stream_done: return Words::tr("Acknowledges the entries and removes them from the stream.");
        case Verb::stream_dead_letter: return Words::tr("Sets entries aside that failed too often.");
        case Verb::db_select: return Words::tr("Reads the row.");
        case Verb::db_update: return Words::tr("Writes the row in a transaction of its own.");
        case Verb::db_delete: return Words::tr("Deletes the row in a transaction of its own.");
        case Verb::db_apply_batch: return Words::tr("Commits all writes of the batch in one transaction.");
        case Verb::db_outbox_take: return Words::tr("Reads the oldest entries of the outbox.");
        case Verb::db_outbox_done: return Words::tr("Deletes the outbox entries that have been passed on.");
        case Verb::db_ids: return Words::tr("Reads the ids of all rows of the table.");
        case Verb::db_begin: return Words::tr("Begins a transaction and changes the row in it; nobody else sees it yet.");
        case Verb::db_commit: return Words::tr("Commits the transaction: now everybody sees the row.");
        case Verb::sleep: return Words::tr("Waits for lab time to pass; no store is asked.");
        case Verb::wait: return Words::tr("Waits for another request of the same instance; no store is asked.");
    }
    return {};
}

QString decisionText(Decision decision) {
    switch (decision) {
        case Decision::filtered: return Words::tr("there can be no such row");
        case Decision::refresh_early: return Words::tr("refreshes before the entry expires");
        case Decision::served_stale: return Words::tr("answers with an entry past its soft deadline");
        case Decision::joined: return Words::tr("waits for another request's load");
        case Decision::skipped_cache: return Words::tr("does not ask the cache");
        case Decision::gave_up_waiting: return Words::tr("waited long enough: loads by itself");
    }
    return {};
}

QString channelText(Channel channel) {
    switch (channel) {
        case Channel::local: return Words::tr("forget your copy");
        case Channel::tracking: return Words::tr("Redis: forget your copy");
        case Channel::changes: return Words::tr("the row has changed");
    }
    return {};
}

QString breakerText(std::int64_t breaker) {
    return breaker == 0 ? Words::tr("closed") : breaker == 1 ? Words::tr("open") : Words::tr("half-open");
}

}  // namespace stampede::ui
