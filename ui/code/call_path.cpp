// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/call_path.h"

#include <algorithm>

#include "core/model/source_files.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr std::string_view kFloor = "core/strategies/path.cpp";

}  // namespace

std::vector<Place> pathOf(const Marker& marker, const CallStackTable& stacks) {
    const auto callers = stacks.callers(marker.stack);
    std::vector<Place> path(callers.begin(), callers.end());
    if (marker.line != 0) path.push_back({static_cast<std::uint16_t>(marker.file), static_cast<std::uint16_t>(marker.line)});
    return path;
}

std::uint16_t frontFile(const std::vector<Place>& path) {
    const auto own = std::find_if(path.rbegin(), path.rend(), [](const Place& place) { return source_file_path(place.file) != kFloor; });
    if (own != path.rend()) return own->file;
    return path.empty() ? std::uint16_t{0} : path.back().file;
}

std::uint32_t lineIn(const std::vector<Place>& path, std::uint32_t file) {
    const auto deepest = std::find_if(path.rbegin(), path.rend(), [file](const Place& place) { return place.file == file; });
    return deepest == path.rend() ? 0 : deepest->line;
}

QString placeText(Place place) {
    return fromCore(source_file_path(place.file)).section(QLatin1Char('/'), -1) + QStringLiteral(":%1").arg(place.line);
}

}  // namespace stampede::ui
