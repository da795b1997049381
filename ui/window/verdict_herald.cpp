// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/verdict_herald.h"

#include <utility>

#include "core/oracle/finding.h"
#include "ui/verdict/finding_words.h"

namespace stampede::ui {
namespace {

// What no later step sets right.
constexpr Properties kForGood(Property::stale_read, Property::dirty_read, Property::read_before_commit, Property::lost_update,
                              Property::applied_twice);

std::uint64_t wrongs(const Verdict& verdict) {
    std::uint64_t all = 0;
    for (const Property property : kProperties) all += kForGood.contains(property) ? verdict.count(property) : 0;
    return all;
}

}  // namespace

VerdictHerald::VerdictHerald(LabSession* session, QObject* parent) : QObject(parent), session_(session) {
    connect(session, &LabSession::frameReady, this, &VerdictHerald::look);
    connect(session, &LabSession::restarted, this, [this] {
        const std::uint64_t now = wrongs(session_->consistency().verdict());
        if (now < std::exchange(known_, now)) Q_EMIT takenBack(std::exchange(said_, QString()));
    });
}

void VerdictHerald::look() {
    const bool seen = session_->live() && session_->state().stepping() && session_->cursor() == session_->journal().size();
    if (!seen) return;
    const std::uint64_t now = wrongs(session_->consistency().verdict());
    if (now <= std::exchange(known_, now)) return;
    const std::vector<Finding> findings = session_->consistency().findings();
    const Finding* last = nullptr;
    for (const Finding& finding : findings) {
        if (kForGood.contains(finding.property) && (last == nullptr || finding.at > last->at)) last = &finding;
    }
    if (last == nullptr) return;
    said_ = findingSentence(*last);
    Q_EMIT wentWrong(said_);
}

}  // namespace stampede::ui
