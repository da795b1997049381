// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/fault_proxy.h"

#include <uv.h>

#include <utility>

namespace stampede {
namespace {

constexpr std::size_t kScratch = 64 * 1024;
constexpr int kBacklog = 511;

}  // namespace

struct FaultProxy::Listener {
    uv_pipe_t pipe{};
    FaultProxy* proxy = nullptr;
    InstanceId instance = 0;
};

// libuv removes the socket's file at once, and the handle later.
void FaultProxy::ListenerCloser::operator()(Listener* listener) const {
    listener->proxy = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(&listener->pipe), [](uv_handle_t* handle) { delete static_cast<Listener*>(handle->data); });
}

FaultProxy::FaultProxy(UvLoop& loop, std::string server, std::filesystem::path folder, std::uint64_t seed)
    : loop_(&loop), server_(std::move(server)), folder_(std::move(folder)), random_(seed), rules_(random_.fork()), scratch_(kScratch) {}

FaultProxy::~FaultProxy() {
    close();
    loop_->forget(this);
}

std::string FaultProxy::socket(InstanceId instance) const { return (folder_ / ("net-" + std::to_string(instance) + ".sock")).string(); }

bool FaultProxy::listen(InstanceId instance) {
    if (closed_) return false;
    gate(instance).wanted = true;
    return lines_.down(instance) || open(instance);
}

FaultProxy::Gate& FaultProxy::gate(InstanceId instance) {
    const auto [entry, made] = gates_.try_emplace(instance);
    if (made && troubled(instance)) entry->second.trouble.begin(wall_now());
    return entry->second;
}

bool FaultProxy::open(InstanceId instance) {
    Gate& at = gate(instance);
    if (at.listener != nullptr) return true;
    auto* listener = new Listener;
    uv_pipe_init(loop_->native(), &listener->pipe, 0);
    listener->pipe.data = listener;
    listener->proxy = this;
    listener->instance = instance;
    at.listener.reset(listener);
    const bool bound = uv_pipe_bind(&listener->pipe, socket(instance).c_str()) == 0;
    const auto accept = [](uv_stream_t* stream, int status) {
        auto* const self = static_cast<Listener*>(reinterpret_cast<uv_handle_t*>(stream)->data);
        if (status == 0 && self->proxy != nullptr) self->proxy->connected(self->instance);
    };
    if (bound && uv_listen(reinterpret_cast<uv_stream_t*>(&listener->pipe), kBacklog, accept) == 0) return true;
    at.listener.reset();
    return false;
}

void FaultProxy::connected(InstanceId instance) {
    const ProxySession::Way way{loop_->native(), loop_, &random_, scratch_, server_};
    auto session = std::make_unique<ProxySession>(way, *this, instance);
    session->set(lines_.toxics(instance, Stream::upstream), lines_.toxics(instance, Stream::downstream));
    if (session->accept(reinterpret_cast<uv_stream_t*>(&gates_[instance].listener->pipe))) sessions_.push_back(std::move(session));
}

void FaultProxy::inject(const Fault& fault) {
    if (!of_the_network(fault.kind)) return;
    if (fault.kind == FaultKind::net_reset_peer) return cut(fault.instance);
    of_a_message(fault.kind) ? rules_.inject(fault) : lines_.inject(fault);
    refresh();
    if (fault.kind == FaultKind::net_down) cut(fault.instance);
}

void FaultProxy::heal(const Fault& fault) {
    of_a_message(fault.kind) ? rules_.heal(fault) : lines_.heal(fault);
    refresh();
}

void FaultProxy::reset() {
    late_.clear();
    for (const auto& session : sessions_) session->finish();
    lines_.clear();
    rules_.clear();
    refresh();
}

void FaultProxy::close() {
    closed_ = true;
    late_.clear();
    sessions_.clear();
    gates_.clear();
}

void FaultProxy::refresh() {
    for (auto& [instance, gate] : gates_) {
        troubled(instance) ? gate.trouble.begin(wall_now()) : gate.trouble.end(wall_now());
        if (lines_.down(instance))
            gate.listener.reset();
        else if (gate.wanted)
            open(instance);
    }
    for (const auto& session : sessions_) {
        const InstanceId instance = session->instance();
        session->set(lines_.toxics(instance, Stream::upstream), lines_.toxics(instance, Stream::downstream));
    }
}

void FaultProxy::cut(InstanceId instance) {
    for (const auto& session : sessions_) {
        if (instance == kEveryInstance || session->instance() == instance) session->cut();
    }
}

bool FaultProxy::troubled(InstanceId instance) const { return lines_.concern(instance) || rules_.concern(instance); }

Treatment FaultProxy::decide(InstanceId instance, Verb verb, Key key) { return rules_.decide(instance, verb, key); }

void FaultProxy::deliver_late(std::string_view request, Duration late, LateAnswer answer) {
    auto answered = [this, answer = std::move(answer)](std::string_view reply) {
        answer(reply);
        session_over();
    };
    late_.try_emplace(++last_late_, std::string(request), std::move(answered));
    const auto call = [](void* self, std::uint64_t number) { static_cast<FaultProxy*>(self)->begin_late(number); };
    loop_->at(loop_->now() + late, Timer{call, this, last_late_});
}

void FaultProxy::begin_late(std::uint64_t number) {
    const auto found = late_.find(number);
    if (found != late_.end()) found->second.begin(loop_->native(), scratch_, server_);
    tidy_up();
}

// Not now: a call of the session is on the stack.
void FaultProxy::session_over() {
    const auto call = [](void* self, std::uint64_t) { static_cast<FaultProxy*>(self)->tidy_up(); };
    loop_->at(loop_->now(), Timer{call, this, 0});
}

void FaultProxy::tidy_up() {
    std::erase_if(sessions_, [](const auto& session) { return session->over(); });
    std::erase_if(late_, [](const auto& entry) { return entry.second.over(); });
}

}  // namespace stampede
