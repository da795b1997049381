// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/judge.h"

#include <algorithm>

namespace stampede {

Judge::Rank Judge::once_overwritten(const Write& old) const {
    Rank earliest = 0;
    for (const Write& other : writes_) {
        if (other.version == 0 || other.row != old.row || other.place <= old.place) continue;
        const auto before = static_cast<Rank>(2 * other.version - 1);
        if (earliest == 0 || before < earliest) earliest = before;
    }
    return earliest;
}

Judge::Rank Judge::rank(const Write& write) const {
    if (write.version != 0) return static_cast<Rank>(2 * write.version);
    if (write.place == 0) return kNewest;
    const Rank over = once_overwritten(write);
    return over != 0 ? over : static_cast<Rank>(kWaiting + write.place);
}

Judge::Rank Judge::rank_of_absence(std::size_t row, Version as_of) const {
    std::uint16_t newest = 0;
    for (const Write& write : writes_) {
        const bool counts = write.version != 0 && write.row == row && !write.exists && (as_of == 0 || write.version <= as_of);
        if (counts) newest = std::max(newest, write.version);
    }
    return static_cast<Rank>(2 * newest);
}

Judge::Rank Judge::rank(std::size_t row, Value value, bool found) const {
    if (!found && (value.write == 0 || value.version != 0)) return rank_of_absence(row, value.version);
    if (value.version != 0) return static_cast<Rank>(2 * value.version);
    return value.write == 0 ? kInitial : rank(write(value.write));
}

void Judge::begin(std::size_t client, std::size_t row) {
    clients_[client].floor = rows_[row].floor;
    clients_[client].row = static_cast<std::uint8_t>(row);
}

void Judge::begin_write(std::size_t client, RequestId request, std::size_t row, Value based_on) {
    write(request).row = static_cast<std::uint8_t>(row);
    write(request).client = static_cast<std::uint8_t>(client);
    if (!(based_on == Value{})) write(request).based_on = static_cast<std::uint8_t>(based_on.write + 1);
}

void Judge::end_read(std::size_t client, std::size_t row, const Answer& answer) {
    Client& reader = clients_[client];
    if (answer.outcome == Outcome::ok) {
        const Rank answered = rank(row, answer.value, answer.found);
        if (answered < reader.floor) broke(Property::stale_read);
        if (answered < reader.seen) broke(Property::monotonic_read);
        if (answered < reader.wrote) broke(Property::read_your_writes);
        const bool uncommitted = answer.found && answer.value.version == 0 && answer.value.write != 0;
        if (uncommitted && !settled(write(answer.value.write))) write(answer.value.write).read = true;
        if (answered > kInitial) reader.seen = std::max(reader.seen, answered);
        rows_[row].floor = std::max(rows_[row].floor, answered);
    }
    reader.floor = 0;
}

void Judge::end_write(std::size_t client, RequestId request, std::size_t row, const Answer& answer) {
    clients_[client].floor = 0;
    if (answer.outcome != Outcome::ok) return;
    Write& ended = write(request);
    const auto same_parent = [&](const Write& other) { return other.acknowledged && other.row == row && other.based_on == ended.based_on; };
    if (ended.based_on != 0 && std::any_of(writes_.begin(), writes_.end(), same_parent)) broke(Property::lost_update);
    if (ended.place == 0) ended.place = ++last_place_;
    ended.acknowledged = true;
    if (ended.version == 0 && once_overwritten(ended) != 0) settle_reads(ended);
    const Rank told = rank(ended);
    rows_[row].floor = std::max(rows_[row].floor, told);
    clients_[client].wrote = std::max(clients_[client].wrote, told);
}

void Judge::load_begun(std::size_t row) { width_ = std::max(width_, ++rows_[row].loads); }

template <class NewRank>
void Judge::change_ranks(std::size_t row, NewRank new_rank) {
    const auto change = [&](Rank& rank) {
        if (rank > kWaiting && rank != kNewest) rank = new_rank(rank);
    };
    change(rows_[row].floor);
    for (Client& client : clients_) {
        if (client.row != row) continue;
        change(client.floor);
        change(client.seen);
        change(client.wrote);
    }
}

void Judge::placed(std::size_t row, Value value, bool in_queue) {
    if (value.write == 0 || value.version != 0) return;
    Write& arrived = write(value.write);
    if (settled(arrived)) return;
    arrived.row = static_cast<std::uint8_t>(row);
    if (arrived.queued || (arrived.place != 0 && !in_queue)) return;
    arrived.queued = in_queue;
    const Rank before = static_cast<Rank>(kWaiting + arrived.place);
    arrived.place = ++last_place_;
    const Rank after = static_cast<Rank>(kWaiting + arrived.place);
    change_ranks(row, [&](Rank rank) { return rank == before ? after : rank; });
}

// A write that replaces an older one in the queue takes its place there.
void Judge::coalesced(WriteId older, WriteId newer) {
    Write& stays = write(newer);
    if (stays.place > write(older).place) return;
    const Rank before = static_cast<Rank>(kWaiting + stays.place);
    stays.place = ++last_place_;
    const Rank after = static_cast<Rank>(kWaiting + stays.place);
    change_ranks(stays.row, [&](Rank rank) { return rank == before ? after : rank; });
}

void Judge::settle_reads(Write& write) {
    if (write.read) broke(Property::read_before_commit);
    write.read = false;
}

void Judge::committed(std::size_t index, Value value, bool exists) {
    Row& row = rows_[index];
    Write& done = write(value.write);
    if (done.version != 0) broke(Property::applied_twice);
    const bool late = done.version == 0 && settled(done);
    settle_reads(done);
    if (done.place == 0) done.place = ++last_place_;
    done.row = static_cast<std::uint8_t>(index);
    done.version = static_cast<std::uint16_t>(value.version);
    done.exists = exists;
    const auto now = static_cast<Rank>(2 * value.version);
    row.newest = now;
    row.exists = exists;
    if (late) {
        // What was taken for overwritten has committed after all, and after what overwrote it.
        row.floor = std::max(row.floor, now);
        clients_[done.client].wrote = std::max(clients_[done.client].wrote, now);
    }
    for (Write& other : writes_) {
        const bool over = other.acknowledged && other.version == 0 && other.row == index && other.place != 0 && other.place < done.place;
        if (!over) continue;
        settle_reads(other);
        row.floor = std::max(row.floor, static_cast<Rank>(now - 1));
    }
    const Rank own = static_cast<Rank>(kWaiting + done.place);
    change_ranks(index, [&](Rank rank) { return rank == own ? now : rank < own ? static_cast<Rank>(now - 1) : rank; });
    if (done.acknowledged) row.floor = std::max(row.floor, now);
}

void Judge::noted(const Event& event) {
    if (event.type == EventType::local_dropped) return local(event);
    if (!known(event.key)) return;
    switch (event.type) {
        case EventType::local_stored:
            placed(row_of(event.key), event.value, false);
            local(event);
            break;
        case EventType::enqueued: placed(row_of(event.key), event.value, true); break;
        case EventType::coalesced: coalesced(event.value.write, static_cast<WriteId>(event.detail)); break;
        default: break;
    }
}

void Judge::local(const Event& event) {
    if (!known(event.key) || event.key == Key{}) return crashed(event.instance);
    Copy& copy = rows_[row_of(event.key)].copies[event.instance];
    copy = Copy{};
    if (event.type != EventType::local_stored) return;
    copy = {static_cast<std::uint16_t>(event.value.version), static_cast<std::uint8_t>(event.value.write), event.state, true};
}

void Judge::crashed(InstanceId instance) {
    for (Row& row : rows_) row.copies[instance] = Copy{};
}

void Judge::finish_row(std::size_t row, bool cached, Value value, EntryState state) {
    if (cached) check_copy(row, value, state);
    for (const Copy& copy : rows_[row].copies) {
        if (copy.there) check_copy(row, Value{copy.write, copy.version}, copy.state);
    }
}

void Judge::check_copy(std::size_t index, Value value, EntryState state) {
    if (state != EntryState::value && state != EntryState::absent) return;
    const Row& row = rows_[index];
    const bool absent = state == EntryState::absent;
    const bool same = absent ? !row.exists : row.exists && rank(index, value, true) == row.newest;
    if (!same) broke(Property::permanent_inconsistency);
}

void Judge::finish() {
    for (const Write& write : writes_) {
        if (write.version != 0) continue;
        const bool over = write.acknowledged && once_overwritten(write) != 0;
        if (over) continue;
        if (write.acknowledged) broke(Property::lost_write);
        if (write.read) broke(Property::dirty_read);
    }
}

void Judge::add_to(Fingerprint& print, std::size_t rows, std::size_t requests) const {
    for (std::size_t i = 0; i < rows; ++i) {
        const Row& row = rows_[i];
        print.add((std::uint64_t{row.floor} << 32) | (std::uint64_t{row.newest} << 16) | (std::uint64_t{row.loads} << 1) | row.exists);
        for (std::size_t instance = 0; instance < row.copies.size(); ++instance) {
            const Copy& copy = row.copies[instance];
            if (!copy.there) continue;
            print.add((std::uint64_t{copy.version} << 32) | (std::uint64_t{copy.write} << 16) | (instance << 8) |
                      static_cast<std::uint64_t>(copy.state));
        }
    }
    for (std::size_t i = 0; i <= requests; ++i) {
        const Write& write = writes_[i];
        if (write.place == 0 && write.based_on == 0 && !write.read) continue;
        print.add((std::uint64_t{i} << 56) | (std::uint64_t{write.version} << 40) | (std::uint64_t{write.place} << 32) |
                  (std::uint64_t{write.row} << 24) | (std::uint64_t{write.based_on} << 16) | (write.queued ? 8u : 0u) |
                  (write.acknowledged ? 4u : 0u) | (write.read ? 2u : 0u) | (write.exists ? 1u : 0u));
    }
    std::uint64_t properties = 0;
    for (const Property property : kProperties) properties = (properties << 1) | (broken_.contains(property) ? 1u : 0u);
    print.add(properties);
}

}  // namespace stampede
