// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>

extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <hiredis/adapters/libuv.h>
#include <hiredis/async.h>
#pragma GCC diagnostic pop
}

#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/live/open_live.h"
#include "core/live/uv_loop.h"
#include "core/oracle/metrics.h"

using namespace stampede;

namespace {

constexpr Key kKey{Kind::user_profile, 42};
constexpr int kInFlight = 64;
constexpr long kReads = 300'000;

class Kept final : public EventSink {
   public:
    void record(const Event& event) override {
        journal.append(event);
        metrics.apply(event);
    }
    Journal journal{1'000'000};
    Metrics metrics;
};

/// Keeps kInFlight reads going until kReads are done; says how many a second.
class Load {
   public:
    explicit Load(UvLoop& loop) : loop_(&loop) {}
    virtual ~Load() = default;
    double run() {
        left_ = kReads;
        const Instant begin = TurnClock::read();
        for (int i = 0; i < kInFlight; ++i) next();
        loop_->run_until([this] { return open_ == 0; }, std::chrono::minutes(1));
        return static_cast<double>(kReads) / to_seconds(TurnClock::read() - begin);
    }

   protected:
    virtual void begin() = 0;
    void done() {
        --open_;
        next();
    }

   private:
    void next() {
        if (left_ == 0) return;
        --left_;
        ++open_;
        begin();
    }
    UvLoop* loop_;
    long left_ = 0;
    long open_ = 0;
};

/// hiredis as it comes, with the adapter that it ships and a preformatted command.
class RawLoad final : public Load {
   public:
    RawLoad(UvLoop& loop, const std::string& socket) : Load(loop), context_(redisAsyncConnectUnix(socket.c_str())) {
        redisLibuvAttach(context_, loop.native());
    }
    ~RawLoad() override { redisAsyncFree(context_); }

   private:
    void begin() override { redisAsyncFormattedCommand(context_, on_reply, this, kCommand, sizeof kCommand - 1); }
    static void on_reply(redisAsyncContext*, void* reply, void* self) {
        if (reply == nullptr) return;
        if (static_cast<redisReply*>(reply)->type != REDIS_REPLY_STRING) std::abort();
        static_cast<RawLoad*>(self)->done();
    }
    static constexpr char kCommand[] = "*2\r\n$3\r\nGET\r\n$15\r\nuser:profile:42\r\n";
    redisAsyncContext* context_;
};

/// The whole of it: strategy, lab, journal, metrics.
class LabLoad final : public Load {
   public:
    LabLoad(UvLoop& loop, Lab& lab) : Load(loop), lab_(&lab), ended_([this](RequestId, const Answer&) { done(); }) {}

   private:
    void begin() override {
        ClientRequest request{RequestKind::read, kKey};
        request.ended = &ended_;
        lab_->send(request);
    }
    Lab* lab_;
    Lab::Ended ended_;
};

}  // namespace

/// Commits a second with 16 in flight, whether the database's power can be cut or not.
void bench_commits(bool power_cuts) {
    LiveOptions options;
    options.config.strategy = "no-cache";
    options.config.latency = LatencyModel{Duration{0}, Duration{0}};
    options.config.database_power_cuts = power_cuts;
    options.data_dir = STAMPEDE_TEST_DATA;
    auto opened = open_live(options);
    if (!opened) return;
    auto& loop = static_cast<UvLoop&>(*opened->loop);
    Kept sink;
    Lab lab(options.config, loop, *opened->world, sink);
    lab.set_mode(Mode::run);
    constexpr int kCommits = 40'000;
    int left = kCommits;
    int open = 0;
    Lab::Ended ended;
    const auto next = [&] {
        if (left == 0) return;
        ++open;
        ClientRequest request{RequestKind::write, Key{Kind::user_profile, static_cast<std::uint32_t>(1 + (left-- * 37) % 5'000)}};
        request.ended = &ended;
        lab.send(request);
    };
    ended = [&](RequestId, const Answer&) {
        --open;
        next();
    };
    const Instant begin = TurnClock::read();
    for (int i = 0; i < 16; ++i) next();
    loop.run_until([&] { return open == 0; }, std::chrono::minutes(1));
    std::printf("{\"bench\": \"live commit\", \"power_cuts\": %s, \"per_second\": %.0f}\n", power_cuts ? "true" : "false",
                kCommits / to_seconds(TurnClock::read() - begin));
}

/// Live cache hits with 64 in flight against raw hiredis on the same loop, in turns. Figures to compare, not a test.
int main() {
    LiveOptions options;
    options.config.strategy = "cache-aside";
    options.config.latency = LatencyModel{Duration{0}, Duration{0}};
    options.data_dir = STAMPEDE_TEST_DATA;
    auto opened = open_live(options);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().c_str());
        return 1;
    }
    auto& loop = static_cast<UvLoop&>(*opened->loop);
    Kept sink;
    Lab lab(options.config, loop, *opened->world, sink);
    lab.set_mode(Mode::run);
    LabLoad with_lab(loop, lab);
    RawLoad raw(loop, opened->socket.string());
    with_lab.run();  // fills the cache and touches the memory
    for (int round = 0; round < 7; ++round) {
        const double bare = raw.run();
        const double whole = with_lab.run();
        std::printf("{\"bench\": \"live cache hit\", \"raw_per_second\": %.0f, \"lab_per_second\": %.0f, \"ratio\": %.2f}\n", bare, whole,
                    whole / bare);
    }
    for (int round = 0; round < 3; ++round) {
        for (const bool power_cuts : {false, true}) bench_commits(power_cuts);
    }
    return 0;
}
