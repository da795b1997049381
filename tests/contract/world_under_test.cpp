// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/contract/world_under_test.h"

namespace stampede::test {

void WorldUnderTest::watch() {
    seen_ = std::make_unique<Recorder>(scheduler());
    world().observe(*seen_);
}

Operation WorldUnderTest::make(Verb verb, Key key, Value value, Duration deadline) {
    Operation operation;
    operation.verb = verb;
    operation.key = key;
    operation.value = value;
    operation.deadline = deadline;
    return operation;
}

OperationId WorldUnderTest::issue(Operation operation) {
    operation.id = next_++;
    seen_->issuing = true;
    world().issue(operation);
    seen_->issuing = false;
    return operation.id;
}

Recorder::Completion WorldUnderTest::perform(const Operation& operation) {
    const OperationId id = issue(operation);
    if (!run_until([&] { return seen_->completion(id) != nullptr; })) return {};
    return *seen_->completion(id);
}

Reply WorldUnderTest::set(Key key, Value value, Duration ttl) {
    Operation operation = make(Verb::cache_set, key, value);
    operation.ttl = ttl;
    return perform(operation).reply;
}

void WorldUnderTest::inject(FaultKind kind, Duration added) {
    Fault fault;
    fault.kind = kind;
    fault.added = added;
    world().inject(fault);
}

}  // namespace stampede::test
