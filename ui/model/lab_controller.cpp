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
    Mode mode = Mode::step;
    bool ready = false;
    bool workload = false;
    quint64 generation = 0;  // of the open lab: answers of an earlier one are ignored
};

LabController::LabController(Opener opener, QObject* parent) : QObject(parent), body_(std::make_unique<Body>()) {
    body_->opener = std::move(opener);
    body_->session->setFeed([this](std::vector<Event>& events) {
        if (body_->thread) body_->thread->take(events);
    });
}

LabController::~LabController() { shutDown(); }

LabSession* LabController::session() { return body_->session.get(); }
const RunConfig& LabController::config() const { return body_->config; }
const LabInfo& LabController::info() const { return body_->info; }
Mode LabController::mode() const { return body_->mode; }
bool LabController::ready() const { return body_->ready; }
bool LabController::workloadRunning() const { return body_->workload; }

void LabController::open(const RunConfig& config) {
    shutDown();
    Body& body = *body_;
    body.config = config;
    body.session->reset(config);
    const quint64 generation = ++body.generation;

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
    body_->thread->post([mode = body_->mode](LabThread::Inside& inside) { inside.lab.set_mode(mode); });
}

void LabController::setMode(Mode mode) {
    if (mode == body_->mode) return;
    body_->mode = mode;
    if (mode == Mode::step) stopWorkload();
    if (body_->thread) applyMode();
    Q_EMIT modeChanged(mode);
}

void LabController::post(const std::function<void(Lab&)>& call) {
    if (!body_->thread) return;
    body_->session->goLive();
    body_->session->wake();
    body_->thread->post([call](LabThread::Inside& inside) { call(inside.lab); });
}

void LabController::read(Key key) {
    post([key](Lab& lab) { lab.send(RequestKind::read, key); });
}

void LabController::write(Key key) {
    if (!writable(key)) {
        Q_EMIT notice(tr("The leaderboard is computed from orders and scores; it cannot be written by its key."));
        return;
    }
    post([key](Lab& lab) { lab.send(RequestKind::write, key); });
}

void LabController::erase(Key key) {
    if (!writable(key)) {
        Q_EMIT notice(tr("The leaderboard is computed from orders and scores; it has no row to erase."));
        return;
    }
    post([key](Lab& lab) { lab.send(RequestKind::erase, key); });
}

void LabController::stampede(Key key, quint32 count) {
    post([key, count](Lab& lab) { lab.stampede(key, count); });
}

void LabController::step() {
    post([](Lab& lab) {
        if (!lab.step() && lab.waiting().empty()) lab.wait(kLongestWait);
    });
}

void LabController::stepOperation(quint32 operation) {
    post([operation](Lab& lab) { lab.step(operation); });
}

void LabController::wait() {
    post([](Lab& lab) { lab.wait(kLongestWait); });
}

void LabController::inject(const Fault& fault) {
    post([fault](Lab& lab) { lab.inject(fault); });
}

void LabController::heal(FaultKind kind) {
    post([kind](Lab& lab) { lab.heal(kind); });
}

void LabController::healAll() {
    post([](Lab& lab) { lab.heal_all(); });
}

void LabController::startWorkload(const Workload& workload) {
    if (!body_->thread) return;
    setMode(Mode::run);
    body_->session->goLive();
    body_->session->wake();
    const quint64 seed = body_->config.seed;
    body_->thread->post([workload, seed](LabThread::Inside& inside) { LabThread::restart(inside, workload, seed); });
    if (!std::exchange(body_->workload, true)) Q_EMIT workloadChanged(true);
}

void LabController::stopWorkload() {
    if (body_->thread) {
        body_->thread->post([](LabThread::Inside& inside) {
            if (inside.load) inside.load->stop();
        });
    }
    if (std::exchange(body_->workload, false)) Q_EMIT workloadChanged(false);
}

void LabController::shutDown() {
    Body& body = *body_;
    if (!body.thread) return;
    body.thread->shut_down(body.ready ? kPatience : std::chrono::milliseconds(0));
    body.session->tick();  // what the last flush did is still part of the story
    body.thread.reset();
    body.ready = false;
    if (std::exchange(body.workload, false)) Q_EMIT workloadChanged(false);
}

}  // namespace stampede::ui
