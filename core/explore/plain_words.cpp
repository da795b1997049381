// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/plain_words.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/oracle/in_words.h"

namespace stampede {
namespace {

std::string found_in_cache(const PlayedStep& step, const Cast& cast) {
    if (step.state == EntryState::absent) return " and is told that there is no such row";
    if (step.state == EntryState::tombstone) return " and finds only a tombstone";
    if (step.found) return " and gets " + to_text(step.value, cast);
    return step.verb == Verb::cache_lease_get ? (step.applied ? " and finds nothing: it may load" : " and finds nothing: another loads")
                                              : " and finds nothing";
}

std::string stored_in_cache(const PlayedStep& step, const std::string& key, const Cast& cast) {
    std::string what = to_text(step.value, cast) + " of " + key;
    if (step.state == EntryState::absent) what = "the note that there is no " + key;
    if (step.state == EntryState::tombstone) what = "a tombstone for " + key;
    if (step.key.role == Role::lock)
        return step.applied ? "takes the lock of " + key : "asks for the lock of " + key + ", which another has";
    if (step.applied) return "puts " + what + " into Redis";
    if (step.verb == Verb::cache_set_newer) return "offers " + what + " to Redis, which has something newer";
    if (step.verb == Verb::cache_lease_set) return "offers " + what + " to Redis, but its lease is void";
    return "offers " + what + " to Redis, which keeps what it has";
}

std::string told_by_cache(const PlayedStep& step, const std::string& key, const Cast& cast) {
    switch (step.verb) {
        case Verb::cache_get:
        case Verb::cache_lease_get: return "asks Redis for " + key + found_in_cache(step, cast);
        case Verb::cache_del:
        case Verb::cache_lease_del: return "deletes " + key + " from Redis" + (step.applied ? "" : ", where it was not");
        case Verb::cache_del_if:
            return step.applied ? "gives the lock of " + key + " back" : "gives back a lock of " + key + " that is not its own any more";
        case Verb::cache_incr: return "counts " + key + " up in Redis";
        case Verb::cache_publish: return "tells the instances that " + key + " has changed";
        case Verb::list_push:
        case Verb::list_write:
        case Verb::stream_write: return "puts its write of " + key + " into the queue in Redis";
        case Verb::list_pop:
        case Verb::list_take:
        case Verb::stream_read:
        case Verb::stream_claim: return "takes writes from the queue in Redis";
        case Verb::list_done:
        case Verb::stream_done: return "strikes writes that are done off the queue in Redis";
        default: return stored_in_cache(step, key, cast);
    }
}

std::string told_by_database(const PlayedStep& step, const std::string& key, const Cast& cast) {
    switch (step.verb) {
        case Verb::db_select:
            if (!step.found) return "looks for " + key + " in the database, where there is no such row";
            return "reads " + to_text(step.value, cast) + " of " + key + " from the database";
        case Verb::db_update: return "writes " + key + " to the database, which commits it as v" + std::to_string(step.value.version);
        case Verb::db_delete: return "deletes " + key + " from the database" + (step.applied ? "" : ", where it was not");
        case Verb::db_apply_batch: return "brings queued writes to the database";
        case Verb::db_begin: return "begins a transaction on " + key + ", which nobody sees yet";
        case Verb::db_commit: return "commits its transaction on " + key;
        default: return std::string("does ") + name_of(step.verb) + " on the database";
    }
}

std::string answer_text(const PlayedAnswer& answer, const Cast& cast) {
    const std::string name = to_text(ExploreChoice{Move::step, answer.actor}, cast);
    if (answer.outcome != Outcome::ok) return " " + name + " ends: " + name_of(answer.outcome) + ".";
    if (answer.source == Source::none) return " " + name + " is told that it is written.";
    if (!answer.found) return " " + name + " is answered that there is no such row.";
    return " " + name + " is answered with " + to_text(answer.value, cast) + ".";
}

std::string what_happens(const PlayedStep& step, const Cast& cast) {
    const std::string number = std::to_string(step.choice.actor + 1);
    if (step.choice.move == Move::expire) return "The entry of row " + number + " expires in Redis";
    if (step.choice.move == Move::expire_lock) return "The lock of row " + number + " runs out while somebody still holds it";
    if (step.choice.move == Move::crash) return "Application " + number + " crashes and is started again";
    if (step.choice.move == Move::deliver) return "A message reaches application " + number;
    const std::string name = to_text(ExploreChoice{Move::step, step.choice.actor}, cast);
    if (step.verb == Verb::none) return name + " goes on without asking a store";
    const std::string key = to_string(step.key.row());
    if (step.choice.move == Move::lose_request) return name + "'s " + name_of(step.verb) + " of " + key + " is lost on its way to Redis";
    if (step.choice.move == Move::lose_reply) {
        return name + "'s " + name_of(step.verb) + " of " + key + " reaches Redis, but the answer is lost";
    }
    std::string text = component_of(step.verb) == Component::cache ? told_by_cache(step, key, cast) : told_by_database(step, key, cast);
    if (step.outcome != Outcome::ok) text += std::string(" (") + name_of(step.outcome) + ")";
    return name + " " + text;
}

// Sentences of the checker name requests by their numbers in the journal; the script's names are the reader's.
std::string in_script_words(const std::string& sentence, const Played& played) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size();) {
        const bool letter = sentence[at] == 'R' || sentence[at] == 'W';
        const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(sentence[at - 1])) == 0;
        std::size_t end = at + 1;
        while (end < sentence.size() && std::isdigit(static_cast<unsigned char>(sentence[end])) != 0) ++end;
        const std::size_t request =
            letter && begins && end > at + 1 && end < at + 9 ? std::stoul(sentence.substr(at + 1, end - at - 1)) : 0;
        const bool known = request != 0 && request < played.requests.size() && !played.requests[request].empty();
        text += known ? played.requests[request] : sentence.substr(at, 1);
        at = known ? end : at + 1;
    }
    return text;
}

