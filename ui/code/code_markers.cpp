// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_markers.h"

#include <QCoreApplication>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(CodeMarkers)
};

QString phaseText(const Marker& marker) {
    const QString verb = verbText(marker.verb);
    switch (marker.phase) {
        case Phase::parked: return rests(marker.verb) ? restText(marker.verb) : Words::tr("%1 comes next").arg(verb);
        case Phase::on_the_way: return Words::tr("%1 on its way").arg(verb);
        case Phase::coming_back: return Words::tr("reply of %1 on its way").arg(verb);
        case Phase::thinking: return Words::tr("%1 done").arg(verb);
    }
    return {};
}

Marker markerOf(const RequestState& request) {
    Marker marker;
    marker.instance = request.instance;
    marker.file = request.file;
    marker.line = request.line;
    marker.stack = request.stack;
    marker.phase = request.phase;
    marker.verb = request.verb;
    marker.key = request.key;
    return marker;
}

}  // namespace

std::vector<Marker> markersOf(const LabState& state) {
    std::vector<Marker> markers;
    markers.reserve(state.requests().size() + state.background().size());
    for (const auto& [id, request] : state.requests()) {
        if (request.line == 0) continue;
        Marker marker = markerOf(request);
        marker.request = id;
        marker.kind = request.kind;
        marker.shape = request.kind == RequestKind::read ? MarkerShape::read : MarkerShape::write;
        markers.push_back(marker);
    }
    for (const auto& [instance, work] : state.background()) {
        if (work.line == 0) continue;
        Marker marker = markerOf(work);
        marker.shape = MarkerShape::lab;
        marker.instance = instance;
        markers.push_back(marker);
    }
    return markers;
}

std::map<std::uint32_t, LineMarkers> byLine(const std::vector<Marker>& markers, const CallStackTable& stacks, std::uint32_t file) {
    std::map<std::uint32_t, LineMarkers> lines;
    const auto add = [&lines](Marker marker) {
        LineMarkers& line = lines[marker.line];
        line.calling = line.calling && marker.calling;
        if (++line.count <= LineMarkers::kNamed) line.named.push_back(marker);
    };
    for (const Marker& marker : markers) {
        for (const Place& caller : stacks.callers(marker.stack)) {
            if (caller.file != file || (marker.file == file && marker.line == caller.line)) continue;
            Marker calling = marker;
            calling.line = caller.line;
            calling.calling = true;
            add(calling);
        }
        if (marker.file == file) add(marker);
    }
    return lines;
}

QString labelOf(const Marker& marker) {
    if (marker.shape == MarkerShape::lab) return workerText();
    return requestLabel(marker.kind, marker.request);
}

QString meaningOf(const Marker& marker) {
    if (marker.shape == MarkerShape::lab) {
        return Words::tr("Background work of instance %1 · %2").arg(marker.instance + 1).arg(phaseText(marker));
    }
    const QString where = marker.calling ? Words::tr("called here, further in: %1").arg(phaseText(marker)) : phaseText(marker);
    return Words::tr("%1 · %2 %3 · %4").arg(labelOf(marker), requestKindText(marker.kind), keyText(marker.key), where);
}

QColor colorOf(MarkerShape shape, const Theme& theme) {
    switch (shape) {
        case MarkerShape::read: return theme.read;
        case MarkerShape::write: return theme.write;
        case MarkerShape::lab: return theme.muted;
    }
    return theme.muted;
}

}  // namespace stampede::ui
