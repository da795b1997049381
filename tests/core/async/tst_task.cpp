// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <memory>
#include <stdexcept>

#include "core/async/task.h"

using namespace stampede;

namespace {

/// Counts how many of its kind are alive: a frame that is destroyed twice or never shows.
struct Counted {
    explicit Counted(int& count) : count_(&count) { ++*count_; }
    Counted(const Counted& other) : count_(other.count_) { ++*count_; }
    ~Counted() { --*count_; }
    int* count_;
};

/// Suspends until the test resumes it.
struct Gate {
    std::coroutine_handle<> waiter;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) { waiter = handle; }
    void await_resume() const noexcept {}
};

struct GateRef {
    Gate* gate;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) { gate->waiter = handle; }
    void await_resume() const noexcept {}
};

Task<int> seven() { co_return 7; }

Task<int> add_through(Gate* gate, int value) {
    GateRef wait{gate};
    co_await wait;
    co_return value + 1;
}

Task<void> outer(Gate* gate, int* result, int* alive) {
    const Counted mine(*alive);
    const int inner = co_await add_through(gate, 1);
    *result = inner;
}

Task<void> many(int times, long* sum) {
    for (int i = 0; i < times; ++i) {
        const int value = co_await seven();
        *sum += value;
    }
}

Task<int> fails() {
    throw std::runtime_error("no");
    co_return 0;
}

Task<void> catches(bool* caught) {
    try {
        co_await fails();
    } catch (const std::runtime_error&) {
        *caught = true;
    }
}

/// What strategies pass through a co_await: trivially copyable operands, which g++ 12.2 may destroy twice without harm.
struct Operand {
    long a = 0;
    int b = 0;
};

Task<long> takes(Operand operand) { co_return operand.a + operand.b; }

Task<void> passes(long* sum) {
    Operand operand;
    operand.a = 40;
    operand.b = 2;
    const long result = co_await takes(operand);
    *sum = result;
}

}  // namespace

class TestTask : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void doesNotRunUntilStarted() {
        int result = 0, alive = 0;
        Gate gate;
        Task<void> task = outer(&gate, &result, &alive);
        QCOMPARE(alive, 0);
        task.start();
        QCOMPARE(alive, 1);
        QVERIFY(!task.done());
    }

    void resumesTheParentWhenTheChildEnds() {
        int result = 0, alive = 0;
        Gate gate;
        Task<void> task = outer(&gate, &result, &alive);
        task.start();
        gate.waiter.resume();
        QVERIFY(task.done());
        QCOMPARE(result, 2);
        QCOMPARE(alive, 0);
    }

    void destroyingASuspendedTaskDestroysEachFrameOnce() {
        int result = 0, alive = 0;
        Gate gate;
        {
            Task<void> task = outer(&gate, &result, &alive);
            task.start();
            QCOMPARE(alive, 1);
        }
        QCOMPARE(alive, 0);
        QCOMPARE(result, 0);
    }

    void awaitingAMillionFinishedTasksDoesNotGrowTheStack() {
        long sum = 0;
        Task<void> task = many(1'000'000, &sum);
        task.start();
        QVERIFY(task.done());
        QCOMPARE(sum, 7'000'000L);
    }

    void passesAnExceptionToWhoAwaits() {
        bool caught = false;
        Task<void> task = catches(&caught);
        task.start();
        QVERIFY(caught);
    }

    void tellsTheOwnerOnceAndMayBeDestroyedThere() {
        struct Owner {
            Task<int> task;
            int calls = 0;
        } owner;
        owner.task = seven();
        owner.task.on_end(
            [](void* context, std::size_t argument) {
                auto& it = *static_cast<Owner*>(context);
                it.calls += static_cast<int>(argument);
                it.task = {};
            },
            &owner, 5);
        owner.task.start();
        QCOMPARE(owner.calls, 5);
        QVERIFY(!owner.task.valid());
    }

    void trivialOperandsSurviveACoAwaitExpression() {
        long sum = 0;
        Task<void> task = passes(&sum);
        task.start();
        QCOMPARE(sum, 42L);
    }
};

QTEST_APPLESS_MAIN(TestTask)
#include "tst_task.moc"
