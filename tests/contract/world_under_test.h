// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/model/run_config.h"
#include "tests/contract/recorder.h"

namespace stampede::test {

/// A world, whichever, with somebody who watches it. The contract's cases know nothing else of it.
class WorldUnderTest {
   public:
    virtual ~WorldUnderTest() = default;
    virtual World& world() = 0;
    virtual Scheduler& scheduler() = 0;
    /// Lets things happen until the condition holds; false when that takes more than ten seconds.
    virtual bool run_until(const std::function<bool()>& condition) = 0;
    /// Lets the wall clock go on; nothing where time does not follow it.
    virtual void let_wall_time_pass(Duration by) = 0;

    Recorder& seen() { return *seen_; }

    /// Issues an operation with a fresh id.
    OperationId issue(Operation operation);
    /// Issues it and waits for the answer; an id of 0 in the result: none came.
    Recorder::Completion perform(const Operation& operation);

    Reply get(Key key) { return perform(make(Verb::cache_get, key)).reply; }
    Reply set(Key key, Value value, Duration ttl = Duration{0});
    Reply del(Key key) { return perform(make(Verb::cache_del, key)).reply; }
    Reply select(Key key) { return perform(make(Verb::db_select, key)).reply; }
    Reply update(Key key, WriteId write) { return perform(make(Verb::db_update, key, Value{write, 0})).reply; }

    static Operation make(Verb verb, Key key, Value value = {}, Duration deadline = std::chrono::seconds(5));
    void inject(FaultKind kind, Duration added = Duration{0});

   protected:
    /// Called by the worlds' constructors once they have a world.
    void watch();

   private:
    std::unique_ptr<Recorder> seen_;
    OperationId next_ = 1;
};

std::unique_ptr<WorldUnderTest> make_live(const RunConfig& config);
std::unique_ptr<WorldUnderTest> make_simulated(const RunConfig& config);

}  // namespace stampede::test
