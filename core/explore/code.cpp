// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/code.h"

#include <algorithm>

#include "core/model/source_files.h"
#include "core/strategies/combination.h"

namespace stampede {
namespace {

constexpr std::uint32_t kDetail = 0xffffff;

RequestId first_request(const Scenario& scenario, std::uint32_t client) {
    RequestId first = 1;
    for (std::uint32_t before = 0; before < client; ++before) first += static_cast<RequestId>(scenario.program(before).size());
    return first;
}

}  // namespace

Code::Code(Setting setting) : setting_(std::move(setting)), make_(setting_.scenario->make ? setting_.scenario->make : compose) {
    State off;
    off.actors.resize(setting_.clients.size());
    states_.push_back(off);
    stand_at(kOff);
}

Code::~Code() {
    for (Actor& actor : actors_) actor.task = {};
}

std::uint32_t Code::learn(std::uint32_t state, std::uint32_t packed) {
    if (at_ != state) stand_at(state);
    deeds_.clear();
    feed(packed);
    CodeStep step;
    step.next = number_of_present(state, packed);
    step.deeds = deeds_;
    at_ = step.next;
    edges_.put(state, packed, static_cast<std::uint32_t>(steps_.size()));
    steps_.push_back(std::move(step));
    return static_cast<std::uint32_t>(steps_.size() - 1);
}

std::uint32_t Code::number_of_present(std::uint32_t before, std::uint32_t packed) {
    State present{before, packed, {}, instance_->queue().size() > 0};
    for (const Actor& actor : actors_) present.actors.push_back(actor.view);
    const bool idle = std::all_of(actors_.begin(), actors_.end(), [](const Actor& actor) {
        return actor.view.stand == Stand::unstarted || actor.view.stand == Stand::ended;
    });
    const bool between = !setting_.remembers && actors_.size() == 1 && idle;
    const std::size_t position = between ? actors_.front().view.position : 0;
    if (between && position < between_.size() && between_[position] != kOff) return between_[position];
    states_.push_back(std::move(present));
    const auto number = static_cast<std::uint32_t>(states_.size() - 1);
    if (between) {
        between_.resize(std::max(between_.size(), position + 1));
        between_[position] = number;
    }
    return number;
}

// From the beginning, through all that it has been told.
void Code::stand_at(std::uint32_t state) {
    for (Actor& actor : actors_) actor.task = {};
    warming_ = {};
    instance_.reset();
    actors_.clear();
    raised_.clear();
    parked_ = 0;
    random_ = RandomSource(setting_.seed);
    actors_.resize(setting_.clients.size());
    Waist& waist = *this;
    MessageExchange& exchange = *this;
    instance_ = std::make_unique<Instance>(setting_.instance, setting_.scenario->config, make_, waist, exchange, random_);
    std::vector<std::uint32_t> way;
    for (std::uint32_t at = state; at != kOff; at = states_[at].before) way.push_back(states_[at].input);
    for (auto input = way.rbegin(); input != way.rend(); ++input) feed(*input);
    at_ = state;
}

void Code::feed(std::uint32_t packed) {
    const auto actor = static_cast<std::size_t>((packed >> 24) & 31);
    const std::uint32_t detail = packed & kDetail;
    switch (static_cast<Input>(packed >> 29)) {
        case Input::start: instance_->start(); break;
        case Input::begin: begin(actor); break;
        case Input::reply: reply(actor, setting_.words->told[detail]); break;
        case Input::message: instance_->deliver(setting_.words->messages[detail]); break;
        case Input::close: instance_->close([](void*, std::size_t) {}, nullptr); break;
        case Input::crash: crash(); break;
        case Input::warm: warm(Key{Kind::user_profile, detail}); break;
    }
    wake_raised();
}

void Code::begin(std::size_t index) {
    Actor& actor = actors_[index];
    actor.request = first_request(*setting_.scenario, setting_.clients[index]) + actor.view.position;
    actor.running = true;
    actor.view.rests = 0;
    actor.task = serve(index);
    Task<void>& task = actor.task;
    run_as(Caller{actor.request, setting_.instance}, [&task] { task.start(); });
}

Task<void> Code::serve(std::size_t index) {
    const std::uint8_t client = setting_.clients[index];
    const Key key = setting_.scenario->key(client);
    const char kind = setting_.scenario->program(client)[actors_[index].view.position];
    Strategy& strategy = instance_->strategy();
    if (kind == 'R') {
        const Answer answer = co_await strategy.read(key);
        end_request(index, answer);
        co_return;
    }
    const Change change{actors_[index].request, kind == 'D'};
    const Acknowledgement told = co_await strategy.write(key, change);
    const Answer answer{told.outcome, Source::none, !change.erase, told.value};
    end_request(index, answer);
}

void Code::end_request(std::size_t index, const Answer& answer) {
    Actor& actor = actors_[index];
    actor.running = false;
    ++actor.view.position;
    actor.view.rests = 0;
    actor.view.asked = 0;
    const bool last = actor.view.position == setting_.scenario->program(setting_.clients[index]).size();
    actor.view.stand = last ? Stand::ended : Stand::unstarted;
    Deed deed;
    deed.kind = Deed::Kind::ended;
    deed.actor = static_cast<std::uint8_t>(index);
    deed.answer = answer;
    deeds_.push_back(deed);
}

void Code::reply(std::size_t index, const Told& told) {
    Actor& actor = actors_[index];
    *actor.reply = told.reply;
    if (told.reply.ok() && !told.changes.empty()) actor.reply->batch = instance_->receive(told.changes);
    actor.reply->source = actor.asks == Component::cache ? Source::cache : Source::database;
    actor.running = true;
    const auto waiter = actor.waiter;
    run_as(Caller{actor.request, setting_.instance}, [waiter] { waiter.resume(); });
    // Work beside requests that has neither parked nor will: its coroutine is done.
    if (!actors_[index].running) return;
    actors_[index].running = false;
    actors_[index].view = ActorView{Stand::ended};
    actors_[index].root = nullptr;
}

void Code::crash() {
    instance_->refuse();
    for (std::size_t i = 0; i < actors_.size(); ++i) {
        Actor& actor = actors_[i];
        if (actor.view.stand == Stand::unstarted || actor.view.stand == Stand::ended) continue;
        actor.task = {};
        if (i < setting_.clients.size()) {
            end_request(i, Answer{Outcome::crashed, Source::none, false, Value{}});
        } else {
            actor.view = ActorView{Stand::ended};
            actor.root = nullptr;
        }
    }
    instance_->crash();
    raised_.clear();
    instance_->start();
}

void Code::warm(Key key) {
    warming_ = instance_->strategy().read(key);
    run_as(Caller{0, setting_.instance}, [this] { warming_.start(); });
}

void Code::raise(InstanceId, std::uint64_t signal) {
    for (std::size_t i = 0; i < actors_.size(); ++i) {
        if (actors_[i].view.stand == Stand::waiting && actors_[i].signal == signal) raised_.push_back(i);
    }
    // As in a lab: in the order in which they began to wait.
    std::stable_sort(raised_.begin(), raised_.end(),
                     [this](std::size_t a, std::size_t b) { return actors_[a].parked_as < actors_[b].parked_as; });
}

// Whoever waited in the instance's memory goes on at once: no store was asked, so it is no step.
void Code::wake_raised() {
    while (!raised_.empty()) {
        const std::size_t index = raised_.front();
        raised_.erase(raised_.begin());
        if (actors_[index].view.stand == Stand::waiting) reply(index, Told{});
    }
}

std::size_t Code::actor_for(const TaskFrame& frame) {
    const std::size_t clients = setting_.clients.size();
    for (std::size_t i = 0; caller().request != 0 && i < clients; ++i) {
        if (actors_[i].request == caller().request) return i;
    }
    const TaskFrame* root = &frame;
    while (root->caller() != nullptr) root = root->caller();
    for (std::size_t i = clients; i < actors_.size(); ++i) {
        if (actors_[i].root == root) return i;
    }
    for (std::size_t i = clients; i < actors_.size(); ++i) {
        if (actors_[i].root != nullptr) continue;
        actors_[i] = Actor();
        actors_[i].root = root;
        return i;
    }
    too_many_ = too_many_ || actors_.size() >= clients + kMostBeside;
    actors_.emplace_back().root = root;
    return actors_.size() - 1;
}

void Code::park(const Operation& operation, std::source_location where, const TaskFrame& frame, std::coroutine_handle<> waiter,
                Reply* reply) {
    const std::size_t index = actor_for(frame);
    Asked asked{operation, {}};
    asked.operation.instance = setting_.instance;
    asked.operation.file = source_file_id(where.file_name());
    asked.operation.line = static_cast<std::uint16_t>(where.line());
    const auto batch = instance_->queue().changes(operation.batch);
    if (operation.verb != Verb::sleep) asked.batch.assign(batch.begin(), batch.end());

    Actor& actor = actors_[index];
    actor.running = false;
    actor.waiter = waiter;
    actor.reply = reply;
    actor.signal = operation.token;
    actor.parked_as = ++parked_;
    actor.asks = component_of(operation.verb);
    actor.view.stand = Stand::parked;
    if (operation.verb == Verb::wait) actor.view.stand = Stand::waiting;
    if (operation.verb == Verb::sleep) {
        actor.view.stand = Stand::resting;
        ++actor.view.rests;
    }
    actor.view.asked = setting_.words->number(std::move(asked));
    Deed deed;
    deed.kind = Deed::Kind::parked;
    deed.actor = static_cast<std::uint8_t>(index);
    deed.asked = actor.view.asked;
    deeds_.push_back(deed);
}

void Code::record(const Event& event) {
    Deed deed;
    deed.kind = Deed::Kind::noted;
    deed.event = event;
    deeds_.push_back(deed);
}

void Code::subscribe(InstanceId, Channel channel) {
    Deed deed;
    deed.kind = Deed::Kind::subscribed;
    deed.channel = channel;
    deeds_.push_back(deed);
}

void Code::forget(InstanceId) {
    Deed deed;
    deed.kind = Deed::Kind::forgot;
    deeds_.push_back(deed);
}

}  // namespace stampede
