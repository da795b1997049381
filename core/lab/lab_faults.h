// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/lab/dispatcher.h"
#include "core/lab/instance.h"
#include "core/lab/request_table.h"

namespace stampede {

/// The faults of a lab: which of them are active, and what is done about each. Those of the stores are the world's; those of the
/// application are done here, on its instances. The load asks what is active.
class LabFaults {
   public:
    using Instances = std::vector<std::unique_ptr<Instance>>;

    LabFaults(Dispatcher& dispatcher, RequestTable& requests, World& world, Instances& instances);
    LabFaults(const LabFaults&) = delete;
    LabFaults& operator=(const LabFaults&) = delete;

    /// False: there is no such instance, or it is down already; then nothing happens and nothing is recorded.
    bool inject(const Fault& fault);
    void heal(const Fault& fault);
    void heal(FaultKind kind);
    void heal_all();
    const std::vector<Fault>& active() const { return active_; }

    /// Keeps a lasting fault in mind until it is healed, and records it.
    void note(const Fault& fault);

   private:
    /// Of a fault of instances that concerns all of them: one for each; of any other, the fault itself.
    std::vector<Fault> each(const Fault& fault) const;
    bool inject_one(Fault fault);
    void heal_one(const Fault& fault);
    bool can_happen(const Fault& fault) const;
    void inject_application(const Fault& fault);
    void heal_application(const Fault& fault);
    void end(std::vector<Fault>::iterator active);
    void end_with_instance(InstanceId id);
    void crash(InstanceId id);
    void restart(InstanceId id);
    void cold_start();

    Dispatcher* dispatcher_;
    RequestTable* requests_;
    World* world_;
    Instances* instances_;
    std::vector<Fault> active_;
};

}  // namespace stampede
