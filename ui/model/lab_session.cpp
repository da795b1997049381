// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/lab_session.h"

#include <algorithm>

namespace stampede::ui {
namespace {

constexpr int kFrameMs = 16;
constexpr int kIdleFrameMs = 100;
constexpr int kIdleAfterMs = 2000;
constexpr double kTravelSeconds = 0.45;  // of a stepped operation, one way, at speed 1
constexpr std::size_t kJournalCapacity = 4'000'000;

bool stops(const Event& event) {
    switch (event.type) {
        case EventType::parked:
        case EventType::replied:
        case EventType::request_ended:
        case EventType::fault_injected:
        case EventType::fault_healed:
        case EventType::crashed: return true;
        default: return false;
    }
}

}  // namespace

LabSession::LabSession(QObject* parent) : QObject(parent), journal_(kJournalCapacity), history_(journal_) {
    clock_.setTimerType(Qt::PreciseTimer);
    clock_.setInterval(kFrameMs);
    connect(&clock_, &QTimer::timeout, this, &LabSession::tick);
    clock_.start();
    sinceTick_.start();
    sinceMoved_.start();
}

void LabSession::reset(const RunConfig& config) {
    config_ = config;
    journal_ = Journal(kJournalCapacity);
    beginAgain();
    viewTime_ = Instant{0};
    setPlaying(false);
    setFollowing(true);
    wake();
    Q_EMIT restarted();
    Q_EMIT frameReady();
}

void LabSession::beginAgain() {
    history_ = History(journal_);
    series_ = Series{};
    metrics_ = Metrics{};
    consistency_ = Consistency{};
    stacks_ = CallStackTable{};
    dwelt_ = 0;
}

void LabSession::fold(const Event& event) {
    series_.apply(event);
    metrics_.apply(event);
    consistency_.apply(event);
    stacks_.apply(event);
}

// The lab went back. What it does from there is new; what it did before has been seen.
void LabSession::cut(std::size_t keep) {
    if (keep >= journal_.size()) return;
    journal_.cut(std::max(keep, journal_.first()));
    beginAgain();
    for (std::size_t i = journal_.first(); i < journal_.size(); ++i) fold(journal_[i]);
    setPlaying(false);
    setFollowing(true);
    history_.move_to(journal_.size());
    viewTime_ = state().now();
    Q_EMIT restarted();
}

void LabSession::tick() {
    const double seconds = std::min(0.1, static_cast<double>(sinceTick_.nsecsElapsed()) * 1e-9);
    sinceTick_.restart();

    arriving_.events.clear();
    arriving_.keep.reset();
    if (feed_) feed_(arriving_);
    if (arriving_.keep) cut(*arriving_.keep);
    for (const Event& event : arriving_.events) {
        journal_.append(event);
        fold(event);
    }

    const std::size_t before = cursor();
    const Instant viewBefore = viewTime_;
    const double dweltBefore = dwelt_;
    if (following_) {
        follow(seconds);
    } else if (playing_) {
        replay(seconds);
    }
    const bool moved =
        !arriving_.events.empty() || arriving_.keep.has_value() || cursor() != before || viewTime_ != viewBefore || dwelt_ != dweltBefore;
    pace(moved || playing_);
    if (!arriving_.events.empty() || arriving_.keep) Q_EMIT eventsArrived();
    if (moved && exposed_) Q_EMIT frameReady();
}

void LabSession::pace(bool moved) {
    if (moved) sinceMoved_.restart();
    const bool idle = !exposed_ || sinceMoved_.elapsed() > kIdleAfterMs;
    const int wanted = idle ? kIdleFrameMs : kFrameMs;
    if (clock_.interval() != wanted) clock_.setInterval(wanted);
}

void LabSession::wake() { pace(true); }

void LabSession::setExposed(bool on) {
    if (on == exposed_) return;
    exposed_ = on;
    pace(on);
    if (on) Q_EMIT frameReady();
}

// LIVE. A running lab is drawn as it is; a stepped operation travels at a pace that an eye can follow, whatever it took.
void LabSession::follow(double seconds) {
    const bool stepped = state().stepping() && !reducedMotion_;
    if (!stepped) {
        history_.move_to(journal_.size());
        dwelt_ = 0;
    } else {
        dwelt_ += seconds * speed_;
        while (cursor() < journal_.size()) {
            const double needed = dwell(journal_[cursor()]);
            if (dwelt_ < needed) break;
            dwelt_ = needed > 0 ? dwelt_ - needed : dwelt_;
            history_.move_to(cursor() + 1);
            if (!state().stepping()) return;
        }
        if (cursor() == journal_.size()) dwelt_ = 0;
    }
    const Instant end = state().now();
    const bool moving = !state().stepping() && !state().requests().empty();
    viewTime_ = moving ? std::max(end, viewTime_ + from_seconds(seconds)) : end;
    viewTime_ = std::min(viewTime_, end + std::chrono::milliseconds(250));
}

// REVIEW, playing: stepped stretches at the pace of a step, running ones in lab time.
void LabSession::replay(double seconds) {
    if (state().stepping()) {
        dwelt_ += seconds * speed_;
        while (cursor() < journal_.size() && state().stepping()) {
            const double needed = dwell(journal_[cursor()]);
            if (dwelt_ < needed) break;
            dwelt_ -= needed;
            history_.move_to(cursor() + 1);
        }
        viewTime_ = state().now();
    } else {
        viewTime_ += from_seconds(seconds * speed_);
        while (cursor() < journal_.size() && journal_[cursor()].at <= viewTime_) history_.move_to(cursor() + 1);
    }
    if (cursor() == journal_.size()) goLive();
}

double LabSession::dwell(const Event& next) const {
    const bool travels = next.type == EventType::effect || next.type == EventType::replied;
    if (!travels || rests(next.verb)) return 0;
    return kTravelSeconds;
}

double LabSession::progress(const RequestState& request) const {
    if (request.phase == Phase::thinking || request.phase == Phase::parked) return 0;
    if (state().stepping()) {
        // Only the operation whose next event is being waited for moves.
        if (cursor() >= journal_.size()) return 0.5;
        return std::clamp(dwelt_ / kTravelSeconds, 0.0, 1.0);
    }
    const bool cache = component_of(request.verb) == Component::cache;
    const Duration oneWay =
        std::max<Duration>((cache ? config_.latency.cache : config_.latency.database) / 2, std::chrono::milliseconds(1));
    const double part = to_ms(viewTime_ - request.since) / to_ms(oneWay);
    return std::clamp(part, 0.0, 1.0);
}

void LabSession::setCursor(std::size_t position) {
    history_.move_to(position);
    viewTime_ = state().now();
    dwelt_ = 0;
    setFollowing(cursor() >= journal_.size());
    Q_EMIT frameReady();
}

void LabSession::setCursorTime(qint64 labNanoseconds) { setCursor(journal_.lower_bound(Instant(labNanoseconds))); }

void LabSession::stepBack() {
    setPlaying(false);
    std::size_t position = cursor();
    if (position > journal_.first()) --position;
    while (position > journal_.first() && !stops(journal_[position - 1])) --position;
    setCursor(position);
}

void LabSession::stepForward() {
    setPlaying(false);
    std::size_t position = cursor();
    if (position < journal_.size()) ++position;
    while (position < journal_.size() && !stops(journal_[position - 1])) ++position;
    setCursor(position);
}

void LabSession::toStart() {
    setPlaying(false);
    setCursor(journal_.first());
}

void LabSession::goLive() {
    setPlaying(false);
    setCursor(journal_.size());
}

void LabSession::setPlaying(bool on) {
    if (on == playing_ || (on && following_)) return;
    playing_ = on;
    wake();
    Q_EMIT playingChanged(on);
}

void LabSession::setSpeed(double speed) { speed_ = std::clamp(speed, 0.01, 100.0); }

void LabSession::setReducedMotion(bool on) { reducedMotion_ = on; }

void LabSession::setFollowing(bool on) {
    if (on == following_) return;
    following_ = on;
    if (on) setPlaying(false);
    Q_EMIT liveChanged(on);
}

}  // namespace stampede::ui
