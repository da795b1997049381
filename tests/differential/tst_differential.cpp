// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QtTest>
#include <sstream>
#include <utility>

#include "tests/differential/one_world.h"

using namespace stampede;
using namespace stampede::test;

namespace {

rc::Gen<Verb> any_verb() {
    std::vector<Verb> verbs;
    for (int verb = static_cast<int>(Verb::cache_get); verb < static_cast<int>(Verb::db_commit); ++verb) {
        const auto each = static_cast<Verb>(verb);
        // Listing every row is slow, so it is rarer than the others.
        for (int times = each == Verb::db_ids ? 1 : 10; times > 0; --times) verbs.push_back(each);
    }
    return rc::gen::elementOf(verbs);
}

rc::Gen<std::uint8_t> below(std::uint8_t end) { return rc::gen::inRange<std::uint8_t>(0, end); }

rc::Gen<Step> any_step() {
    using rc::gen::set;
    return rc::gen::build<Step>(set(&Step::verb, any_verb()), set(&Step::key, below(3)), set(&Step::role, below(3)),
                                set(&Step::version, below(5)), set(&Step::state, below(3)), set(&Step::instance, below(3)),
                                set(&Step::count, rc::gen::inRange<std::uint8_t>(1, 4)), set(&Step::pick, below(3)),
                                set(&Step::flag, rc::gen::arbitrary<bool>()));
}

RunConfig without_latency() {
    RunConfig config;
    config.latency.cache = config.latency.database = Duration{0};
    return config;
}

}  // namespace

/// The fakes are as good as their likeness to the real stores: random sequences of operations, over few keys so that they meet, have to
/// give the same replies and effects on both. TTLs are none or an hour, so that no expiry races between real and virtual time. A failure
/// prints the shortest sequence found and how to run it again (RC_PARAMS).
class TestDifferential : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void fakesAndRealStoresAnswerAlike() {
        constexpr int kMostSteps = 1600;  // of a sequence; half of that on average. Few and long ones, because each opens stores of its own
        if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "max_success=25");
        std::size_t performed = 0;
        bool differed = false;
        const bool alike = rc::check("fakes and real stores give the same replies", [&] {
            const auto steps = *rc::gen::resize(kMostSteps, rc::gen::container<std::vector<Step>>(any_step()));
            OneWorld real(make_live(without_latency()));
            OneWorld fake(make_simulated(without_latency()));
            WriteId write = 0;
            for (const Step& step : steps) {
                ++write;
                ++performed;
                const std::string expected = real.perform(step, write);
                const std::string got = fake.perform(step, write);
                if (got != expected && !std::exchange(differed, true)) {
                    std::ostringstream text;
                    text << "step " << write << " of " << steps.size() << ", " << step << "\nreal " << expected << "fake " << got;
                    qInfo("first difference, before shrinking: %s", text.str().c_str());
                }
                RC_ASSERT(got == expected);
            }
        });
        qInfo("%zu operations on each world", performed);
        QVERIFY(alike);
        QVERIFY2(performed >= 10'000, "too few operations to mean much");
    }
};

QTEST_GUILESS_MAIN(TestDifferential)
#include "tst_differential.moc"
