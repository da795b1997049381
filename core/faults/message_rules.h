// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/fault.h"
#include "core/ports/random_source.h"

namespace stampede {

/// What the network does with a command.
struct Treatment {
    enum class Kind : std::uint8_t {
        pass,
        lose_request,  ///< it never reaches the server
        lose_reply,    ///< it has its effect, and nobody learns of it
        duplicate,     ///< it reaches the server twice
        deliver_late,  ///< it reaches the server `late` later, while others overtake it
    };
    Kind kind = Kind::pass;
    Duration late{0};
};

/// Whether the kind is about single commands, so that a rule carries it out.
constexpr bool of_a_message(FaultKind kind) { return kind >= FaultKind::lose_request && kind <= FaultKind::deliver_late; }

/// The faults that concern single commands, and how many each has seen. Both worlds ask it, so that they treat the same commands alike.
class MessageRules {
   public:
    explicit MessageRules(RandomSource random) : random_(random) {}

    /// Replaces the one of the same scope; with other parameters it counts from the beginning.
    void inject(const Fault& fault);
    void heal(const Fault& fault);
    void clear() { rules_.clear(); }
    bool empty() const { return rules_.empty(); }
    bool concern(InstanceId instance) const;

    /// Every rule counts the commands in its scope; the first that applies decides. A rule for a row's key concerns what the row's
    /// mechanisms keep beside it as well.
    Treatment decide(InstanceId instance, Verb verb, Key key);

   private:
    struct Rule {
        Fault fault;
        std::uint32_t seen = 0;
    };
    bool applies(Rule& rule);

    RandomSource random_;
    std::vector<Rule> rules_;
};

}  // namespace stampede
