// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/lab_controller.h"

#include <QMetaObject>

#include "ui/model/lab_thread.h"

namespace stampede::ui {
namespace {

constexpr std::chrono::milliseconds kPatience{4000};
constexpr Duration kLongestWait = std::chrono::seconds(1);

}  // namespace

struct LabController::Body {
    Opener opener;
    std::unique_ptr<LabSession> session = std::make_unique<LabSession>();
    std::unique_ptr<LabThread> thread;
    RunConfig config;
    LabInfo info;
    BranchMap branches;
    Mode mode = Mode::step;
    bool ready = false;
    bool workload = false;
    bool plan = false;            // one runs
    bool planOfWorkload = false;  // it ends with the workload
    quint64 plans = 0;            // started so far: the end of an earlier one is ignored
    quint64 generation = 0;       // of the open lab: answers of an earlier one are ignored
};

LabController::LabController(Opener opener, QObject* parent) : QObject(parent), body_(std::make_unique<Body>()) {
    body_->opener = std::move(opener);
    body_->session->setFeed([this](Arrival& arrival) {
        if (body_->thread) body_->thread->take(arrival);
    });
}

LabController::~LabController() { shutDown(); }

LabSession* LabController::session() { return body_->session.get(); }
const RunConfig& LabController::config() const { return body_->config; }
const LabInfo& LabController::info() const { return body_->info; }
Mode LabController::mode() const { return body_->mode; }
bool LabController::ready() const { return body_->ready; }
bool LabController::workloadRunning() const { return body_->workload; }
bool LabController::planRunning() const { return body_->plan; }
const BranchMap& LabController::branches() const { return body_->branches; }

void LabController::open(const RunConfig& config) {
    shutDown();
    Body& body = *body_;
    body.config = config;
    const quint64 generation = ++body.generation;
    body.branches = BranchMap{};
    body.session->reset(config);
    Q_EMIT reopening();
    Q_EMIT branchesChanged();

    // Called on the lab's thread; the answer is delivered on this one, if this lab is still wanted by then.
    const auto deliver = [this, generation](std::function<void()> call) {
        QMetaObject::invokeMethod(
            this,
            [this, generation, call = std::move(call)] {
                if (generation == body_->generation) call();
            },
            Qt::QueuedConnection);
    };
    const auto build = [this, config, deliver, opener = body.opener]() -> Rig {
        Opened opened = opener(config, [this, deliver](int percent, const QString& what) {
            deliver([this, percent, what] { Q_EMIT opening(percent, what); });
        });
        deliver([this, info = opened.info, warning = opened.warning, error = opened.error] {
            body_->info = info;
            if (!error.isEmpty()) Q_EMIT failed(error);
            if (!warning.isEmpty()) Q_EMIT notice(warning);
        });
        return std::move(opened.rig);
    };
    const auto ready = [this, deliver] {
        deliver([this] {
            body_->ready = true;
            applyMode();
            Q_EMIT this->opened();
        });
    };
    const auto said = [this, deliver](const std::string& sentence) {
        deliver([this, text = QString::fromStdString(sentence)] { Q_EMIT notice(text); });
    };
    body.thread = std::make_unique<LabThread>(config, build, ready, said);
}

void LabController::applyMode() {
    post([mode = body_->mode](Hand& hand) -> Hand::Done {
        hand.set_mode(mode);
        return {};
    });
}

void LabController::setMode(Mode mode) {
    if (mode == body_->mode) return;
    body_->mode = mode;
    if (mode == Mode::step) {
        stopPlan();
        stopWorkload();
    }
    if (body_->thread) applyMode();
    Q_EMIT modeChanged(mode);
}

void LabController::post(const Act& act, bool urgent) {
    if (!body_->thread) return;
    body_->session->goLive();
    body_->session->wake();
    tell(act, urgent);
}

// What comes of it is the lab's; what it has to say is shown, and views get the branches as they are then.
void LabController::tell(const Act& act, bool urgent) {
    if (!body_->thread) return;
    const quint64 generation = body_->generation;
    const auto call = [this, act, generation](LabThread::Inside& inside) {
        const Hand::Done done = act(inside.hand);
        const QString trouble = done ? QString() : QString::fromStdString(done.error());
        const auto answer = [this, generation, trouble, branches = inside.hand.branches()] {
            if (generation != body_->generation) return;
            if (!trouble.isEmpty()) Q_EMIT notice(trouble);
            body_->branches = branches;
            Q_EMIT branchesChanged();
        };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    };
    body_->thread->post(call, urgent);
}

void LabController::perform(const std::vector<StoryStep>& steps) {
    post([steps](Hand& hand) {
        Hand::Done done;
        for (std::size_t i = 0; done && i < steps.size(); ++i) done = hand.perform(steps[i]);
        return done;
    });
}

void LabController::send(RequestKind kind, Key key) { perform({StoryStep::send(ClientRequest{kind, key, kSessionByHand})}); }

void LabController::read(Key key) { send(RequestKind::read, key); }

void LabController::write(Key key) {
    if (writable(key)) return send(RequestKind::write, key);
    Q_EMIT notice(tr("The leaderboard is computed from orders and scores; it cannot be written by its key."));
}

void LabController::erase(Key key) {
    if (writable(key)) return send(RequestKind::erase, key);
    Q_EMIT notice(tr("The leaderboard is computed from orders and scores; it has no row to erase."));
}

void LabController::stampede(Key key, quint32 count) { perform({StoryStep::send(ClientRequest{RequestKind::read, key}, count)}); }

void LabController::step() {
    post([](Hand& hand) { return hand.step(); });
}

void LabController::loseOrStep(quint32 operation, Fate fate) {
    const bool review = !body_->session->live();
    const std::size_t cursor = body_->session->cursor();
    post([operation, fate, review, cursor](Hand& hand) -> Hand::Done {
        if (review) {
            if (auto done = hand.go_to(hand.branches().at(cursor)); !done) return done;
        }
        return hand.let_go(operation, fate);
    });
}

void LabController::wait() { perform({StoryStep::wait(kLongestWait)}); }

void LabController::stepUntil(Stop stop, Key key) {
    post([stop, key](Hand& hand) -> Hand::Done {
        auto stopped = hand.step_until(stop, key);
        if (!stopped) return tl::unexpected(stopped.error());
        if (!stopped->empty()) return tl::unexpected(*stopped);
        return {};
    });
}

void LabController::back() {
    post([](Hand& hand) { return hand.back(); });
}

void LabController::forward() {
    post([](Hand& hand) { return hand.forward(); });
}

void LabController::goTo(quint32 node) {
    post([node](Hand& hand) { return hand.go_to(node); });
}

void LabController::continueFromHere() {
    const std::size_t cursor = body_->session->cursor();
    post([cursor](Hand& hand) { return hand.go_to(hand.branches().at(cursor)); });
}

void LabController::rename(quint32 node, const QString& name) {
    const auto act = [node, name = name.toStdString()](Hand& hand) -> Hand::Done {
        hand.rename(node, name);
        return {};
    };
    tell(act, false);
}

// A fault may come while an operation is under way.
void LabController::inject(const Fault& fault) {
    post([fault](Hand& hand) { return hand.perform(StoryStep::inject(fault)); }, true);
}

void LabController::heal(const Fault& fault) {
    post([fault](Hand& hand) { return hand.perform(StoryStep::heal(fault)); }, true);
}

void LabController::healKind(FaultKind kind) {
    post([kind](Hand& hand) { return hand.perform(StoryStep::heal(kind)); }, true);
}

void LabController::healAll() {
    post([](Hand& hand) { return hand.heal_all(); }, true);
}

void LabController::startWorkload(const Workload& workload, const FaultPlan& plan) {
    if (!body_->thread) return;
    goOn();
    if (!plan.empty()) {
        body_->planOfWorkload = true;
        body_->thread->post([plan, run = planTellers()](LabThread::Inside& inside) {
            inside.begun = [&inside, plan, run] {
                run.began();
                LabThread::run_plan(inside, plan, run.over);
            };
        });
    }
    changeWorkload(workload);
    if (!std::exchange(body_->workload, true)) Q_EMIT workloadChanged(true);
}

void LabController::changeWorkload(const Workload& workload) {
    if (!body_->thread) return;
    const quint64 seed = body_->config.seed;
    body_->thread->post([workload, seed](LabThread::Inside& inside) { LabThread::restart(inside, workload, seed); });
}

void LabController::stopWorkload() {
    if (body_->thread) {
        body_->thread->post([](LabThread::Inside& inside) {
            if (inside.load) inside.load->stop();
        });
    }
    if (std::exchange(body_->planOfWorkload, false)) stopPlan();
    if (std::exchange(body_->workload, false)) Q_EMIT workloadChanged(false);
}

void LabController::startPlan(const FaultPlan& plan) {
    if (!body_->thread || plan.empty()) return;
    goOn();
    body_->planOfWorkload = false;
    body_->thread->post([plan, run = planTellers()](LabThread::Inside& inside) {
        inside.begun = nullptr;
        LabThread::run_plan(inside, plan, run.over);
    });
    setPlanRunning(true);
}

void LabController::stopPlan() {
    if (body_->thread) {
        body_->thread->post([](LabThread::Inside& inside) {
            inside.begun = nullptr;
            if (inside.plan) inside.plan->stop();
        });
    }
    ++body_->plans;
    body_->planOfWorkload = false;
    setPlanRunning(false);
}

// What runs by itself is watched as it happens.
void LabController::goOn() {
    setMode(Mode::run);
    body_->session->goLive();
    body_->session->wake();
}

void LabController::setPlanRunning(bool running) {
    if (std::exchange(body_->plan, running) != running) Q_EMIT planChanged(running);
}

// Both are called on the lab's thread, and heard here unless another plan has been started or this one stopped meanwhile.
LabController::PlanTellers LabController::planTellers() {
    const quint64 number = ++body_->plans;
    const auto teller = [this, number](bool running) {
        return [this, number, running] {
            const auto heard = [this, number, running] {
                if (number == body_->plans) setPlanRunning(running);
            };
            QMetaObject::invokeMethod(this, heard, Qt::QueuedConnection);
        };
    };
    return {teller(true), teller(false)};
}

void LabController::shutDown() {
    Body& body = *body_;
    if (!body.thread) return;
    body.thread->shut_down(body.ready ? kPatience : std::chrono::milliseconds(0));
    body.session->tick();  // what the last flush did is still part of the story
    body.thread.reset();
    body.ready = false;
    ++body.plans;
    body.planOfWorkload = false;
    setPlanRunning(false);
    if (std::exchange(body.workload, false)) Q_EMIT workloadChanged(false);
}

}  // namespace stampede::ui
