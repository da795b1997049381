// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/lab.h"

#include <algorithm>

#include "core/lab/lab_faults.h"
#include "core/lab/request_table.h"
#include "core/strategies/combination.h"

namespace stampede {
namespace {

// What a client needs to learn that nobody listens.
constexpr Duration kRefusal = std::chrono::milliseconds(1);

}  // namespace

struct Lab::Body {
    Body(const RunConfig& config_, Scheduler& scheduler_, World& world_, EventSink& sink, MakeStrategy make_)
        : config(config_),
          make(make_ ? std::move(make_) : MakeStrategy(compose)),
          scheduler(scheduler_),
          world(world_),
          random(config.seed),
          dispatcher(scheduler, world, sink, config.seed),
          requests(dispatcher, scheduler),
          faults(dispatcher, requests, world, instances) {}

    Instance& choose_instance(const ClientRequest& request) {
        if (request.instance) return *instances[*request.instance % instances.size()];
        next_instance = (next_instance + 1) % instances.size();
        return *instances[next_instance];
    }
    bool stepping() const { return mode == Mode::step; }
    void finish_close();
    std::vector<Waiting> described(const std::vector<Operation>& operations) const;

    RunConfig config;
    MakeStrategy make;
    Scheduler& scheduler;
    World& world;
    RandomSource random;
    Dispatcher dispatcher;
    RequestTable requests;
    std::vector<std::unique_ptr<Instance>> instances;
    LabFaults faults;
    std::size_t next_instance = 0;
    Mode mode = Mode::step;
    std::size_t closing = 0;
    std::function<void()> closed;
};

Lab::Lab(const RunConfig& config, Scheduler& scheduler, World& world, EventSink& sink, MakeStrategy make)
    : body_(std::make_unique<Body>(config, scheduler, world, sink, std::move(make))) {
    Body& body = *body_;
    body.dispatcher.on_idle([&body] {
        if (body.stepping()) body.world.freeze_time();
    });
    // A server that ended by itself is down like one that was crashed: the same button starts it again.
    body.dispatcher.on_cache_lost([&body] { body.faults.note(Fault{FaultKind::redis_kill}); });
    body.dispatcher.on_message([&body](InstanceId to, const Message& message) {
        if (to < body.instances.size()) body.instances[to]->deliver(message);
    });
    world.observe(body.dispatcher);
    Event opened = body.dispatcher.event(EventType::mode_changed);
    body.dispatcher.record(opened);
    world.hold_ttls(true);
    world.freeze_time();
    for (std::uint32_t id = 0; id < std::max(1u, config.instances); ++id) {
        body.instances.push_back(
            std::make_unique<Instance>(static_cast<InstanceId>(id), body.config, body.make, body.dispatcher, world, body.random));
        body.dispatcher.add_queue(static_cast<InstanceId>(id), &body.instances.back()->queue());
    }
    for (auto& instance : body.instances) instance->start();
}

Lab::~Lab() {
    for (auto& instance : body_->instances) {
        body_->dispatcher.abandon(instance->id());
        body_->dispatcher.on_idle({});
    }
    body_->scheduler.forget(&body_->dispatcher);
    body_->scheduler.forget(&body_->requests);
}

const RunConfig& Lab::config() const { return body_->config; }

Mode Lab::mode() const { return body_->mode; }

void Lab::set_mode(Mode mode) {
    Body& body = *body_;
    if (mode == body.mode) return;
    body.mode = mode;
    Event event = body.dispatcher.event(EventType::mode_changed);
    event.detail = mode == Mode::run ? 1 : 0;
    body.dispatcher.record(event);
    body.world.hold_ttls(mode == Mode::step);
    if (mode == Mode::run) {
        body.world.resume_time();
        body.dispatcher.hold(false);
    } else {
        body.dispatcher.hold(true);
        if (body.dispatcher.on_the_way() == 0) body.world.freeze_time();
    }
}

RequestId Lab::send(const ClientRequest& request) {
    Instance& instance = body_->choose_instance(request);
    if (!instance.running()) return body_->requests.refuse(request, instance.id(), body_->stepping() ? Duration{0} : kRefusal);
    return body_->requests.start(request, instance);
}

void Lab::stampede(Key key, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) send(ClientRequest{RequestKind::read, key});
}

