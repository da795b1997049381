// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/faults/line_faults.h"
#include "core/faults/message_rules.h"
#include "core/model/operation.h"

namespace stampede {

/// The lines between the instances and the simulated cache: when what is sent arrives at the other end.
class SimulatedNetwork {
   public:
    explicit SimulatedNetwork(std::uint64_t seed) : beginning_(seed) {}

    /// The same draws again, and nothing broken.
    void reset() { *this = SimulatedNetwork(beginning_); }

    void inject(const Fault& fault) { of_a_message(fault.kind) ? rules_.inject(fault) : lines_.inject(fault); }
    void heal(const Fault& fault);
    /// The connection has been closed, or every instance's: the next one begins anew.
    void closed(InstanceId instance);

    /// Nothing is broken.
    bool well() const { return lines_.empty() && rules_.empty(); }
    bool troubled(InstanceId instance) const { return lines_.concern(instance) || rules_.concern(instance); }
    bool down(InstanceId instance) const { return lines_.down(instance); }
    bool holds(InstanceId instance, Stream direction) const { return lines_.toxics(instance, direction).hold; }
    Treatment decide(const Operation& operation) { return rules_.decide(operation.instance, operation.verb, operation.key); }

    struct Passage {
        Instant arrives{0};
        bool last = false;  ///< it does not arrive any more: the connection has carried what it may, and is closed then
    };
    /// Precondition: the direction does not hold.
    Passage pass(InstanceId instance, Stream direction, std::size_t bytes, Instant now);

   private:
    struct Line {
        Instant free{0};            // nothing arrives before what was sent before it
        std::uint64_t carried = 0;  // since there is a limit
    };

    std::uint64_t beginning_;
    RandomSource random_{beginning_};
    MessageRules rules_{random_.fork()};
    LineFaults lines_;
    std::map<std::pair<InstanceId, Stream>, Line> state_;
};

/// About how many bytes the verb's request and reply have in RESP.
std::size_t request_bytes(const Operation& operation);
std::size_t reply_bytes(const Operation& operation, const Reply& reply);
/// And a message about a key.
inline constexpr std::size_t kMessageBytes = 75;

}  // namespace stampede
