// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <vector>

#include "core/model/time.h"
#include "ui/model/series_point.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// One line of a chart. Lines of one chart differ in style, so that colour is never alone.
struct Curve {
    QString name;
    QString column;                             ///< heading in copied data, with its unit
    double (*value)(const SeriesPoint& point);  ///< negative: nothing was measured in that tick, the line has a gap
    QColor Theme::*color;
    Qt::PenStyle style = Qt::SolidLine;
};

enum class ScaleKind : std::uint8_t {
    percent,      ///< 0 to 100, with the bands of the hit rate
    logarithmic,  ///< milliseconds, whole decades
    counting,     ///< from 0 up
};

/// What a chart shows.
struct ChartContent {
    QString name;
    QString empty;  ///< one sentence for while there is nothing to draw
    ScaleKind scale = ScaleKind::counting;
    std::vector<Curve> curves;
    QString (*figure)(double value);  ///< a present value in words, for the title
};

}  // namespace stampede::ui
