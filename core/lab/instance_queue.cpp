// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/instance_queue.h"

#include <algorithm>

namespace stampede {

void InstanceQueue::push(PendingWrite write) {
    write.ticket = next_ticket();
    const auto older = coalescing_ ? newest_waiting(write.key) : waiting_.rend();
    if (older == waiting_.rend()) {
        waiting_.push_back(write);
    } else {
        // It keeps the older one's place: a row that is written all the time must not be put off for ever.
        record(EventType::coalesced, *older, write.write);
        *older = write;
    }
    record(EventType::enqueued, write, static_cast<std::int64_t>(at_risk()));
    if (wanted_ == 0 || waiting_.size() < wanted_) return;
    wanted_ = 0;
    waist_->queue_filled(instance_);
}

// Lab time goes on while an instance is down, and the instance's number keeps two queues apart: like a stream's ids, tickets order
// changes over crashes.
std::uint64_t InstanceQueue::next_ticket() {
    constexpr std::uint64_t kInstances = 256;
    const auto now = static_cast<std::uint64_t>(waist_->now().count()) * kInstances + instance_;
    last_ticket_ = std::max(last_ticket_ + kInstances, now);
    return last_ticket_;
}

std::deque<PendingWrite>::reverse_iterator InstanceQueue::newest_waiting(Key key) {
    return std::find_if(waiting_.rbegin(), waiting_.rend(), [key](const PendingWrite& waiting) { return waiting.key == key; });
}

std::optional<PendingWrite> InstanceQueue::newest(Key key) const {
    std::optional<PendingWrite> newest;
    const auto look = [&](const PendingWrite& change) {
        if (change.key == key && (!newest || newest->ticket < change.ticket)) newest = change;
    };
    std::for_each(waiting_.begin(), waiting_.end(), look);
    for (const Batch& batch : taken_) {
        if (batch.at_risk) std::for_each(batch.changes.begin(), batch.changes.end(), look);
    }
    return newest;
}

OperationAwaiter InstanceQueue::filled(std::uint32_t count, Duration at_most, std::source_location where) {
    Operation operation;
    operation.verb = Verb::sleep;
    operation.instance = instance_;
    operation.batch = count;
    operation.ttl = waiting_.size() >= count ? Duration{0} : at_most;
    wanted_ = waiting_.size() >= count ? 0 : count;
    return {waist_, operation, where};
}

BatchId InstanceQueue::take(std::size_t most) { return take_first(std::min(most, waiting_.size())); }

BatchId InstanceQueue::take_run(std::size_t most) {
    const auto last = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    const auto switches = std::adjacent_find(waiting_.begin(), last, [](const auto& a, const auto& b) { return a.erase != b.erase; });
    return take_first(static_cast<std::size_t>((switches == last ? last : switches + 1) - waiting_.begin()));
}

BatchId InstanceQueue::take_first(std::size_t count) {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    taken_.push_back({next_batch_, std::vector<PendingWrite>(waiting_.begin(), end), true, waist_->caller().background});
    waiting_.erase(waiting_.begin(), end);
    return next_batch_++;
}

void InstanceQueue::done_except(BatchId batch, std::vector<PendingWrite> kept) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    Event event = waist_->event(EventType::flushed);
    event.instance = instance_;
    event.detail = static_cast<std::int64_t>(found->changes.size() - kept.size());
    taken_.erase(found);
    if (event.detail > 0) waist_->record(event);
    put_in_front(kept);
}

void InstanceQueue::abandon(BatchId batch, WriteId write) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    std::vector<PendingWrite>& changes = found->changes;
    const auto given_up =
        std::find_if(changes.begin(), changes.end(), [write](const PendingWrite& change) { return change.write == write; });
    if (given_up == changes.end()) return;
    record(EventType::dead_letter, *given_up, 0);
    changes.erase(given_up);
}

void InstanceQueue::give_back(BatchId batch) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    const std::vector<PendingWrite> changes = std::move(found->changes);
    taken_.erase(found);
    put_in_front(changes);
}

void InstanceQueue::put_in_front(const std::vector<PendingWrite>& changes) {
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        const auto newer = coalescing_ ? newest_waiting(change->key) : waiting_.rend();
        if (newer == waiting_.rend()) {
            waiting_.push_front(*change);
        } else {
            record(EventType::coalesced, *change, newer->write);
        }
    }
}

void InstanceQueue::give_back_at_end(BatchId batch) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    waiting_.insert(waiting_.end(), found->changes.begin(), found->changes.end());
    taken_.erase(found);
}

std::span<const PendingWrite> InstanceQueue::changes(BatchId batch) const {
    const auto found = std::find_if(taken_.begin(), taken_.end(), [batch](const Batch& taken) { return taken.id == batch; });
    return found == taken_.end() ? std::span<const PendingWrite>{} : found->changes;
}

BatchId InstanceQueue::gather(std::vector<PendingWrite> changes) {
    taken_.push_back({next_batch_, std::move(changes), false, false});
    return next_batch_++;
}

void InstanceQueue::forget(BatchId batch) {
    if (const auto found = find(batch); found != taken_.end()) taken_.erase(found);
}

std::size_t InstanceQueue::at_risk() const {
    std::size_t count = waiting_.size();
    for (const Batch& batch : taken_) count += batch.at_risk ? batch.changes.size() : 0;
    return count;
}

void InstanceQueue::clear() {
    waiting_.clear();
    taken_.clear();
    wanted_ = 0;
    coalescing_ = false;
}

// The youngest first, so that the oldest is in front again. A batch that is safe elsewhere is a copy, or named by who may still want it.
void InstanceQueue::give_back_of_background() {
    std::vector<BatchId> taken;
    for (const Batch& batch : taken_) {
        if (batch.background && batch.at_risk) taken.push_back(batch.id);
    }
    std::for_each(taken.rbegin(), taken.rend(), [this](BatchId batch) { give_back(batch); });
}

std::vector<InstanceQueue::Batch>::iterator InstanceQueue::find(BatchId batch) {
    return std::find_if(taken_.begin(), taken_.end(), [batch](const Batch& taken) { return taken.id == batch; });
}

void InstanceQueue::record(EventType type, const PendingWrite& change, std::int64_t detail) {
    Event event = waist_->event(type);
    event.instance = instance_;
    event.request = change.write;
    event.key = change.key;
    event.value = Value{change.write, 0};
    event.found = !change.erase;
    event.state = change.erase ? EntryState::absent : EntryState::value;
    event.detail = detail;
    waist_->record(event);
}

}  // namespace stampede
