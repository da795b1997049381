// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/message_rules.h"

#include <algorithm>

namespace stampede {
namespace {

bool about(const Fault& fault, InstanceId instance, Verb verb, Key key) {
    if (!concerns(fault, instance) || (fault.verb != Verb::none && fault.verb != verb)) return false;
    return fault.key.id == 0 || fault.key == key || fault.key == key.row();
}

Treatment treatment_of(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::lose_request: return {Treatment::Kind::lose_request};
        case FaultKind::lose_reply: return {Treatment::Kind::lose_reply};
        case FaultKind::duplicate: return {Treatment::Kind::duplicate};
        default: return {Treatment::Kind::deliver_late, fault.added};
    }
}

}  // namespace

void MessageRules::inject(const Fault& fault) {
    const auto same = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return same_scope(rule.fault, fault); });
    if (same == rules_.end()) return rules_.push_back({fault});
    if (!(same->fault == fault)) *same = {fault};
}

void MessageRules::heal(const Fault& fault) {
    std::erase_if(rules_, [&](const Rule& rule) { return same_scope(rule.fault, fault); });
}

bool MessageRules::applies(Rule& rule) {
    ++rule.seen;
    if (rule.fault.amount != 0 && rule.fault.amount != rule.seen) return false;
    return rule.fault.probability >= 1 || random_.unit() < rule.fault.probability;
}

Treatment MessageRules::decide(InstanceId instance, Verb verb, Key key) {
    Treatment decided;
    for (Rule& rule : rules_) {
        const bool hit = about(rule.fault, instance, verb, key) && applies(rule);
        if (hit && decided.kind == Treatment::Kind::pass) decided = treatment_of(rule.fault);
    }
    return decided;
}

bool MessageRules::concern(InstanceId instance) const {
    return std::any_of(rules_.begin(), rules_.end(), [instance](const Rule& each) { return concerns(each.fault, instance); });
}

}  // namespace stampede
