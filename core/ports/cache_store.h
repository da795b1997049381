// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/operation_port.h"

namespace stampede {

/// The cache as a strategy sees it. Every call is one operation on one key; each gives up after the configured deadline.
class CacheStore {
   public:
    CacheStore(OperationPort& port, InstanceId instance, Duration deadline) : port_(&port), instance_(instance), deadline_(deadline) {}

    OperationAwaiter get(Key key, std::source_location where = std::source_location::current()) const {
        return {port_, make(Verb::cache_get, key), where};
    }
    /// A ttl of zero stores the value until it is deleted or evicted.
    OperationAwaiter set(Key key, Value value, Duration ttl, std::source_location where = std::source_location::current()) const {
        Operation operation = make(Verb::cache_set, key);
        operation.value = value;
        operation.ttl = ttl;
        return {port_, operation, where};
    }
    OperationAwaiter del(Key key, std::source_location where = std::source_location::current()) const {
        return {port_, make(Verb::cache_del, key), where};
    }

   private:
    Operation make(Verb verb, Key key) const {
        Operation operation;
        operation.verb = verb;
        operation.instance = instance_;
        operation.key = key;
        operation.deadline = deadline_;
        return operation;
    }

    OperationPort* port_;
    InstanceId instance_;
    Duration deadline_;
};

}  // namespace stampede
