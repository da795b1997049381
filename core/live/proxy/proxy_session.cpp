// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/proxy_session.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/live/proxy/request_reader.h"
#include "core/live/proxy/resp_reply.h"

namespace stampede {
namespace {

using Treated = Treatment::Kind;

// How many bytes may wait in one direction before its sender has to.
constexpr std::size_t kMostWaiting = 1 << 20;

// Keeps what is left of the bytes, which may be a part of the store itself.
void keep_rest(std::string& store, std::string_view bytes, std::size_t begin) {
    if (bytes.data() == store.data()) {
        store.erase(0, begin);
    } else {
        store.assign(bytes.substr(begin));
    }
}

}  // namespace

ProxySession::ProxySession(const Way& way, SessionHost& host, InstanceId instance)
    : host_(&host),
      instance_(instance),
      client_(std::make_unique<PipeEnd>(way.loop, *this, way.scratch)),
      server_(std::make_unique<PipeEnd>(way.loop, *this, way.scratch)),
      up_(*way.scheduler, *way.random, *this),
      down_(*way.scheduler, *way.random, *this) {
    server_->connect(way.server);
}

ProxySession::~ProxySession() = default;

bool ProxySession::accept(uv_stream_s* listener) { return client_->accept(listener); }

void ProxySession::set(const Toxics& upstream, const Toxics& downstream) {
    up_.set(upstream);
    down_.set(downstream);
    balance();
    end_if_done();
}

void ProxySession::received(PipeEnd& from, std::string_view bytes) {
    receiving_ = true;
    if (&from == client_.get()) {
        raw_requests_ ? up_.push(bytes) : take_requests(bytes);
    } else {
        take_replies(bytes);
    }
    send_replies();
    receiving_ = false;
    if (std::exchange(cut_after_, false)) return cut();
    balance();
    end_if_done();
}

// What merely passes goes on in one piece for all requests that have come together.
void ProxySession::take_requests(std::string_view bytes) {
    if (!request_.empty()) bytes = request_.append(bytes);
    std::size_t begin = 0;
    std::size_t passing = 0;
    while (begin < bytes.size()) {
        const FrameEnd end = requests_.scan(bytes.substr(begin));
        if (end.kind == FrameEnd::Kind::incomplete) break;
        if (end.kind == FrameEnd::Kind::broken) return broken_request(bytes.substr(passing));
        const std::string_view frame = bytes.substr(begin, end.size);
        Treatment treatment;
        if (requests_.answered()) treatment = take_request(requests_.words(frame), up_.pushed() + (begin + end.size - passing));
        requests_.restart();
        if (treatment.kind != Treated::pass && treatment.kind != Treated::lose_reply) {
            up_.push(bytes.substr(passing, begin - passing));
            treat(frame, treatment);
            passing = begin + end.size;
        }
        begin += end.size;
    }
    up_.push(bytes.substr(passing, begin - passing));
    keep_rest(request_, bytes, begin);
}

// The server says what is wrong with it, and closes.
void ProxySession::broken_request(std::string_view rest) {
    raw_requests_ = true;
    Awaited awaited;
    awaited.streams = true;
    awaited.end = up_.pushed();
    awaited_.push_back(std::move(awaited));
    up_.push(rest);
    request_.clear();
}

Treatment ProxySession::take_request(std::span<const std::string_view> words, std::uint64_t end) {
    if (next_number_ == 0) introduce(words);
    Treatment treatment;
    if (host_->rules() && !manages_connection(words)) {
        const RequestRead read = read_request(words);
        treatment = host_->decide(instance_, read.verb, read.key);
    }
    Awaited awaited;
    awaited.number = next_number_++;
    awaited.end = end;
    awaited.arrived = host_->wall_now();
    awaited.lost = treatment.kind == Treated::lose_reply;
    awaited.streams = begins_stream(words);
    awaited_.push_back(std::move(awaited));
    return treatment;
}

// The request is the newest in the queue, and has not been forwarded.
void ProxySession::treat(std::string_view frame, const Treatment& treatment) {
    Awaited& awaited = awaited_.back();
    awaited.replies = treatment.kind == Treated::duplicate ? 2 : 0;
    awaited.end = up_.pushed() + awaited.replies * frame.size();
    if (treatment.kind == Treated::duplicate) {
        up_.push(frame);
        up_.push(frame);
    } else if (treatment.kind == Treated::lose_request) {
        awaited.answer = std::make_unique<std::string>(kLostReply);
        settle();
    } else {
        ++late_open_;
        const std::uint64_t number = awaited.number;
        awaited.late = !of_the_lab();
        if (of_the_lab()) awaited.answer = std::make_unique<std::string>(kLateReply);
        settle();
        host_->deliver_late(frame, treatment.late, [this, number](std::string_view reply) { late_answer(number, reply); });
    }
}

void ProxySession::late_answer(std::uint64_t number, std::string_view reply) {
    --late_open_;
    if (of_the_lab()) host_->tap().performed(label_, number, read_reply(reply), Duration{0});
    const auto found = std::find_if(awaited_.begin(), awaited_.end(), [number](const Awaited& each) { return each.number == number; });
    if (found != awaited_.end()) {
        found->late = false;
        found->answer = std::make_unique<std::string>(reply.empty() ? kLostReply : reply);
        settle();
        send_replies();
    }
    end_if_done();
}

void ProxySession::introduce(std::span<const std::string_view> words) {
    constexpr std::string_view kPrefix = "lab-";
    if (words.size() != 3 || words[0] != "CLIENT" || words[1] != "SETNAME" || !words[2].starts_with(kPrefix)) return;
    const std::string_view number = words[2].substr(kPrefix.size());
    std::from_chars(number.data(), number.data() + number.size(), label_);
    if (of_the_lab()) host_->tap().introduced(label_);
}

void ProxySession::take_replies(std::string_view bytes) {
    if (!reply_.empty()) bytes = reply_.append(bytes);
    std::size_t begin = 0;
    while (begin < bytes.size()) {
        settle();
        if (!awaited_.empty() && awaited_.front().streams) raw_replies_ = true;
        if (raw_replies_) break;
        const FrameEnd end = replies_.scan(bytes.substr(begin));
        if (end.kind == FrameEnd::Kind::incomplete) break;
        if (end.kind == FrameEnd::Kind::broken) {
            raw_replies_ = true;
            break;
        }
        replies_.restart();
        take_reply(bytes.substr(begin, end.size));
        begin += end.size;
    }
    if (raw_replies_) {
        out_ += bytes.substr(begin);
        begin = bytes.size();
    }
    keep_rest(reply_, bytes, begin);
}

// It answers the first request that the server still owes one; before that there may be late deliveries.
void ProxySession::take_reply(std::string_view frame) {
    const auto asked = std::find_if(awaited_.begin(), awaited_.end(), [](const Awaited& each) { return each.replies > 0; });
    if (asked == awaited_.end()) {
        out_ += frame;
        return;
    }
    if (of_the_lab()) {
        const Duration held = asked->forwarded - asked->arrived;
        host_->tap().performed(label_, asked->number, read_reply(frame), std::max(Duration{0}, held));
    }
    --asked->replies;
    if (asked->lost) frame = kLostReply;
    const bool at_once = asked == awaited_.begin() && asked->replies == 0 && asked->answer == nullptr;
    if (at_once) {
        out_ += frame;
        pop();
    } else if (asked->answer == nullptr) {
        asked->answer = std::make_unique<std::string>(frame);
    }
    settle();
}

// Answers what needs no more replies of the server, as far as it is its turn.
void ProxySession::settle() {
    while (!awaited_.empty()) {
        const Awaited& first = awaited_.front();
        if (first.replies > 0 || first.late || first.streams) return;
        if (first.answer != nullptr) out_ += *first.answer;
        pop();
    }
}

void ProxySession::pop() {
    awaited_.pop_front();
    if (forwarded_ > 0) --forwarded_;
}

void ProxySession::send_replies() {
    if (client_ != nullptr) down_.push(out_);
    out_.clear();
}

void ProxySession::deliver(const ToxicPipe& from, std::string_view bytes) {
    if (&from == &up_) {
        if (server_ != nullptr) server_->write(bytes);
        return note_forwarded();
    }
    if (client_ != nullptr) client_->write(bytes);
    if (!receiving_) {
        balance();
        end_if_done();
    }
}

void ProxySession::note_forwarded() {
    const Instant now = host_->wall_now();
    for (; forwarded_ < awaited_.size() && awaited_[forwarded_].end <= up_.delivered(); ++forwarded_) awaited_[forwarded_].forwarded = now;
    if (!receiving_) balance();
}

void ProxySession::exhausted(const ToxicPipe&) {
    if (!receiving_) return cut();
    cut_after_ = true;
}

void ProxySession::cut() {
    if (over_) return;
    client_.reset();
    up_.drop();
    down_.drop();
    while (awaited_.size() > forwarded_) awaited_.pop_back();
    if (!of_the_lab()) return finish();
    settle();
    end_if_done();
}

void ProxySession::ended(PipeEnd& from) {
    (&from == client_.get() ? client_ended_ : server_ended_) = true;
    end_if_done();
}

void ProxySession::progressed(PipeEnd&) {
    balance();
    end_if_done();
}

void ProxySession::balance() {
    if (client_ == nullptr || server_ == nullptr) return;
    client_->read(up_.waiting_bytes() + server_->unwritten() < kMostWaiting);
    server_->read(down_.waiting_bytes() + client_->unwritten() < kMostWaiting);
}

// Who has asked and gone has still asked: what it sent goes on, and of the lab's requests the effects are waited for.
bool ProxySession::done() {
    const bool heard_all = down_.idle() && (client_ == nullptr || client_->unwritten() == 0);
    if (server_ended_ && heard_all) client_.reset();
    if (late_open_ > 0) return false;
    if (server_ended_ && heard_all) return true;
    if (client_ != nullptr && !client_ended_) return false;
    const bool owed = !awaited_.empty() && !raw_replies_ && !awaited_.front().streams;
    return server_ended_ || (up_.idle() && !owed);
}

void ProxySession::end_if_done() {
    if (!over_ && done()) finish();
}

void ProxySession::finish() {
    if (std::exchange(over_, true)) return;
    client_.reset();
    server_.reset();
    if (of_the_lab()) host_->tap().over(label_);
    host_->session_over();
}

}  // namespace stampede
