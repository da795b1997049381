// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstddef>
#include <vector>

#include "core/model/operation.h"
#include "core/model/request.h"

namespace stampede::ui {

/// A request, an eraser, work beside them: whoever does steps.
struct DiagramLane {
    QString name;      ///< "R1", "worker"
    QString sentence;  ///< "reads user:profile:42"
    RequestKind kind = RequestKind::read;
    bool background = false;
};

/// One step of a short story: a column.
struct DiagramStep {
    static constexpr int kEverybody = -1;

    int lane = kEverybody;  ///< of all lanes: a fault, an expiry
    QString verb;           ///< "GET", "expires"
    QString result;         ///< "miss", "v1"
    QString sentence;       ///< what happens, in plain words
    Component component = Component::application;
    quint32 node = 0;      ///< of a branch: the node of the map that it came with
    bool matters = false;  ///< one of those that show what went wrong
};

/// What comes later because of what came before, from lane to lane.
struct DiagramArrow {
    std::size_t from = 0;
    std::size_t to = 0;

    friend bool operator==(const DiagramArrow&, const DiagramArrow&) = default;
};

/// Steps in order, a lane for whoever does them, and the arrows of "happens before" between lanes. A plain value.
struct LaneDiagram {
    std::vector<DiagramLane> lanes;
    std::vector<DiagramStep> steps;
    std::vector<DiagramArrow> arrows;
};

}  // namespace stampede::ui
