// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/lab/hand.h"
#include "core/ports/random_source.h"
#include "tests/contract/live_under_test.h"

using namespace stampede;
using namespace stampede::test;

namespace {

class Nowhere final : public EventSink {
   public:
    void record(const Event&) override {}
};

double milliseconds_of(Hand& hand) {
    const auto begin = std::chrono::steady_clock::now();
    const auto back = hand.back();
    const double took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (!back) std::fprintf(stderr, "%s\n", back.error().c_str());
    return took;
}

/// Two requests at a time on three rows, whichever goes next by chance.
void tell(Hand& hand, std::size_t steps) {
    RandomSource random(3);
    while (hand.story().size() < steps) {
        const auto waiting = hand.lab().waiting();
        ClientRequest request;
        request.kind = random.below(3) == 0 ? RequestKind::write : RequestKind::read;
        request.key = Key{Kind::user_profile, 1 + static_cast<std::uint32_t>(random.below(3))};
        const bool sends = waiting.size() < 2;
        const auto done =
            hand.perform(sends ? StoryStep::send(request) : StoryStep::let_go(waiting[random.below(waiting.size())].operation));
        if (!done) std::fprintf(stderr, "%s\n", done.error().c_str());
    }
}

}  // namespace

/// A step back over a story of 200 steps on real stores, with the latency that the window models. Figures, not a test.
int main() {
    LiveOptions options;
    options.config.latency = {std::chrono::milliseconds(1), std::chrono::milliseconds(50)};
    const RunConfig config = options.config;
    const auto stores = open_for_test(std::move(options));
    const Until until = [&stores](const std::function<bool()>& condition) { return stores->run_until(condition); };
    Nowhere nowhere;
    Hand hand(config, stores->scheduler(), stores->world(), nowhere, until, [](std::size_t) {});
    tell(hand, 200);
    std::vector<double> took;
    for (int i = 0; i < 20; ++i) {
        took.push_back(milliseconds_of(hand));
        if (const auto forward = hand.forward(); !forward) std::fprintf(stderr, "%s\n", forward.error().c_str());
    }
    std::sort(took.begin(), took.end());
    std::printf("{\"bench\": \"a step back over 200 live steps\", \"median_ms\": %.1f, \"p95_ms\": %.1f, \"max_ms\": %.1f}\n", took[10],
                took[18], took[19]);
    return 0;
}
