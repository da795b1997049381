// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/runnable.h"

#include <algorithm>

namespace stampede::ui {

bool waits(const RequestState& request) { return request.phase == Phase::parked && !rests(request.verb); }

std::vector<Runnable> runnable(const LabState& state) {
    std::vector<Runnable> all;
    for (const auto& [id, request] : state.requests()) {
        if (waits(request)) all.push_back({id, request.instance, request.operation});
    }
    for (const auto& [instance, request] : state.background()) {
        if (waits(request)) all.push_back({0, instance, request.operation});
    }
    return all;
}

int digitOf(const std::vector<Runnable>& all, OperationId operation) {
    const auto found = std::find_if(all.begin(), all.end(), [operation](const Runnable& one) { return one.operation == operation; });
    const auto index = static_cast<int>(found - all.begin());
    return found == all.end() || index >= 9 ? 0 : index + 1;
}

}  // namespace stampede::ui
