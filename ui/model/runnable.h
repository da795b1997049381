// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/journal/lab_state.h"

namespace stampede::ui {

/// An operation that waits for its turn, and for whom.
struct Runnable {
    RequestId request = 0;  ///< 0: work beside requests
    InstanceId instance = 0;
    OperationId operation = 0;
};

/// True when a click may run the request's operation.
bool waits(const RequestState& request);

/// What can be run next: requests in order of arrival, then work beside them. The digit keys name the first nine.
std::vector<Runnable> runnable(const LabState& state);

/// The digit that names the operation, 0 if none does.
int digitOf(const std::vector<Runnable>& all, OperationId operation);

}  // namespace stampede::ui
