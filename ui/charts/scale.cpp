// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scale.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr double kLeastMs = 0.001;
constexpr double kAir = 0.9;  // a curve does not run along the lower edge

// 1, 2 or 5 times a power of ten.
double roundUp(double value) {
    const double decade = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * decade * 1.0000001) return step * decade;
    }
    return 10 * decade;
}

QString decadeText(double ms) {
    const bool seconds = ms > 999;
    return QLocale().toString(seconds ? ms / 1000 : ms, 'g', 4) + QChar(QChar::Nbsp) + (seconds ? QLatin1String("s") : QLatin1String("ms"));
}

Scale decades(double least, double most) {
    if (most < 0) return {ScaleKind::logarithmic, 0.1, 100};
    double low = std::floor(std::log10(std::max(least * kAir, kLeastMs)) + 1e-9);
    double high = std::ceil(std::log10(std::max(most, kLeastMs)) - 1e-9);
    // One decade alone exaggerates what little happens in it.
    if (high - low < 2) {
        high = std::max(high, low + 1);
        low = high - 2;
    }
    return {ScaleKind::logarithmic, std::pow(10, low), std::pow(10, high)};
}

}  // namespace

Scale scaleFor(ScaleKind kind, double least, double most) {
    switch (kind) {
        case ScaleKind::percent: return {kind, 0, 100};
        case ScaleKind::logarithmic: return decades(least, most);
        case ScaleKind::counting: return {kind, 0, roundUp(std::max(10.0, most))};
    }
    return {};
}

double Scale::position(double value) const {
    const double inside = clamped(value);
    if (kind == ScaleKind::logarithmic) return std::log10(inside / low) / std::log10(high / low);
    return (inside - low) / (high - low);
}

double Scale::clamped(double value) const { return std::clamp(value, low, high); }

std::vector<Tick> Scale::ticks() const {
    if (kind == ScaleKind::percent) {
        return {{0, percentText(0)}, {60, percentText(0.6)}, {80, percentText(0.8)}, {95, {}}, {100, percentText(1)}};
    }
    std::vector<Tick> ticks;
    if (kind == ScaleKind::logarithmic) {
        for (double value = low; value <= high * 1.01; value *= 10) ticks.push_back({value, decadeText(value)});
        return ticks;
    }
    for (int part = 0; part <= 2; ++part) ticks.push_back({high * part / 2, countText(static_cast<quint64>(high * part / 2))});
    return ticks;
}

}  // namespace stampede::ui
