// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/instance_queue.h"

#include <algorithm>

#include "core/lab/dispatcher.h"

namespace stampede {

void InstanceQueue::push(PendingWrite write) {
    waiting_.push_back(write);
    Event event = dispatcher_->event(EventType::enqueued);
    event.instance = instance_;
    event.request = write.write;
    event.key = write.key;
    event.value = Value{write.write, 0};
    event.detail = static_cast<std::int64_t>(at_risk());
    dispatcher_->record(event);
    if (wanted_ == 0 || waiting_.size() < wanted_) return;
    wanted_ = 0;
    dispatcher_->queue_filled(instance_);
}

OperationAwaiter InstanceQueue::filled(std::uint32_t count, Duration at_most, std::source_location where) {
    Operation operation;
    operation.verb = Verb::sleep;
    operation.instance = instance_;
    operation.batch = count;
    operation.ttl = waiting_.size() >= count ? Duration{0} : at_most;
    wanted_ = waiting_.size() >= count ? 0 : count;
    return {dispatcher_, operation, where};
}

BatchId InstanceQueue::take(std::size_t most) {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    taken_.emplace_back(next_batch_, std::vector<PendingWrite>(waiting_.begin(), end));
    waiting_.erase(waiting_.begin(), end);
    return next_batch_++;
}

void InstanceQueue::done(BatchId batch) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    Event event = dispatcher_->event(EventType::flushed);
    event.instance = instance_;
    event.detail = static_cast<std::int64_t>(found->second.size());
    taken_.erase(found);
    dispatcher_->record(event);
}

void InstanceQueue::give_back(BatchId batch) {
    const auto found = find(batch);
    if (found == taken_.end()) return;
    waiting_.insert(waiting_.begin(), found->second.begin(), found->second.end());
    taken_.erase(found);
}

std::size_t InstanceQueue::at_risk() const {
    std::size_t count = waiting_.size();
    for (const Batch& batch : taken_) count += batch.second.size();
    return count;
}

std::span<const PendingWrite> InstanceQueue::batch(BatchId batch) const {
    for (const Batch& taken : taken_) {
        if (taken.first == batch) return taken.second;
    }
    return {};
}

void InstanceQueue::clear() {
    waiting_.clear();
    taken_.clear();
    wanted_ = 0;
}

std::vector<InstanceQueue::Batch>::iterator InstanceQueue::find(BatchId batch) {
    return std::find_if(taken_.begin(), taken_.end(), [&](const Batch& taken) { return taken.first == batch; });
}

}  // namespace stampede
