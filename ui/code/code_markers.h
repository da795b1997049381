// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <map>
#include <vector>

#include "ui/model/lab_session.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// Who a marker in the source stands for. The lab's own work (a flusher, a relay) is nobody's request.
enum class MarkerShape : std::uint8_t { read, write, lab };

/// Where one request in flight stands in the source, or a line that called on its way there.
struct Marker {
    RequestId request = 0;  ///< 0: the lab's own
    InstanceId instance = 0;
    MarkerShape shape = MarkerShape::read;
    std::uint32_t file = 0;   ///< an id of SourceFiles
    std::uint32_t line = 0;   ///< from 1
    std::uint16_t stack = 0;  ///< of the session's CallStackTable
    bool calling = false;     ///< a caller's line: what runs is further in
    Phase phase = Phase::thinking;
    Verb verb = Verb::none;
    RequestKind kind = RequestKind::read;
    Key key{};
};

/// What one line of a file carries. Thousands of requests can stand on one line: only the first few are named.
struct LineMarkers {
    static constexpr std::size_t kNamed = 4;
    std::vector<Marker> named;
    std::size_t count = 0;
    bool calling = true;  ///< nobody runs here: all of them are in something that this line called
};

/// Every request that has reached a line, in order of arrival, then the lab's own work.
std::vector<Marker> markersOf(const LabState& state);

/// What one file carries by line: those who run there, and the calls of those who are further in.
std::map<std::uint32_t, LineMarkers> byLine(const std::vector<Marker>& markers, const CallStackTable& stacks, std::uint32_t file);

QString labelOf(const Marker& marker);    ///< "R1", "W2", "E3", "worker"
QString meaningOf(const Marker& marker);  ///< "R1 · read user:profile:42 · SELECT on its way"
QColor colorOf(MarkerShape shape, const Theme& theme);

}  // namespace stampede::ui
