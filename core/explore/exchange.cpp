// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/exchange.h"

namespace stampede {
namespace {

std::uint64_t word(Key key) {
    return (std::uint64_t{key.id} << 36) | (static_cast<std::uint64_t>(key.kind) << 32) | (static_cast<std::uint64_t>(key.role) << 24) |
           key.generation;
}
std::uint64_t word(Value value) { return (std::uint64_t{value.write} << 32) | value.version; }

void add(Fingerprint& print, const EntryNotes& notes) {
    print.add(static_cast<std::uint64_t>(notes.fresh_until.count()));
    print.add(static_cast<std::uint64_t>(notes.expires.count()));
    print.add(static_cast<std::uint64_t>(notes.cost.count()));
}

void add(Fingerprint& print, const std::vector<PendingWrite>& changes) {
    print.add(changes.size());
    for (const PendingWrite& change : changes) {
        print.add(word(change.key));
        print.add((std::uint64_t{change.write} << 32) | (std::uint64_t{change.deliveries} << 1) | (change.erase ? 1u : 0u));
        print.add(change.ticket);
    }
}

}  // namespace

Fingerprint print_of(const Asked& asked) {
    const Operation& o = asked.operation;
    Fingerprint print;
    print.add((static_cast<std::uint64_t>(o.verb) << 48) | (std::uint64_t{o.instance} << 40) | (static_cast<std::uint64_t>(o.state) << 32) |
              (static_cast<std::uint64_t>(o.condition) << 24) | (static_cast<std::uint64_t>(o.channel) << 16) | (o.erase ? 2u : 0u) |
              (o.outbox ? 1u : 0u));
    print.add((std::uint64_t{o.file} << 16) | o.line);
    print.add(word(o.key));
    print.add(word(o.value));
    print.add((std::uint64_t{o.batch} << 32) | o.count);
    print.add(static_cast<std::uint64_t>(o.ttl.count()));
    print.add(static_cast<std::uint64_t>(o.deadline.count()));
    print.add(o.token);
    add(print, o.notes);
    add(print, asked.batch);
    return print;
}

Fingerprint print_of(const Told& told) {
    const Reply& r = told.reply;
    Fingerprint print;
    print.add((static_cast<std::uint64_t>(r.outcome) << 32) | (static_cast<std::uint64_t>(r.state) << 16) |
              (static_cast<std::uint64_t>(r.source) << 8) | (r.found ? 2u : 0u) | (r.applied ? 1u : 0u));
    print.add((std::uint64_t{r.affected} << 32) | r.batch);
    print.add(word(r.value));
    print.add(r.token);
    add(print, r.notes);
    add(print, told.changes);
    return print;
}

Fingerprint print_of(const Message& message) {
    Fingerprint print;
    print.add((static_cast<std::uint64_t>(message.channel) << 1) | (message.anything ? 1u : 0u));
    print.add(word(message.key));
    return print;
}

}  // namespace stampede
