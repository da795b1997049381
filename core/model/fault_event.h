// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/event.h"

namespace stampede {

/// Writes the fault into an event of type fault_injected or fault_healed ...
inline void put_fault(Event& event, const Fault& fault) {
    event.fault = fault.kind;
    event.instance = fault.instance;
    event.key = fault.key;
    event.verb = fault.verb;
    event.detail = fault.added.count();
    event.timing.modelled = fault.jitter;
    event.timing.measured = Duration(static_cast<Duration::rep>(fault.probability * 1e9));
    event.operation = fault.amount;
    event.value.write = fault.choice;
}

/// ... and takes it out of there.
inline Fault fault_in(const Event& event) {
    Fault fault;
    fault.kind = event.fault;
    fault.instance = event.instance;
    fault.key = event.key;
    fault.verb = event.verb;
    fault.added = Duration(event.detail);
    fault.jitter = event.timing.modelled;
    fault.probability = static_cast<double>(event.timing.measured.count()) / 1e9;
    fault.amount = event.operation;
    fault.choice = static_cast<std::uint8_t>(event.value.write);
    return fault;
}

}  // namespace stampede
