// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/faults/fault_parameters.h"
#include "core/faults/message_rules.h"

using namespace stampede;
using namespace std::chrono_literals;
using Treated = Treatment::Kind;

class TestMessageRules : public QObject {
    Q_OBJECT

    static constexpr Key kUser{stampede::Kind::user_profile, 42};
    static constexpr Key kOther{stampede::Kind::user_profile, 43};

    static Fault rule(FaultKind kind, Verb verb = Verb::none, Key key = {}, std::uint32_t nth = 0) {
        Fault fault = make_fault(kind);
        fault.verb = verb;
        fault.key = key;
        fault.amount = nth;
        return fault;
    }

   private Q_SLOTS:
    void withoutRulesEverythingPasses() {
        MessageRules rules(RandomSource(1));
        QVERIFY(rules.empty() && !rules.concern(0));
        QCOMPARE(rules.decide(0, Verb::cache_get, kUser).kind, Treated::pass);
    }

    void aRuleConcernsItsCommandItsKeyAndItsInstance() {
        MessageRules rules(RandomSource(1));
        Fault lose = rule(FaultKind::lose_reply, Verb::cache_set, kUser);
        lose.instance = 1;
        rules.inject(lose);
        QVERIFY(rules.concern(1) && !rules.concern(0));
        QCOMPARE(rules.decide(1, Verb::cache_set, kUser).kind, Treated::lose_reply);
        QCOMPARE(rules.decide(1, Verb::cache_set, kUser.as(Role::lock)).kind, Treated::lose_reply);
        QCOMPARE(rules.decide(1, Verb::cache_get, kUser).kind, Treated::pass);
        QCOMPARE(rules.decide(1, Verb::cache_set, kOther).kind, Treated::pass);
        QCOMPARE(rules.decide(0, Verb::cache_set, kUser).kind, Treated::pass);
        QCOMPARE(rules.decide(1, Verb::none, Key{}).kind, Treated::pass);
    }

    void unknownCommandsMeetOnlyRulesWithoutCommandAndKey() {
        MessageRules rules(RandomSource(1));
        rules.inject(rule(FaultKind::lose_request));
        QCOMPARE(rules.decide(0, Verb::none, Key{}).kind, Treated::lose_request);
    }

    void onlyTheNthIsConcerned() {
        MessageRules rules(RandomSource(1));
        rules.inject(rule(FaultKind::duplicate, Verb::cache_get, {}, 3));
        std::vector<Treated> kinds;
        for (int i = 0; i < 5; ++i) {
            rules.decide(0, Verb::cache_set, kUser);
            kinds.push_back(rules.decide(0, Verb::cache_get, kUser).kind);
        }
        QCOMPARE(kinds, (std::vector<Treated>{Treated::pass, Treated::pass, Treated::duplicate, Treated::pass, Treated::pass}));
    }

    void injectedAgainItCountsOnAndWithOtherParametersAnew() {
        MessageRules rules(RandomSource(1));
        const Fault second = rule(FaultKind::lose_request, Verb::cache_get, {}, 2);
        rules.inject(second);
        rules.decide(0, Verb::cache_get, kUser);
        rules.inject(second);
        QCOMPARE(rules.decide(0, Verb::cache_get, kUser).kind, Treated::lose_request);
        rules.inject(rule(FaultKind::lose_request, Verb::cache_get, {}, 1));
        QCOMPARE(rules.decide(0, Verb::cache_get, kUser).kind, Treated::lose_request);
        rules.heal(second);
        rules.heal(second);
        QVERIFY(rules.empty());
    }

    void theFirstThatAppliesDecidesAndAllCount() {
        MessageRules rules(RandomSource(1));
        Fault late = rule(FaultKind::deliver_late, Verb::cache_get, {}, 1);
        late.added = 7ms;
        rules.inject(late);
        rules.inject(rule(FaultKind::lose_reply, Verb::cache_get, {}, 2));
        const Treatment first = rules.decide(0, Verb::cache_get, kUser);
        QCOMPARE(first.kind, Treated::deliver_late);
        QCOMPARE(first.late, Duration(7ms));
        QCOMPARE(rules.decide(0, Verb::cache_get, kUser).kind, Treated::lose_reply);
    }

    void aShareIsDrawnAndTheSameSeedDrawsTheSame() {
        const auto draw = [](std::uint64_t seed) {
            MessageRules rules{RandomSource(seed)};
            Fault half = rule(FaultKind::lose_request);
            half.probability = 0.5;
            rules.inject(half);
            std::vector<bool> lost;
            for (int i = 0; i < 200; ++i) lost.push_back(rules.decide(0, Verb::cache_get, kUser).kind == Treated::lose_request);
            return lost;
        };
        QCOMPARE(draw(3), draw(3));
        QVERIFY(draw(3) != draw(4));
        const auto lost = draw(3);
        const auto count = std::count(lost.begin(), lost.end(), true);
        QVERIFY(count > 70 && count < 130);
    }
};

QTEST_GUILESS_MAIN(TestMessageRules)
#include "tst_message_rules.moc"
