// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/in_words.h"

#include <cstdio>

namespace stampede {
namespace {

std::string read(RequestId request) { return "R" + std::to_string(request); }
std::string write(RequestId request) { return "W" + std::to_string(request); }

std::string span(Duration time) {
    char text[32];
    const double seconds = to_seconds(time);
    if (seconds < 1) {
        std::snprintf(text, sizeof text, "%.3g ms", to_ms(time));
    } else if (seconds < 120) {
        std::snprintf(text, sizeof text, "%.3g s", seconds);
    } else {
        std::snprintf(text, sizeof text, "%.0f min", seconds / 60);
    }
    return text;
}

// "12 ms before"; where no time passes, as in a search, just "before".
std::string apart(Duration time, const char* word) { return (time == Duration{0} ? "" : span(time) + " ") + word; }

std::string version(Value value) {
    if (value.version != 0) return "v" + std::to_string(value.version);
    return value.write == 0 ? "a value of nobody" : write(value.write) + "'s value";
}

// Whoever stores a write's own value, or deletes, is the writer; whoever stores another's has loaded it.
std::string operation(const Mark& mark) {
    if (mark.type == EventType::local_stored) return "the copy that instance " + std::to_string(mark.instance) + " kept";
    if (mark.type == EventType::restored) return "what Redis came back with";
    const bool writer = removes(mark.verb) || commits(mark.verb) || mark.value.write == mark.request;
    const std::string who = mark.request == 0 ? "a background task" : writer ? write(mark.request) : read(mark.request);
    return who + "'s " + name_of(mark.verb);
}

std::string returned(const Finding& finding) {
    if (!finding.found) return read(finding.request) + " was told that there is no row " + to_string(finding.key);
    return read(finding.request) + " returned " + version(finding.value) + " of " + to_string(finding.key);
}

std::string what_came_before(const Finding& finding) {
    const Mark* acknowledged = finding.mark_of(Part::acknowledged);
    const Mark* seen = finding.mark_of(Part::seen);
    const Mark* began = finding.mark_of(Part::began);
    const Mark* before = acknowledged != nullptr ? acknowledged : seen;
    if (before == nullptr || began == nullptr) return "something newer was known";
    const std::string ago = apart(began->at - before->at, "before ") + read(finding.request) + " began";
    if (acknowledged == nullptr) {
        const std::string answer = finding.exists ? "returned " + version(finding.newer) : "been told that the row is gone";
        return read(before->request) + " had " + answer + " " + ago;
    }
    if (finding.newer.version == 0) return write(before->request) + " was acknowledged " + ago;
    const std::string done = finding.exists ? "had committed " : "had deleted the row as ";
    return write(before->request) + " " + done + version(finding.newer) + " and was acknowledged " + ago;
}

std::string where_from(const Finding& finding) {
    if (const Mark* loaded = finding.mark_of(Part::loaded)) {
        return loaded->known() ? "; the database did not have the newer value yet" : "";
    }
    const Mark* filled = finding.mark_of(Part::filled);
    if (filled == nullptr) return "";
    const Mark* removed = finding.mark_of(Part::removed);
    const bool after = removed != nullptr && removed->position < filled->position;
    const std::string where = finding.local ? ", in instance " + std::to_string(finding.instance) + "'s own memory" : "";
    return "; the old value came from " + operation(*filled) + (after ? " after " + operation(*removed) : "") + where;
}

std::string old_read(const Finding& finding) {
    const std::string session = "session " + std::to_string(finding.session);
    std::string answer = returned(finding);
    if (finding.property == Property::monotonic_read) answer += " to " + session + ", which had seen newer:";
    if (finding.property == Property::read_your_writes) answer += " to " + session + ", which had written newer itself:";
    if (finding.property == Property::stale_read) answer += " although";
    return answer + " " + what_came_before(finding) + where_from(finding) + ".";
}

std::string loss(const Finding& finding, const Mark& since) {
    if (const Mark* crashed = finding.mark_of(Part::crashed)) {
        return "instance " + std::to_string(crashed->instance) + " crashed " + span(crashed->at - since.at) +
               " later with the write in its memory";
    }
    if (const Mark* lost = finding.mark_of(Part::cache_lost)) {
        const char* how = lost->type == EventType::cache_emptied ? "was flushed " : "ended ";
        return "the cache that held it " + (how + span(lost->at - since.at)) + " later";
    }
    if (const Mark* cut = finding.mark_of(Part::power_cut))
        return "the database lost its power " + span(cut->at - since.at) + " later, before the commit was on the disk";
    if (const Mark* given_up = finding.mark_of(Part::given_up))
        return "it was given up as a dead letter " + span(given_up->at - since.at) + " later";
    return "nothing brought it to the database";
}

std::string dirty_read(const Finding& finding) {
    const std::string writer = write(finding.value.write);
    const std::string what = returned(finding) + ", which never committed: ";
    if (finding.mark_of(Part::failed) != nullptr) return what + writer + " ended without an acknowledgement.";
    const Mark* acknowledged = finding.mark_of(Part::acknowledged);
    return what + writer + " was acknowledged, but " + loss(finding, acknowledged != nullptr ? *acknowledged : Mark{}) + ".";
}

std::string early_read(const Finding& finding) {
    const Mark* committed = finding.mark_of(Part::committed);
    if (committed == nullptr) return returned(finding) + " before it committed.";
    const bool itself = finding.newer.write == finding.value.write;
    const std::string what = itself ? "it committed as " : write(finding.newer.write) + ", which replaced it, committed ";
    return returned(finding) + " " + apart(committed->at - finding.at, "before ") + what + version(finding.newer) + ".";
}

std::string lost_update(const Finding& finding) {
    const std::string first = write(finding.because[0].mark.request), second = write(finding.request);
    return first + " and " + second + " of " + to_string(finding.key) + " were both based on " + version(finding.value) +
           " and both acknowledged: what one of them changed is gone.";
}

std::string applied_twice(const Finding& finding) {
    const Mark* first = finding.mark_of(Part::committed);
    const Mark* again = finding.mark_of(Part::committed_again);
    const std::string start = write(finding.request) + " of " + to_string(finding.key) + " committed ";
    if (first == nullptr || again == nullptr) return start + "a second time, as " + version(finding.value) + ".";
    return start + "as " + version(first->value) + " and again, " + span(again->at - first->at) + " later, as " + version(again->value) +
           ".";
}

std::string wrong_for_good(const Finding& finding) {
    const std::string where = finding.local ? "instance " + std::to_string(finding.instance) + " keeps " : "Redis keeps ";
    const std::string what = finding.found ? version(finding.value) + " of " : "that there is no row ";
    const std::string row = finding.exists ? "the row is at " + version(finding.newer) : "the row is gone";
    const std::string until = finding.until == kNever ? "for ever" : "for another " + span(finding.until - finding.at);
    std::string sentence = "In the end " + where + what + to_string(finding.key) + " " + until + ", but " + row;
    const Mark* filled = finding.mark_of(Part::filled);
    const Mark* missed = finding.mark_of(Part::missed);
    if (filled == nullptr) return sentence + ".";
    sentence += ": it came from " + operation(*filled);
    if (missed == nullptr) return sentence + ".";
    const bool after = filled->position > missed->position;
    const Duration between = after ? filled->at - missed->at : missed->at - filled->at;
    return sentence + ", " + apart(between, after ? "after " : "before ") +
           write(missed->request != 0 ? missed->request : missed->value.write) + " committed.";
}

}  // namespace

std::string in_words(const Finding& finding) {
    switch (finding.property) {
        case Property::stale_read:
        case Property::monotonic_read:
        case Property::read_your_writes: return old_read(finding);
        case Property::dirty_read: return dirty_read(finding);
        case Property::read_before_commit: return early_read(finding);
        case Property::lost_write: {
            const bool committed = finding.mark_of(Part::committed) != nullptr;
            return write(finding.request) + " of " + to_string(finding.key) + " was acknowledged and " +
                   (committed ? "is not there any more: " : "never committed: ") + loss(finding, finding.because[0].mark) + ".";
        }
        case Property::lost_update: return lost_update(finding);
        case Property::applied_twice: return applied_twice(finding);
        case Property::permanent_inconsistency: return wrong_for_good(finding);
    }
    return "";
}

const char* in_words(Part part) {
    switch (part) {
        case Part::acknowledged: return "the write that was acknowledged";
        case Part::seen: return "a read that had already returned something newer";
        case Part::began: return "the read that began after it";
        case Part::filled: return "the operation that put the old value there";
        case Part::loaded: return "the SELECT that found the old row";
        case Part::removed: return "the delete that had removed it before";
        case Part::committed: return "the commit";
        case Part::committed_again: return "the same write's second commit";
        case Part::read: return "the read's answer";
        case Part::failed: return "the write that ended without an acknowledgement";
        case Part::crashed: return "the crash that took the write with it";
        case Part::cache_lost: return "the end of the cache that held the write";
        case Part::power_cut: return "the power cut that took the commit back";
        case Part::given_up: return "the dead letter that the write became";
        case Part::missed: return "the commit that the entry has missed";
    }
    return "";
}

}  // namespace stampede
