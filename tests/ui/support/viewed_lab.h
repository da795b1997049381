// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/lab/load.h"
#include "tests/core/support/simulated_lab.h"
#include "ui/model/lab_session.h"

namespace stampede::ui {

/// A real lab on simulated stores, with a session that views its journal: what views show of it is what strategies really did.
struct ViewedLab : test::SimulatedLab {
    explicit ViewedLab(const RunConfig& configuration) : SimulatedLab(configuration) {
        session.reset(configuration);
        session.setReducedMotion(true);
        session.setFeed([this](Arrival& out) {
            for (; fed < sink.journal.size(); ++fed) out.events.push_back(sink.journal[fed]);
        });
    }
    explicit ViewedLab(const char* strategy) : ViewedLab(with(strategy)) {}

    /// Brings what has happened into the session and its cursor to the end.
    void look() {
        session.tick();
        session.goLive();
    }
    void stepAndLook() {
        step();
        look();
    }

    /// Starts a load in Run mode; `run_for` lets it happen.
    void startLoad(std::uint32_t clients, double rate, std::uint32_t keys, double readShare = 0.95) {
        lab.set_mode(Mode::run);
        Workload workload;
        workload.clients = clients;
        workload.rate = rate;
        workload.keys = keys;
        workload.read_share = readShare;
        load = std::make_unique<Load>(workload, 1, lab, loop);
        load->start();
    }

    LabSession session;
    std::size_t fed = 0;
    std::unique_ptr<Load> load;
};

}  // namespace stampede::ui
