// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_pane.h"

#include <QFile>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "core/model/source_files.h"
#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kSlowestMs = 100;
constexpr qreal kCodeSize = 0.92;  // of the font of the window

QString fromResources(const QString& path) {
    QFile file(QStringLiteral(":/source/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString pathOf(std::uint32_t file) { return fromCore(source_file_path(file)); }

}  // namespace

CodePane::CodePane(LabSession* session, QWidget* parent, Loader load)
    : QWidget(parent),
      session_(session),
      load_(load ? std::move(load) : Loader(fromResources)),
      pacer_(kSlowestMs),
      title_(new QLabel(this)),
      note_(new QLabel(this)),
      tabs_(new QTabBar(this)),
      view_(new CodeView(this)) {
    setAccessibleName(tr("Code"));
    setAutoFillBackground(true);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setMinimumWidth(40);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("Source files in which requests stand"));
    tabs_->setToolTip(tr("Source files in which requests stand"));
    tabs_->hide();
    view_->setAccessibleName(tr("Source of the strategy"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(10, 5, 10, 5);
    head->addWidget(title_, 1);
    head->addWidget(note_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(tabs_);
    column->addWidget(view_, 1);

    connect(session_, &LabSession::frameReady, this, &CodePane::frame);
    connect(&pacer_, &Pacer::due, this, &CodePane::refresh);
    connect(tabs_, &QTabBar::currentChanged, this, &CodePane::chooseTab);
    view_->setFont(monoFont(font(), kCodeSize));
    setTheme(theme_);
    describe();
}

void CodePane::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) view_->setFont(monoFont(font(), kCodeSize));
}

void CodePane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitTitle();
}

// The whole path where there is room for it, else the file's name.
void CodePane::fitTitle() {
    const int room = width() - note_->sizeHint().width() - 40;
    const bool fits = title_->fontMetrics().horizontalAdvance(file_) <= room;
    title_->setText(fits ? file_ : file_.section(QLatin1Char('/'), -1));
    title_->setToolTip(file_);
}

void CodePane::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, theme.panel);
    setPalette(colors);
    QPalette muted = colors;
    muted.setColor(QPalette::WindowText, theme.muted);
    title_->setPalette(muted);
    note_->setPalette(muted);
    view_->setTheme(theme);
}

void CodePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

// A stepped request is followed frame by frame; the crowd of a running lab a few times a second.
void CodePane::frame() {
    if (!isVisible()) return;
    if (session_->state().stepping() || !session_->live()) {
        refresh();
    } else {
        pacer_.poke();
    }
}

void CodePane::refresh() {
    markers_ = markersOf(session_->state());
    followFile();
    offerFiles();

    const std::uint32_t shown = source_file_id(toCore(file_));
    view_->setMarkers(byLine(markers_, shown), selected_);
    const Marker* target = followed();
    const std::uint32_t line = target != nullptr && target->file == shown ? target->line : 0;
    if (line != 0 && line != revealed_) view_->reveal(line, !session_->reducedMotion());
    revealed_ = line;
    describe();
}

// A file comes to the front when the newest event moves into it, not again while it stays there: a tab that was chosen by hand holds.
void CodePane::followFile() {
    const Marker* last = newest();
    if (last == nullptr && fileOfNewest_ == 0 && !markers_.empty()) last = &markers_.front();
    if (last != nullptr && last->file != fileOfNewest_) {
        fileOfNewest_ = last->file;
        open(pathOf(last->file));
    }
    if (markers_.empty()) fileOfNewest_ = 0;
}

void CodePane::setStrategySource(const QString& path) {
    strategySource_ = path;
    if (markers_.empty() || file_.isEmpty()) open(path);
    offerFiles();
    describe();
}

void CodePane::setSelectedRequest(quint32 request) {
    selected_ = request;
    revealed_ = 0;
    const Marker* marker = find(request);
    if (marker != nullptr) open(pathOf(marker->file));
    refresh();
}

void CodePane::open(const QString& path) {
    if (path.isEmpty() || path == file_) return;
    file_ = path;
    revealed_ = 0;
    const QString text = load_(path);
    view_->setSource(text.isEmpty() ? tr("The source of %1 is not part of this program.").arg(path) : text);
    view_->showFirstFunction();
}

// A tab for each file in which somebody stands, and one for the file that is shown.
void CodePane::offerFiles() {
    std::set<std::uint32_t> files;
    for (const Marker& marker : markers_) files.insert(marker.file);
    QStringList paths;
    for (const std::uint32_t file : files) paths << pathOf(file);
    paths.removeAll(QString());
    if (!file_.isEmpty() && !paths.contains(file_)) paths << file_;

    QStringList offered;
    for (int i = 0; i < tabs_->count(); ++i) offered << tabs_->tabData(i).toString();
    const QSignalBlocker quiet(tabs_);
    if (offered != paths) {
        while (tabs_->count() > 0) tabs_->removeTab(0);
        for (const QString& path : paths) {
            const int index = tabs_->addTab(path.section(QLatin1Char('/'), -1));
            tabs_->setTabData(index, path);
            tabs_->setTabToolTip(index, path);
        }
    }
    tabs_->setCurrentIndex(static_cast<int>(paths.indexOf(file_)));
    tabs_->setVisible(paths.size() > 1);
}

void CodePane::chooseTab(int index) {
    if (index < 0) return;
    open(tabs_->tabData(index).toString());
    refresh();
}

void CodePane::describe() {
    const bool nobody = markers_.empty();
    const auto requests = std::count_if(markers_.begin(), markers_.end(), [](const Marker& marker) { return marker.request != 0; });
    note_->setText(requests == 0 ? QString() : tr("%1 in flight").arg(requests));
    fitTitle();
    QStringList places;
    for (const auto& [number, line] : view_->markers()) {
        for (const Marker& marker : line.named) places << tr("%1 at line %2").arg(labelOf(marker)).arg(number);
        if (line.count > line.named.size()) places << tr("%n more", "", static_cast<int>(line.count - line.named.size()));
    }
    view_->setAccessibleDescription(nobody ? tr("Nothing is in flight") : places.join(QStringLiteral(", ")));
}

const Marker* CodePane::find(RequestId request) const {
    if (request == 0) return nullptr;
    const auto found = std::find_if(markers_.begin(), markers_.end(), [&](const Marker& marker) { return marker.request == request; });
    return found == markers_.end() ? nullptr : &*found;
}

int CodePane::markedLine(RequestId request) const {
    const Marker* marker = find(request);
    return marker == nullptr ? 0 : static_cast<int>(marker->line);
}

// Whoever the event before the cursor is about, if they stand in a file.
const Marker* CodePane::newest() const {
    const Journal& journal = session_->journal();
    const std::size_t cursor = session_->cursor();
    if (cursor <= journal.first()) return nullptr;
    const Event& event = journal[cursor - 1];
    if (event.request != 0 || event.operation == 0) return find(event.request);
    const auto own = std::find_if(markers_.begin(), markers_.end(),
                                  [&](const Marker& marker) { return marker.request == 0 && marker.instance == event.instance; });
    return own == markers_.end() ? nullptr : &*own;
}

const Marker* CodePane::followed() const {
    if (const Marker* marker = find(selected_)) return marker;
    if (markers_.size() == 1) return &markers_.front();
    return session_->state().stepping() ? newest() : nullptr;
}

}  // namespace stampede::ui
