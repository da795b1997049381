// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLogValueAxis>
#include <QValueAxis>
#include <algorithm>

namespace stampede::ui {
namespace {

constexpr std::size_t kMostPieces = 12;  // older ones are joined
constexpr qreal kPen = 1.6;
constexpr qreal kLabels = 0.85;  // of the font of the window

QFont labelFont(QFont font) {
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * kLabels);
    if (font.pixelSize() > 0) font.setPixelSize(static_cast<int>(font.pixelSize() * kLabels));
    return font;
}

QAbstractAxis* makeAxis(ScaleKind kind) {
    QAbstractAxis* axis = nullptr;
    if (kind == ScaleKind::logarithmic) {
        axis = new QLogValueAxis;
    } else {
        axis = new QValueAxis;
    }
    axis->setLabelsVisible(false);
    axis->setGridLineVisible(false);
    axis->setLineVisible(false);
    return axis;
}

void join(std::vector<Segment>& segments) {
    while (segments.size() > kMostPieces) {
        segments[1] = segments[0] + segments[1];
        segments.erase(segments.begin());
    }
}

}  // namespace

Plot::Plot(const ChartContent& content, QWidget* parent)
    : QChartView(parent),
      content_(content),
      lines_(content.curves.size()),
      time_(makeAxis(ScaleKind::counting)),
      value_(makeAxis(content.scale)) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(time_, Qt::AlignBottom);
    chart()->addAxis(value_, Qt::AlignLeft);
    marks_.setFont(labelFont(font()));
    setAxes(scaleFor(content.scale, 0, -1), window_.seconds);
    for (std::size_t curve = 0; curve < lines_.size(); ++curve) addPiece(curve);
}

void Plot::setTheme(const Theme& theme) {
    theme_ = theme;
    marks_.setTheme(theme);
    for (std::size_t curve = 0; curve < lines_.size(); ++curve) {
        for (QLineSeries* piece : lines_[curve].pieces) stylePiece(piece, curve);
    }
    viewport()->update();
}

void Plot::stylePiece(QLineSeries* piece, std::size_t curve) const {
    piece->setPen(QPen(theme_.*content_.curves[curve].color, kPen, content_.curves[curve].style, Qt::FlatCap));
}

QLineSeries* Plot::addPiece(std::size_t curve) {
    auto* piece = new QLineSeries(this);
    piece->setName(content_.curves[curve].name);
    stylePiece(piece, curve);
    chart()->addSeries(piece);
    piece->attachAxis(time_);
    piece->attachAxis(value_);
    lines_[curve].pieces.push_back(piece);
    return piece;
}

int Plot::pieces(std::size_t curve) const {
    const auto& pieces = lines_[curve].pieces;
    return static_cast<int>(std::count_if(pieces.begin(), pieces.end(), [](const QLineSeries* piece) { return piece->count() > 0; }));
}

void Plot::draw(const Series& series, const TimeWindow& window) {
    window_ = window;
    const int columns = std::max(1, static_cast<int>(area().width()));
    std::vector<std::vector<Segment>> curves;
    double least = 1e300;
    most_ = -1;
    for (const Curve& curve : content_.curves) {
        curves.push_back(segmentsOf(series, window, curve, columns));
        for (const Segment& segment : curves.back()) {
            for (const QPointF& point : segment) {
                least = std::min(least, point.y());
                most_ = std::max(most_, point.y());
            }
        }
    }
    setAxes(scaleFor(content_.scale, least, most_), window.seconds);
    marks_.setWindow(window);
    marks_.setFaults(faultMarksOf(series, window));
    for (std::size_t curve = 0; curve < curves.size(); ++curve) fill(curve, std::move(curves[curve]));
    viewport()->update();
}

void Plot::fill(std::size_t curve, std::vector<Segment> segments) {
    Line& line = lines_[curve];
    line.reachesNow = !segments.empty() && segments.back().back().x() > -1;
    if (line.reachesNow) line.last = segments.back().back();
    join(segments);
    while (line.pieces.size() < segments.size()) addPiece(curve);
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
        Segment points = i < segments.size() ? std::move(segments[i]) : Segment();
        for (QPointF& point : points) point.setY(marks_.scale().clamped(point.y()));
        if (!points.isEmpty() || line.pieces[i]->count() > 0) line.pieces[i]->replace(points);
    }
}

// Every change of an axis makes Qt Charts compute all geometry anew, so it is told of real ones only.
void Plot::setAxes(const Scale& scale, double seconds) {
    auto* time = static_cast<QValueAxis*>(time_);
    if (time->min() != -seconds || time->max() != 0) time->setRange(-seconds, 0);
    if (scale == marks_.scale() && most_ >= 0) return;
    marks_.setScale(scale);
    value_->setRange(scale.low, scale.high);
    layOut();
}

void Plot::layOut() { chart()->setPlotArea(area()); }

void Plot::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layOut();
}

void Plot::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    marks_.setFont(labelFont(font()));
    layOut();
}

double Plot::secondsAgoAt(QPointF position) const {
    const QRectF plot = area();
    return (position.x() - plot.right()) / plot.width() * window_.seconds;
}

void Plot::drawBackground(QPainter* painter, const QRectF&) { marks_.paintBack(*painter, QRectF(viewport()->rect())); }

void Plot::drawForeground(QPainter* painter, const QRectF&) {
    const QRectF view(viewport()->rect());
    marks_.paintFront(*painter, view);
    if (drawsNothing()) marks_.paintSentence(*painter, view, content_.empty);
    for (std::size_t curve = 0; curve < lines_.size(); ++curve) {
        if (!lines_[curve].reachesNow) continue;
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme_.*content_.curves[curve].color);
        painter->drawEllipse(marks_.at(area(), lines_[curve].last), 2.5, 2.5);
    }
}

}  // namespace stampede::ui