bool Lab::step() {
    if (body_->dispatcher.on_the_way() > 0) return false;
    return step(0);
}

bool Lab::step(OperationId operation, Fate fate) {
    Body& body = *body_;
    if (!body.stepping()) return false;
    body.world.resume_time();
    if (body.dispatcher.release(operation, fate)) return true;
    if (body.dispatcher.on_the_way() == 0) body.world.freeze_time();
    return false;
}

std::vector<Waiting> Lab::Body::described(const std::vector<Operation>& operations) const {
    std::vector<Waiting> waiting;
    for (const Operation& operation : operations) {
        const bool for_queue = operation.verb == Verb::sleep && operation.batch != 0;
        const Duration at_most = rests(operation.verb) ? operation.ttl : Duration{0};
        waiting.push_back({operation.id, operation.request, operation.verb, operation.key, operation.instance,
                           dispatcher.root_of(operation), at_most, for_queue});
    }
    return waiting;
}

std::vector<Waiting> Lab::waiting() const { return body_->described(body_->dispatcher.parked()); }

std::vector<Waiting> Lab::resting() const { return body_->described(body_->dispatcher.resting()); }

bool Lab::wake(OperationId operation) { return body_->dispatcher.wake(operation); }

void Lab::rest_by_hand(bool on) { body_->dispatcher.rest_by_hand(on); }

bool Lab::settled() const {
    const Dispatcher& dispatcher = body_->dispatcher;
    return dispatcher.on_the_way() == 0 && !dispatcher.waking() && !dispatcher.dooming() && body_->requests.refused() == 0;
}

void Lab::wait(Duration at_most) {
    Body& body = *body_;
    if (!body.stepping() || body.dispatcher.on_the_way() > 0) return;
    const Instant next = body.dispatcher.next_wake_up();
    const Duration until_next = next == kNever ? at_most : std::max(Duration{0}, next - body.scheduler.now());
    body.world.advance_time(std::min(at_most, until_next));
    body.dispatcher.rests_by_hand() ? body.dispatcher.wake_next() : body.dispatcher.wake_due();
}

std::size_t Lab::in_flight() const { return body_->requests.size(); }

std::size_t Lab::queued(InstanceId instance) const {
    return instance < body_->instances.size() ? body_->instances[instance]->queue().size() : 0;
}

void Lab::inject(const Fault& fault) {
    const bool done = body_->faults.inject(fault);
    if (done && fault.kind == FaultKind::stampede) stampede(fault.key, fault.amount);
}

void Lab::heal(const Fault& fault) { body_->faults.heal(fault); }

void Lab::heal(FaultKind kind) { body_->faults.heal(kind); }

void Lab::heal_all() { body_->faults.heal_all(); }

const std::vector<Fault>& Lab::active_faults() const { return body_->faults.active(); }

void Lab::close(std::function<void()> closed) {
    Body& body = *body_;
    body.closed = std::move(closed);
    set_mode(Mode::run);
    body.closing = 1;
    for (auto& instance : body.instances) {
        if (!instance->running()) continue;
        ++body.closing;
        body.dispatcher.reach(instance->id(), [&body, &closing = *instance] {
            closing.close([](void* self, std::size_t) { static_cast<Body*>(self)->finish_close(); }, &body);
        });
    }
    body.finish_close();
}

void Lab::close_by_hand() {
    for (auto& instance : body_->instances) {
        if (!instance->running()) continue;
        body_->dispatcher.reach(instance->id(), [&closing = *instance] { closing.close([](void*, std::size_t) {}, nullptr); });
    }
}

void Lab::Body::finish_close() {
    if (--closing == 0 && closed) closed();
}

void Lab::on_notice(std::function<void(const std::string&)> notice) { body_->dispatcher.on_notice(std::move(notice)); }

}  // namespace stampede
