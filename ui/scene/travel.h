// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <vector>

#include "ui/scene/scene_composer.h"

namespace stampede::ui {

/// A moving token: where, and whose.
struct Traveller {
    QPointF at;
    Walker walker;
};

/// The road that a request's operation takes.
Road roadOf(const Walker& walker, bool hasQueue);

/// Where every moving token is at the session's time. They spread over the width of the road.
std::vector<Traveller> travellers(const LabSession& session, const SceneLayout& layout, const Crowd& crowd);

/// So few tokens carry their names, and what they do beside them; more are dots.
inline constexpr std::size_t kMostNamed = 12;

/// Adds the moving tokens and what they carry to the picture. Precondition: at most kMostNamed of them.
void composeTravellers(const Composer& composer, const std::vector<Traveller>& travellers);

/// Diameter of the dots of a crowd.
qreal dotSize(std::size_t count);

}  // namespace stampede::ui
