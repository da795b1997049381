// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/verdict_herald.h"

#include <utility>

#include "core/oracle/finding.h"
#include "ui/verdict/finding_words.h"

namespace stampede::ui {
namespace {

// What no later step sets right ...
constexpr Properties kForGood(Property::stale_read, Property::dirty_read, Property::read_before_commit, Property::lost_update,
                              Property::applied_twice);
// ... and what is so once nothing moves any more.
constexpr Properties kAtRest(Property::lost_write, Property::permanent_inconsistency);

std::uint64_t count(const Verdict& verdict, Properties which) {
    std::uint64_t all = 0;
    for (const Property property : kProperties) all += which.contains(property) ? verdict.count(property) : 0;
    return all;
}

}  // namespace

VerdictHerald::VerdictHerald(LabSession* session, QObject* parent) : QObject(parent), session_(session) {
    connect(session, &LabSession::frameReady, this, &VerdictHerald::look);
    connect(session, &LabSession::restarted, this, [this] {
        const Verdict verdict = session_->consistency().verdict();
        const std::uint64_t now = count(verdict, kForGood);
        const std::uint64_t rest = atRest() ? count(verdict, kAtRest) : 0;
        const bool back = now < std::exchange(known_, now) || rest < std::exchange(left_, rest);
        if (back) Q_EMIT takenBack(std::exchange(said_, QString()));
    });
}

bool VerdictHerald::atRest() const { return session_->state().requests().empty() && session_->state().queue().empty(); }

void VerdictHerald::look() {
    const bool seen = session_->live() && session_->state().stepping() && session_->cursor() == session_->journal().size();
    if (!seen) return;
    const Verdict verdict = session_->consistency().verdict();
    const std::uint64_t now = count(verdict, kForGood);
    if (now > std::exchange(known_, now)) return say(kForGood);
    if (!atRest()) return;
    const std::uint64_t rest = count(verdict, kAtRest);
    if (rest > std::exchange(left_, rest)) say(kAtRest);
}

void VerdictHerald::say(Properties which) {
    const std::vector<Finding> findings = session_->consistency().findings();
    const Finding* last = nullptr;
    for (const Finding& finding : findings) {
        if (which.contains(finding.property) && (last == nullptr || finding.at >= last->at)) last = &finding;
    }
    if (last == nullptr) return;
    if (!said_.isEmpty()) Q_EMIT takenBack(said_);
    said_ = findingSentence(*last);
    Q_EMIT wentWrong(said_);
}

}  // namespace stampede::ui
