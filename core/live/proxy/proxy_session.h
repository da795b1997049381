// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>

#include "core/live/proxy/pipe_end.h"
#include "core/live/proxy/resp_frames.h"
#include "core/live/proxy/session_host.h"
#include "core/live/proxy/toxic_pipe.h"

struct uv_loop_s;

namespace stampede {

/// One client's connection through the proxy to the server. Whole requests and whole replies pass through the toxics of their direction;
/// each request has a place in a queue, at which its reply, or what stands for it, goes back to the client.
class ProxySession final : public PipeEnd::Owner, public ToxicPipe::End {
   public:
    struct Way {
        uv_loop_s* loop;
        Scheduler* scheduler;
        RandomSource* random;
        std::span<char> scratch;
        std::string server;  ///< its socket
    };

    ProxySession(const Way& way, SessionHost& host, InstanceId instance);
    ~ProxySession() override;
    ProxySession(const ProxySession&) = delete;
    ProxySession& operator=(const ProxySession&) = delete;

    /// False when there is nobody to accept.
    bool accept(uv_stream_s* listener);
    void set(const Toxics& upstream, const Toxics& downstream);
    /// The connection breaks. What has reached the server already still has its effect there; that is waited for, not what is on its way.
    void cut();
    /// The connection ends, and what is on its way is forgotten.
    void finish();

    InstanceId instance() const { return instance_; }
    bool over() const { return over_; }

   private:
    struct Awaited {
        std::uint64_t number = 0;             // of the request, in this connection
        std::uint64_t end = 0;                // of its bytes, in the upstream pipe
        Instant arrived{0};                   // wall time
        Instant forwarded{0};                 // 0: not yet
        std::unique_ptr<std::string> answer;  // for the client, unless it is the server's one reply
        std::uint8_t replies = 1;             // that the server still owes
        bool lost = false;                    // nobody learns of the reply
        bool late = false;                    // a late delivery owes it
        bool streams = false;                 // what follows is no longer one reply for each request
    };

    void received(PipeEnd& from, std::string_view bytes) override;
    void ended(PipeEnd& from) override;
    void progressed(PipeEnd& to) override;
    void deliver(const ToxicPipe& from, std::string_view bytes) override;
    void exhausted(const ToxicPipe& from) override;

    void take_requests(std::string_view bytes);
    Treatment take_request(std::span<const std::string_view> words, std::uint64_t end);
    void treat(std::string_view frame, const Treatment& treatment);
    void broken_request(std::string_view rest);
    void take_replies(std::string_view bytes);
    void take_reply(std::string_view frame);
    void late_answer(std::uint64_t number, std::string_view reply);
    void settle();
    void pop();
    void send_replies();
    void introduce(std::span<const std::string_view> words);
    void note_forwarded();
    bool done();
    void balance();
    void end_if_done();
    bool of_the_lab() const { return label_ != 0; }

    SessionHost* host_;
    InstanceId instance_;
    std::unique_ptr<PipeEnd> client_;
    std::unique_ptr<PipeEnd> server_;
    ToxicPipe up_;
    ToxicPipe down_;
    std::string request_;  // the beginning of one
    std::string reply_;    // the beginning of one
    std::string out_;      // replies of this turn
    RequestScanner requests_;
    ReplyScanner replies_;
    std::deque<Awaited> awaited_;
    std::size_t forwarded_ = 0;  // so many of those are known to have reached the server, or never will
    std::uint64_t next_number_ = 0;
    std::uint64_t label_ = 0;  // of a connection of the lab's; 0: somebody else's
    bool raw_requests_ = false;
    bool raw_replies_ = false;
    bool client_ended_ = false;
    bool server_ended_ = false;
    bool over_ = false;
    bool receiving_ = false;
    bool cut_after_ = false;     // once that is over
    std::size_t late_open_ = 0;  // late deliveries that have not been answered
};

}  // namespace stampede
