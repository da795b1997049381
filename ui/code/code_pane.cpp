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
#include "ui/code/call_path.h"
#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr qreal kCodeSize = 0.92;  // of the font of the window

QString fromResources(const QString& path) {
    QFile file(QStringLiteral(":/source/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString nameOf(std::uint32_t file) { return fromCore(source_file_path(file)); }

}  // namespace

CodePane::CodePane(LabSession* session, QWidget* parent, Loader load)
    : QWidget(parent),
      session_(session),
      load_(load ? std::move(load) : Loader(fromResources)),
      pacer_(session, this),
      title_(new QLabel(this)),
      note_(new QLabel(this)),
      tabs_(new QTabBar(this)),
      breadcrumb_(new Breadcrumb(this)),
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
    column->addWidget(breadcrumb_);
    column->addWidget(view_, 1);

    connect(&pacer_, &FramePacer::due, this, &CodePane::refresh);
    connect(breadcrumb_, &Breadcrumb::chosen, this, &CodePane::choosePlace);
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
    breadcrumb_->setTheme(theme);
    view_->setTheme(theme);
}

void CodePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void CodePane::refresh() {
    markers_ = markersOf(session_->state());
    followFile();
    offerFiles();

    const std::uint32_t shown = source_file_id(toCore(file_));
    view_->setMarkers(byLine(markers_, session_->callStacks(), shown), selected_);
    showPath();
    layout()->activate();  // tabs and breadcrumb take their room before a line is brought into view
    const Marker* target = followed();
    const std::uint32_t line = target == nullptr ? 0 : lineIn(pathOf(*target, session_->callStacks()), shown);
    if (line != 0 && line != revealed_) view_->reveal(line, !session_->reducedMotion());
    revealed_ = line;
    describe();
}

// A file comes to the front when the newest event moves into it, not again while it stays there: a tab that was chosen by hand holds.
void CodePane::followFile() {
    const Marker* last = newest();
    if (last == nullptr && fileOfNewest_ == 0 && !markers_.empty()) last = &markers_.front();
    const std::uint32_t file = last == nullptr ? 0 : frontFile(pathOf(*last, session_->callStacks()));
    if (file != 0 && file != fileOfNewest_) {
        fileOfNewest_ = file;
        open(nameOf(file));
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
    if (marker != nullptr) open(nameOf(frontFile(pathOf(*marker, session_->callStacks()))));
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

// A tab for each file that the foremost request is in, the outermost first, then those in which others stand, then the file shown.
void CodePane::offerFiles() {
    QStringList paths;
    const auto add = [&paths](std::uint32_t file) {
        const QString path = nameOf(file);
        if (!path.isEmpty() && !paths.contains(path)) paths << path;
    };
    if (const Marker* first = foremost()) {
        for (const Place& place : pathOf(*first, session_->callStacks())) add(place.file);
    }
    std::set<std::uint32_t> others;
    for (const Marker& marker : markers_) {
        for (const Place& place : session_->callStacks().callers(marker.stack)) others.insert(place.file);
        others.insert(marker.file);
    }
    for (const std::uint32_t file : others) add(file);
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

void CodePane::choosePlace(int index) {
    const auto& path = breadcrumb_->path();
    if (index < 0 || static_cast<std::size_t>(index) >= path.size()) return;
    const Place place = path[static_cast<std::size_t>(index)];
    open(nameOf(place.file));
    refresh();
    view_->reveal(place.line, !session_->reducedMotion());
}

// While a running lab has many requests in flight, no call stack is singled out.
void CodePane::showPath() {
    const Marker* first = foremost();
    breadcrumb_->show(first == nullptr ? QString() : labelOf(*first),
                      first == nullptr ? std::vector<Place>{} : pathOf(*first, session_->callStacks()), source_file_id(toCore(file_)));
}

void CodePane::describe() {
    const bool nobody = markers_.empty();
    const auto requests = std::count_if(markers_.begin(), markers_.end(), [](const Marker& marker) { return marker.request != 0; });
    note_->setText(requests == 0 ? QString() : tr("%1 in flight").arg(requests));
    fitTitle();
    QStringList places;
    for (const auto& [number, line] : view_->markers()) {
        for (const Marker& marker : line.named) {
            places << (marker.calling ? tr("%1 called from line %2") : tr("%1 at line %2")).arg(labelOf(marker)).arg(number);
        }
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

// The one whose call stack is shown: the selected one, or whoever moved last, or the first.
const Marker* CodePane::foremost() const {
    if (const Marker* marker = followed()) return marker;
    return session_->state().stepping() && !markers_.empty() ? &markers_.front() : nullptr;
}

const Marker* CodePane::followed() const {
    if (const Marker* marker = find(selected_)) return marker;
    if (markers_.size() == 1) return &markers_.front();
    return session_->state().stepping() ? newest() : nullptr;
}

}  // namespace stampede::ui
