// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/ports/random_source.h"

namespace stampede::test {

/// Clients that write and erase rows without a pause, keep what they were told of, and judge at the end what became of it.
class WritingClients {
   public:
    WritingClients(Lab& lab, const Journal& journal, RandomSource& random) : lab_(&lab), journal_(&journal), random_(&random) {
        ended_ = [this](RequestId request, const Answer& answer) {
            --in_flight_;
            if (answer.outcome == Outcome::ok) acknowledged_.insert(request);
        };
    }

    /// Brings the number of requests in flight to eight.
    void send() {
        while (in_flight_ < 8) {
            ClientRequest request;
            request.kind = random_->below(10) == 0 ? RequestKind::erase : RequestKind::write;
            request.key = Key{Kind::user_profile, static_cast<std::uint32_t>(random_->below(200)) + 1};
            request.ended = &ended_;
            ++in_flight_;
            const RequestId id = lab_->send(request);
            key_of_[id] = request.key;
        }
    }
    std::size_t acknowledged() const { return acknowledged_.size(); }
    std::size_t in_flight() const { return in_flight_; }

    /// Acknowledged writes that neither committed nor were superseded by a later one of their row that did.
    std::size_t lost() const {
        std::map<WriteId, std::size_t> place;
        std::map<Key, std::size_t> newest;
        each([&](const Event& event, std::size_t position) {
            if (is_queued(event)) place[event.value.write] = position;
            if (is_commit(event)) newest[event.key] = std::max(newest[event.key], place[event.value.write]);
        });
        const auto is_lost = [&](RequestId write) { return place.at(write) > newest[key_of_.at(write)]; };
        return static_cast<std::size_t>(std::count_if(acknowledged_.begin(), acknowledged_.end(), is_lost));
    }
    std::size_t committed_twice() const {
        std::set<WriteId> once;
        std::size_t twice = 0;
        each([&](const Event& event, std::size_t) { twice += is_commit(event) && !once.insert(event.value.write).second ? 1 : 0; });
        return twice;
    }
    /// What each row should be: its newest queued change. For an erasure, write 0.
    std::map<Key, WriteId> expected_rows() const {
        std::map<Key, WriteId> rows;
        each([&](const Event& event, std::size_t) {
            if (is_queued(event)) rows[event.key] = event.state == EntryState::absent ? 0 : event.value.write;
        });
        return rows;
    }
    /// What each row was made by the commits.
    std::map<Key, WriteId> committed_rows() const {
        std::map<Key, WriteId> rows;
        each([&](const Event& event, std::size_t) {
            if (is_commit(event)) rows[event.key] = event.found ? event.value.write : 0;
        });
        return rows;
    }
    /// How often changes were delivered again.
    std::size_t redeliveries() const {
        std::size_t count = 0;
        each([&](const Event& event, std::size_t) {
            count += event.type == EventType::effect && event.verb == Verb::stream_claim && event.applied ? 1 : 0;
        });
        return count;
    }

   private:
    template <class F>
    void each(F look) const {
        for (std::size_t i = journal_->first(); i < journal_->size(); ++i) look((*journal_)[i], i);
    }
    static bool is_commit(const Event& event) {
        return event.type == EventType::effect && event.applied && event.outcome == Outcome::ok && commits(event.verb);
    }
    static bool is_queued(const Event& event) {
        const bool in_the_cache =
            event.type == EventType::effect && event.applied && (event.verb == Verb::stream_write || event.verb == Verb::list_write);
        return in_the_cache || event.type == EventType::enqueued;
    }

    Lab* lab_;
    const Journal* journal_;
    RandomSource* random_;
    Ended ended_;
    std::size_t in_flight_ = 0;
    std::set<RequestId> acknowledged_;
    std::map<RequestId, Key> key_of_;
};

}  // namespace stampede::test
