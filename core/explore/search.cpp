// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/search.h"

#include <algorithm>
#include <cstdio>

#include "core/explore/random_schedules.h"
#include "core/explore/schedule_counts.h"
#include "core/explore/seen.h"
#include "core/explore/stage.h"

namespace stampede {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;
constexpr std::uint32_t kLookUpEvery = 1024;  // states

struct Node {
    std::uint32_t parent = kNone;
    ExploreChoice choice{};
};

class Search {
   public:
    Search(const Scenario& scenario, const Goal& goal, const SearchLimits& limits, const SearchProgress& progress)
        : stage_(scenario, nullptr), goal_(goal), limits_(limits), progress_(progress) {}

    SearchResult run() {
        stage_.reset();
        add(kNone, {});
        while (!next_.empty() && !finished()) {
            layer_.clear();
            std::swap(layer_, next_);
            expand_layer();
            ++depth_;
        }
        result_.states = nodes_.size();
        if (!result_.bound.empty() && !cancelled_) try_at_random();
        if (cut_short_ && result_.bound.empty()) result_.bound = "requests that poll were followed for a few rounds only";
        result_.exhausted = result_.bound.empty() && !satisfied();
        if (limits_.count_schedules && result_.bound.empty()) count();
        return std::move(result_);
    }

   private:
    // A state to go on from, and its number.
    struct Open {
        std::uint32_t node;
        Situation situation;
    };

    bool satisfied() const {
        if (goal_.everything() || limits_.count_schedules) return false;
        return goal_.properties.without(found_) == Properties{} && (goal_.loads == 0 || too_wide_);
    }
    bool finished() const { return !result_.bound.empty() || satisfied(); }

    std::vector<ExploreChoice> script_of(std::uint32_t node) const {
        std::vector<ExploreChoice> script;
        for (; nodes_[node].parent != kNone; node = nodes_[node].parent) script.push_back(nodes_[node].choice);
        std::reverse(script.begin(), script.end());
        return script;
    }

    void expand_layer() {
        for (const Open& open : layer_) {
            expand(open);
            if (finished()) return;
        }
    }

    void expand(const Open& open) {
        stage_.restore(open.situation);
        stage_.choices(choices_);
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (i > 0) stage_.restore(open.situation);
            stage_.perform(choices_[i]);
            const std::uint32_t child = add(open.node, choices_[i]);
            if (limits_.count_schedules) edges_.push_back({open.node, child});
        }
    }

    // The number of the state that the stage is in, a new one if it has not been met.
    std::uint32_t add(std::uint32_t parent, ExploreChoice choice) {
        const auto [node, added] = seen_.add(fingerprint(), static_cast<std::uint32_t>(nodes_.size()));
        result_.width = std::max(result_.width, stage_.judge().width());
        if (!added) return node;
        nodes_.push_back({parent, choice});
        const Properties broken = stage_.judge().broken();
        cut_short_ = cut_short_ || stage_.cut_short();
        if (something_new(broken)) note_violations(broken, [&] { return script_of(node); });
        if (!stage_.over()) next_.push_back({node, stage_.situation()});
        if (stage_.over() && limits_.count_schedules) ends_.push_back({node, broken, too_wide()});
        if (nodes_.size() % kLookUpEvery == 0 || nodes_.size() >= limits_.states) look_up();
        return node;
    }

    Properties wanted(Properties broken) const {
        if (goal_.everything()) return broken;
        return broken.without(broken.without(goal_.properties));
    }
    bool too_wide() const { return goal_.loads != 0 && stage_.judge().width() > goal_.loads; }
    bool wide() const { return !too_wide_ && too_wide(); }
    // How many loads are in flight is part of a state, how many there have been at most is not: only whoever counts needs it.
    Fingerprint fingerprint() const {
        Fingerprint print = stage_.fingerprint();
        if (limits_.count_schedules && too_wide()) print.add(1);
        return print;
    }
    bool something_new(Properties broken) const { return wide() || !(wanted(broken).without(found_) == Properties{}); }

    // Now and then: at the limits, and at whoever watches.
    void look_up() {
        const std::size_t bytes = nodes_.capacity() * sizeof(Node) + edges_.capacity() * sizeof(StateEdge) + seen_.bytes_to_grow() +
                                  (layer_.capacity() + next_.capacity()) * sizeof(Open) + stage_.bytes();
        if (nodes_.size() >= limits_.states) result_.bound = "the limit of " + std::to_string(limits_.states) + " states";
        if (bytes >= limits_.memory) result_.bound = "the limit of " + std::to_string(limits_.memory >> 20) + " MiB of memory";
        if (!progress_ || progress_(nodes_.size(), depth_)) return;
        result_.bound = "cancelled";
        cancelled_ = true;
    }

    template <class Script>
    void note_violations(Properties broken, Script script) {
        for (const Property property : kProperties) {
            if (!wanted(broken).contains(property) || found_.contains(property)) continue;
            found_ = found_.with(Properties(property));
            result_.violations.push_back({Breach{property, 0}, script()});
        }
        if (!wide()) return;
        too_wide_ = true;
        result_.violations.push_back({Breach{Property::stale_read, goal_.loads}, script()});
    }

    void try_at_random() {
        RandomSchedules schedules(stage_, limits_.seed);
        for (; result_.random_schedules < limits_.random_schedules && !satisfied(); ++result_.random_schedules) {
            const std::vector<ExploreChoice>& script = schedules.run();
            note_violations(stage_.judge().broken(), [&] { return script; });
            if (progress_ && result_.random_schedules % kLookUpEvery == 0 && !progress_(result_.states, depth_)) break;
        }
        if (result_.random_schedules == 0) return;
        result_.random_probability = schedules.probability();
        char probability[32];
        std::snprintf(probability, sizeof probability, "%.3g", std::min(result_.random_probability, 0.999));
        result_.bound += "; every schedule of up to " + std::to_string(depth_) + " steps was covered, and after that " +
                         std::to_string(result_.random_schedules) +
                         " schedules were tried at random: a violation that depends on the order of three steps is found so with a "
                         "probability of at least " +
                         probability;
    }

    void count() {
        const ScheduleCounts counts = count_schedules(nodes_.size(), edges_, ends_);
        result_.schedules = counts.all;
        result_.bad_schedules = counts.bad;
        result_.wide_schedules = counts.wide;
    }

    Stage stage_;
    Goal goal_;
    SearchLimits limits_;
    const SearchProgress& progress_;
    Properties found_{};
    bool too_wide_ = false;
    bool cut_short_ = false;
    bool cancelled_ = false;
    std::size_t depth_ = 0;
    std::vector<Node> nodes_;
    std::vector<Open> layer_;
    std::vector<Open> next_;
    std::vector<StateEdge> edges_;
    std::vector<StateEnd> ends_;
    Seen seen_;
    std::vector<ExploreChoice> choices_;
    SearchResult result_;
};

}  // namespace

SearchResult search(const Scenario& scenario, const Goal& goal, const SearchLimits& limits, const SearchProgress& progress) {
    if (std::string why = obstacle(scenario); !why.empty()) {
        SearchResult nothing;
        nothing.bound = std::move(why);
        return nothing;
    }
    return Search(scenario, goal, limits, progress).run();
}

}  // namespace stampede
