// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "tests/contract/world_under_test.h"
#include "tests/differential/step.h"

namespace stampede::test {

/// One of the worlds, and what it has handed out so far.
class OneWorld {
   public:
    explicit OneWorld(std::unique_ptr<WorldUnderTest> world) : world_(std::move(world)) {}

    /// Performs the step and says all that may be compared: replies, effects, and the changes handed out. Numbers that a world is
    /// free to choose, tokens of leases and transactions and tickets, are said by the order in which they came.
    std::string perform(const Step& step, WriteId write);

   private:
    Operation operation_for(const Step& step, WriteId write);
    std::vector<PendingWrite> batch_for(const Step& step, WriteId write) const;
    std::string say(const Operation& operation, const Recorder::Completion& done);
    std::uint64_t said_token(Verb verb, std::uint64_t token);

    /// Whose changes are whose: tickets of different stores have nothing to do with each other.
    enum class Origin { list, stream, outbox, rows };
    static Origin origin_of(Verb verb);

    std::unique_ptr<WorldUnderTest> world_;
    std::map<Origin, std::vector<std::vector<PendingWrite>>> received_;
    std::map<Key, std::uint64_t> leases_;  // the last token handed out
    using Places = std::map<std::uint64_t, std::size_t>;
    Places tokens_;
    Places tickets_;
    Places transactions_;
};

}  // namespace stampede::test
