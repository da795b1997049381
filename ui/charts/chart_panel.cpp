// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_panel.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QImage>
#include <QMessageBox>
#include <QPainter>
#include <QSvgGenerator>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/plot.h"

namespace stampede::ui {
namespace {

constexpr int kSlowestMs = 100;
constexpr qreal kPictureScale = 2;

}  // namespace

ChartPanel::ChartPanel(LabSession* session, ChartContent content, QWidget* parent)
    : QWidget(parent),
      session_(session),
      content_(std::move(content)),
      pacer_(kSlowestMs),
      title_(new ChartTitle(content_.name, this)),
      plot_(new Plot(content_, this)) {
    setAccessibleName(content_.name);
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 4);  // room for the ring of the focus
    column->setSpacing(0);
    column->addWidget(title_);
    column->addWidget(plot_, 1);
    makeActions();
    connect(session_, &LabSession::frameReady, this, [this] {
        if (isVisible()) pacer_.poke();
    });
    connect(&pacer_, &Pacer::due, this, &ChartPanel::refresh);
    setTheme(theme_);
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::makeActions() {
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(tr("Copy data"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setToolTip(tr("Copy the figures of this chart as tab-separated text"));
    connect(copy, &QAction::triggered, this, &ChartPanel::copyData);
    auto* save = new QAction(tr("Save picture…"), this);
    save->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    save->setToolTip(tr("Save this chart as a PNG or SVG picture"));
    connect(save, &QAction::triggered, this, &ChartPanel::askWhereToSave);
    for (QAction* action : {copy, save}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setShortcutVisibleInContextMenu(true);
        addAction(action);
    }
}

void ChartPanel::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, theme.panel);
    setPalette(colors);
    title_->setTheme(theme);
    plot_->setTheme(theme);
    refresh();
}

void ChartPanel::setSpan(double seconds) {
    seconds_ = std::clamp(seconds, 10.0, 3600.0);
    refresh();
}

TimeWindow ChartPanel::window() const { return {session_->viewTime(), seconds_}; }

std::vector<TitleFigure> ChartPanel::figures(const SeriesPoint& now) const {
    std::vector<TitleFigure> figures;
    for (const Curve& curve : content_.curves) {
        figures.push_back({curve.name, content_.figure(curve.value(now)), theme_.*curve.color, curve.style});
    }
    return figures;
}

void ChartPanel::refresh() {
    title_->setFigures(figures(pointAt(session_->series(), session_->viewTime())));
    plot_->draw(session_->series(), window());
    describe();
}

void ChartPanel::describe() {
    QString text = title();
    for (const FaultMark& fault : faultMarksOf(session_->series(), window())) {
        if (fault.active) text += tr(" · %1 now").arg(fault.label);
    }
    setAccessibleDescription(text);
}

QString ChartPanel::dataAsText() const { return tabSeparated(session_->series(), window(), content_.curves); }

void ChartPanel::copyData() { QGuiApplication::clipboard()->setText(dataAsText()); }

QString ChartPanel::savePicture(const QString& path) {
    const bool named = title_->nameShown();
    title_->setNameShown(true);
    layout()->activate();
    const QString trouble = writePicture(path);
    title_->setNameShown(named);
    return trouble;
}

QString ChartPanel::writePicture(const QString& path) {
    const QString failed = tr("%1 cannot be written. Choose a folder that you may write to.").arg(path);
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return failed;
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size());
        generator.setViewBox(rect());
        generator.setTitle(title());
        QPainter painter(&generator);
        render(&painter);
        return {};
    }
    QImage picture(size() * kPictureScale, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(kPictureScale);
    picture.fill(theme_.panel);
    QPainter painter(&picture);
    render(&painter);
    painter.end();
    return picture.save(path, "PNG") ? QString() : failed;
}

void ChartPanel::askWhereToSave() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"), content_.name + QStringLiteral(".png"),
                                                      tr("PNG picture (*.png);;SVG picture (*.svg)"));
    if (path.isEmpty()) return;
    const QString trouble = savePicture(path);
    if (!trouble.isEmpty()) QMessageBox::warning(this, tr("Save picture"), trouble);
}

void ChartPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (isVisible()) pacer_.poke();
}

void ChartPanel::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

QString ChartPanel::valuesAt(QPoint position) const {
    const double ago = plot_->secondsAgoAt(plot_->mapFrom(this, position));
    if (ago < -seconds_ || ago > 0) return {};
    const Instant at = window().end + from_seconds(ago);
    const SeriesPoint point = pointAt(session_->series(), at);
    if (point.at == Instant{0}) return {};
    QString text = tr("at %1 s").arg(to_seconds(at), 0, 'f', 1);
    for (const Curve& curve : content_.curves) text += QStringLiteral("\n%1 %2").arg(curve.name, content_.figure(curve.value(point)));
    return text;
}

bool ChartPanel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), valuesAt(help->pos()), this);
    return true;
}

}  // namespace stampede::ui
