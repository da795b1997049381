// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/operation_mix.h"

#include <cmath>

namespace stampede {

Duration OperationMix::gap() {
    if (workload_.rate <= 0) return Duration{0};
    const double mean = workload_.clients / workload_.rate;
    return from_seconds(-mean * std::log(1.0 - random_.unit()));
}

}  // namespace stampede
