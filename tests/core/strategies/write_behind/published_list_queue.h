// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/environment.h"
#include "core/strategies/path.h"

namespace stampede::test {

/// What an article sketches for orders, in no catalogue: a write is only pushed to a list and not put under the key that readers ask for,
/// and a worker pops jobs before it has committed them.
class PublishedListQueue final : public Path {
   public:
    explicit PublishedListQueue(const Environment& environment)
        : Path(environment), queues(environment.queues), batches(environment.queue) {
        stand_on(*this, *this);
    }

    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply pushed = co_await queues.list_push(key, change);
        co_return Acknowledgement{pushed.outcome, Value{change.id, 0}};
    }

    Task<void> background() override {
        for (;;) {
            const Reply popped = co_await queues.list_pop(10);
            if (popped.batch == 0) {
                co_await clock.sleep(std::chrono::seconds(1));
                continue;
            }
            co_await database.apply(popped.batch);
            batches.forget(popped.batch);
        }
    }

   private:
    QueueStore queues;
    WriteQueue& batches;
};

}  // namespace stampede::test
