// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/operation_port.h"

namespace stampede {

/// Lab time for strategies, as their instance's clock has it. It stands still while a learner thinks, and so do the sleepers.
class Clock {
   public:
    Clock(OperationPort& port, InstanceId instance) : port_(&port), instance_(instance) {}

    Instant now() const { return port_->clock(instance_); }

    OperationAwaiter sleep(Duration length, std::source_location where = std::source_location::current()) const {
        Operation operation;
        operation.verb = Verb::sleep;
        operation.instance = instance_;
        operation.ttl = length;
        return {port_, operation, where};
    }

   private:
    OperationPort* port_;
    InstanceId instance_;
};

}  // namespace stampede