std::string counted(std::uint32_t count, const char* one) { return std::to_string(count) + " " + one + (count == 1 ? "" : "s"); }

}  // namespace

std::string in_plain_words(const PlayedStep& step, const Cast& cast) {
    std::string text = what_happens(step, cast) + ".";
    for (const PlayedAnswer& answer : step.answers) text += answer_text(answer, cast);
    return text;
}

std::vector<std::string> because(const Played& played, std::optional<Property> property) {
    std::vector<std::string> sentences;
    for (const Finding& finding : played.findings) {
        if (!property || finding.property == *property) sentences.push_back(in_script_words(in_words(finding), played));
    }
    return sentences;
}

// Whoever stands before a SELECT when the script ends does it next.
std::vector<std::string> because(const Played& played, const Breach& breach, const Cast& cast) {
    if (breach.loads == 0) return because(played, breach.property);
    std::map<std::uint8_t, Verb> next;
    for (std::size_t i = played.scripted; i < played.steps.size(); ++i) {
        if (played.steps[i].choice.move == Move::step) next.emplace(played.steps[i].choice.actor, played.steps[i].verb);
    }
    std::string who;
    for (const auto& [actor, verb] : next) {
        if (verb == Verb::db_select) who += (who.empty() ? "" : ", ") + to_text(ExploreChoice{Move::step, actor}, cast);
    }
    return {"In the end " + who + " stand before the SELECT of the same row at the same time."};
}

std::set<std::size_t> steps_that_matter(const Played& played, Property property) {
    std::set<std::size_t> steps;
    const auto first = std::find_if(played.findings.begin(), played.findings.end(),
                                    [property](const Finding& finding) { return finding.property == property; });
    if (first == played.findings.end()) return steps;
    for (const Because& reason : first->reasons()) {
        const auto end = std::upper_bound(played.events.begin(), played.events.end(), reason.mark.position);
        if (end != played.events.end()) steps.insert(static_cast<std::size_t>(end - played.events.begin()));
    }
    return steps;
}

std::vector<std::optional<std::size_t>> value_flows(const Played& played) {
    std::vector<std::optional<std::size_t>> flows(played.steps.size());
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        const PlayedStep& reader = played.steps[i];
        if (!looks(reader.verb) || !reader.found || reader.outcome != Outcome::ok) continue;
        const bool cache = component_of(reader.verb) == Component::cache;
        for (std::size_t j = i; j-- > 0 && !flows[i];) {
            const PlayedStep& writer = played.steps[j];
            const bool places = writer.applied && (cache ? stores(writer.verb) : commits(writer.verb));
            if (places && writer.key == reader.key && writer.value == reader.value) flows[i] = j;
        }
    }
    return flows;
}

std::string in_plain_words(const Scenario& scenario) {
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (scenario.readers > 0) add(counted(scenario.readers, "reader"));
    if (scenario.writers > 0) add(counted(scenario.writers, "writer"));
    if (scenario.erasers > 0) add(counted(scenario.erasers, "eraser"));
    for (const std::string& session : scenario.sessions) add("a client " + session);
    if (scenario.rows() > 1) add(counted(scenario.rows(), "row"));
    if (scenario.instances() > 1) add(counted(scenario.instances(), "instance"));
    if (scenario.warm) add("warm");
    if (scenario.crashes > 0) add("at most " + (scenario.crashes == 1 ? "1 crash" : std::to_string(scenario.crashes) + " crashes"));
    if (scenario.expiries > 0) add("at most " + (scenario.expiries == 1 ? "1 expiry" : std::to_string(scenario.expiries) + " expiries"));
    if (scenario.lost > 0) add("at most " + counted(scenario.lost, "lost message"));
    return text;
}

std::string in_plain_words(const Breach& breach) {
    if (breach.loads != 0) return "more than " + counted(breach.loads, "load") + " of one row at once";
    switch (breach.property) {
        case Property::stale_read: return "a stale read";
        case Property::monotonic_read: return "a read back in time";
        case Property::read_your_writes: return "a client that does not see its own write";
        case Property::dirty_read: return "a dirty read";
        case Property::read_before_commit: return "a read before the commit";
        case Property::lost_write: return "a lost write";
        case Property::lost_update: return "a lost update";
        case Property::applied_twice: return "a write applied twice";
        case Property::permanent_inconsistency: return "a key left wrong for good";
    }
    return {};
}

}  // namespace stampede
