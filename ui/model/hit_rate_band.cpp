// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/hit_rate_band.h"

#include <QCoreApplication>
#include <cmath>

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(HitRateBand)
};

}  // namespace

HitRateBand bandOf(double hitRate) {
    const long percent = std::lround(hitRate * 100);
    if (percent > 95) return HitRateBand::excellent;
    if (percent >= 80) return HitRateBand::good;
    return percent >= 60 ? HitRateBand::investigate : HitRateBand::barelyHelping;
}

double floorOf(HitRateBand band) {
    switch (band) {
        case HitRateBand::excellent: return 0.95;
        case HitRateBand::good: return 0.80;
        case HitRateBand::investigate: return 0.60;
        case HitRateBand::barelyHelping: return 0;
    }
    return 0;
}

QString bandText(HitRateBand band) {
    switch (band) {
        case HitRateBand::excellent: return Words::tr("excellent");
        case HitRateBand::good: return Words::tr("good");
        case HitRateBand::investigate: return Words::tr("investigate");
        case HitRateBand::barelyHelping: return Words::tr("barely helping");
    }
    return {};
}

}  // namespace stampede::ui
