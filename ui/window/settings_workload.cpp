// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/format.h"
#include "ui/window/settings.h"

namespace stampede::ui {
namespace {

constexpr const char* kDistributions[] = {"zipf", "uniform", "latest"};

Distribution distributionOf(const QString& name) {
    for (int i = 0; i < 3; ++i) {
        if (name == QString::fromLatin1(kDistributions[i])) return static_cast<Distribution>(i);
    }
    return Distribution::zipf;
}

}  // namespace

Workload Settings::workload() const {
    Workload load;
    load.name = toCore(file_.value(QStringLiteral("workload/name"), QStringLiteral("ycsb-b")).toString());
    load.read_share = real("workload/read-share", 0, 1, load.read_share);
    load.insert_share = real("workload/insert-share", 0, 1, load.insert_share);
    load.rmw_share = real("workload/rmw-share", 0, 1, load.rmw_share);
    load.scan_share = real("workload/scan-share", 0, 1, load.scan_share);
    load.keys = static_cast<std::uint32_t>(whole("workload/keys", 1, 10'000, static_cast<int>(load.keys)));
    load.theta = real("workload/theta", 0, 2, load.theta);
    load.distribution = distributionOf(file_.value(QStringLiteral("workload/distribution")).toString());
    load.clients = static_cast<std::uint32_t>(whole("workload/clients", 1, 10'000, static_cast<int>(load.clients)));
    load.rate = real("workload/rate", 0, 1'000'000, 500);
    return load;
}

void Settings::setWorkload(const Workload& load) {
    file_.setValue(QStringLiteral("workload/name"), fromCore(load.name));
    file_.setValue(QStringLiteral("workload/read-share"), load.read_share);
    file_.setValue(QStringLiteral("workload/insert-share"), load.insert_share);
    file_.setValue(QStringLiteral("workload/rmw-share"), load.rmw_share);
    file_.setValue(QStringLiteral("workload/scan-share"), load.scan_share);
    file_.setValue(QStringLiteral("workload/keys"), load.keys);
    file_.setValue(QStringLiteral("workload/theta"), load.theta);
    file_.setValue(QStringLiteral("workload/distribution"), QString::fromLatin1(kDistributions[static_cast<int>(load.distribution)]));
    file_.setValue(QStringLiteral("workload/clients"), load.clients);
    file_.setValue(QStringLiteral("workload/rate"), load.rate);
}

}  // namespace stampede::ui
