// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_connection.h"

// The adapter defines functions in a header: this is the one place that may include it.
extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <hiredis/adapters/libuv.h>
#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#pragma GCC diagnostic pop
}

#include <utility>

#include "core/live/uv_loop.h"

namespace stampede {
namespace {

RedisReply translate(const redisReply& reply) {
    using Type = RedisReply::Type;
    RedisReply result;
    result.integer = reply.integer;
    if (reply.str != nullptr) result.text = {reply.str, reply.len};
    switch (reply.type) {
        case REDIS_REPLY_STRING: result.type = Type::string; break;
        case REDIS_REPLY_STATUS: result.type = Type::status; break;
        case REDIS_REPLY_ERROR: result.type = Type::error; break;
        case REDIS_REPLY_INTEGER: result.type = Type::integer; break;
        case REDIS_REPLY_NIL: result.type = Type::nil; break;
        default: result.type = Type::array; break;
    }
    if (result.type != Type::array) return result;
    result.elements.reserve(reply.elements);
    for (std::size_t i = 0; i < reply.elements; ++i) result.elements.push_back(translate(*reply.element[i]));
    if (result.elements.size() != 3 || result.elements[0].text != "message") return result;
    RedisReply payload = std::move(result.elements[2]);
    RedisReply message{Type::message, 0, payload.text, {}};
    message.elements.push_back(std::move(payload));
    return message;
}

}  // namespace

struct RedisConnection::Body {
    UvLoop* loop;
    std::string socket;
    Listener* listener;
    redisAsyncContext* context = nullptr;
    bool unwritten = false;  // something waits to be written at the end of the turn

    static Body& of(void* adapter) { return *static_cast<Body*>(static_cast<redisLibuvEvents*>(adapter)->context->data); }
    static Body& of(const redisAsyncContext* context) { return *static_cast<Body*>(context->data); }

    // The adapter would poll for writability at every command; instead the turn's commands go out together, and it polls only while
    // the socket is full. And it would ignore a socket in error, which then nobody would ever hear of.
    void hook() {
        context->ev.addRead = [](void* adapter) { of(adapter).poll_for(UV_READABLE, true); };
        context->ev.addWrite = [](void* adapter) { of(adapter).unwritten = true; };
        context->ev.delWrite = [](void* adapter) { of(adapter).poll_for(UV_WRITABLE, false); };
    }

    void poll_for(int event, bool on) {
        auto* adapter = static_cast<redisLibuvEvents*>(context->ev.data);
        const int events = on ? adapter->events | event : adapter->events & ~event;
        if (events == std::exchange(adapter->events, events)) return;
        uv_poll_start(&adapter->handle, events, [](uv_poll_t* handle, int status, int ready) {
            auto* polled = static_cast<redisLibuvEvents*>(handle->data);
            if (status != 0) ready = polled->events;
            if (polled->context != nullptr && (ready & UV_READABLE) != 0) redisAsyncHandleRead(polled->context);
            if (polled->context != nullptr && (ready & UV_WRITABLE) != 0) redisAsyncHandleWrite(polled->context);
        });
    }

    void flush() {
        if (context == nullptr || !std::exchange(unwritten, false)) return;
        redisAsyncHandleWrite(context);
        if (context != nullptr && unwritten) poll_for(UV_WRITABLE, true);
    }

    void forget(const redisAsyncContext* gone) {
        if (context != gone) return;
        context = nullptr;
        unwritten = false;
    }

    static void on_reply(redisAsyncContext* from, void* answer, void* token) {
        Body& self = of(from);
        if (answer == nullptr) self.forget(from);
        if (self.listener == nullptr) return;
        const auto number = reinterpret_cast<std::uintptr_t>(token);
        self.listener->replied(number, answer == nullptr ? RedisReply{} : translate(*static_cast<redisReply*>(answer)));
    }
    static void on_disconnect(const redisAsyncContext* from, int) {
        Body& self = of(from);
        self.forget(from);
        if (self.listener != nullptr) self.listener->disconnected();
    }
    static void on_connect(const redisAsyncContext* from, int status) {
        if (status != REDIS_OK) on_disconnect(from, status);
    }
};

RedisConnection::RedisConnection(UvLoop& loop, std::string socket, Listener& listener)
    : body_(std::make_unique<Body>(Body{&loop, std::move(socket), &listener})) {
    const auto flush = [](void* body, std::uint64_t) { static_cast<Body*>(body)->flush(); };
    loop.before_waiting(Timer{flush, body_.get(), 0});
}

RedisConnection::~RedisConnection() {
    close();
    body_->loop->forget_hooks(body_.get());
}

void RedisConnection::close() {
    body_->listener = nullptr;
    disconnect();
}

bool RedisConnection::connected() const { return body_->context != nullptr; }

bool RedisConnection::connect() {
    Body& body = *body_;
    if (body.context != nullptr) return true;
    if (body.listener == nullptr) return false;
    redisAsyncContext* context = redisAsyncConnectUnix(body.socket.c_str());
    if (context == nullptr) return false;
    context->data = &body;
    if (context->err != 0 || redisLibuvAttach(context, body.loop->native()) != REDIS_OK) {
        redisAsyncFree(context);
        return false;
    }
    body.context = context;
    body.unwritten = false;
    body.hook();
    redisAsyncSetConnectCallback(context, Body::on_connect);
    redisAsyncSetDisconnectCallback(context, Body::on_disconnect);
    return true;
}

void RedisConnection::disconnect() {
    redisAsyncContext* const context = body_->context;
    if (context == nullptr) return;
    body_->forget(context);
    redisAsyncFree(context);
}

bool RedisConnection::send(std::string_view command, std::uint64_t token) {
    if (body_->context == nullptr) return false;
    void* const label = reinterpret_cast<void*>(static_cast<std::uintptr_t>(token));
    if (redisAsyncFormattedCommand(body_->context, Body::on_reply, label, command.data(), command.size()) != REDIS_OK) return false;
    if (body_->listener != nullptr) body_->listener->sent(token);
    return true;
}

}  // namespace stampede
