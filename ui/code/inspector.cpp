// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/inspector.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QShortcut>
#include <QTextBlock>
#include <QTextDocument>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/model/command_text.h"
#include "ui/code/tints.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

constexpr int kPad = 10;
constexpr int kMostCommandLines = 18;

}  // namespace

Inspector::Inspector(LabSession* session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      pacer_(session, this),
      title_(new QLabel(this)),
      status_(new QLabel(this)),
      follow_(new QToolButton(this)),
      pages_(new QStackedWidget(this)),
      empty_(new QLabel(this)),
      model_(new OperationModel(this)),
      delegate_(new OperationDelegate(model_, this)),
      list_(new QListView(this)),
      legend_(new LatencyLegend(this)),
      store_(new QLabel(this)),
      copy_(new QToolButton(this)),
      command_(new QPlainTextEdit(this)) {
    setAccessibleName(tr("Inspector"));
    setAutoFillBackground(true);
    pages_->addWidget(makeEmptyPage());
    pages_->addWidget(makePage());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pages_);
    makeActions();

    connect(&pacer_, &FramePacer::due, this, &Inspector::refresh);
    connect(session_, &LabSession::restarted, this, &Inspector::followCursor);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) { choose(index.row()); });
    setTheme(theme_);
}

QWidget* Inspector::makeEmptyPage() {
    empty_->setText(
        tr("<p><b>Nothing to inspect yet</b></p><p>Send a read or a write and step it. Each operation then shows here what it said "
           "to its store, how it ended and where its time went.</p>"));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMargin(24);
    return empty_;
}

QWidget* Inspector::makeHead() {
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setMinimumWidth(40);
    status_->setWordWrap(true);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    follow_->setText(tr("Follow the cursor"));
    follow_->setAccessibleName(tr("Follow the cursor"));
    follow_->setToolTip(tr("Let go of the event that was picked and show what happens at the cursor (Esc)"));
    follow_->setAutoRaise(true);
    follow_->hide();

    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->addWidget(title_, 1);
    row->addWidget(follow_);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(kPad, 6, kPad, 4);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(status_);
    return head;
}

QWidget* Inspector::makePage() {
    list_->setModel(model_);
    list_->setItemDelegate(delegate_);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMouseTracking(true);
    list_->setAccessibleName(tr("Operations of the request"));
    list_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    copy_->setText(tr("Copy"));
    copy_->setAccessibleName(tr("Copy the command"));
    copy_->setToolTip(tr("Copy the command (Ctrl+Alt+C)"));
    command_->setReadOnly(true);
    command_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    command_->setFrameShape(QFrame::NoFrame);
    command_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    command_->setFont(monoFont());
    command_->setAccessibleName(tr("Command or SQL"));
    command_->setTabChangesFocus(true);
    command_->viewport()->installEventFilter(this);

    auto* line = new QHBoxLayout;
    line->addWidget(store_, 1);
    line->addWidget(copy_);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(kPad, 4, kPad, kPad);
    below->setSpacing(6);
    below->addWidget(legend_);
    below->addLayout(line);
    below->addWidget(command_, 1);
    below->addStretch(0);  // here, not below: the legend's height depends on the width, which a maximum would not know

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(makeHead());
    column->addWidget(list_, 2);
    column->addLayout(below, 1);
    return page;
}

void Inspector::makeActions() {
    const auto copy = [this] { QGuiApplication::clipboard()->setText(commandText()); };
    connect(copy_, &QToolButton::clicked, this, copy);
    connect(follow_, &QToolButton::clicked, this, &Inspector::followCursor);
    auto* copyKeys = new QShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), this);
    copyKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(copyKeys, &QShortcut::activated, this, copy);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &Inspector::followCursor);
}

void Inspector::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, theme.panel);
    setPalette(colors);
    QPalette muted = colors;
    muted.setColor(QPalette::WindowText, theme.muted);
    for (QLabel* label : {status_, empty_, store_}) label->setPalette(muted);
    QPalette sunk = colors;
    sunk.setColor(QPalette::Base, theme.raised);
    command_->setPalette(sunk);
    delegate_->setTheme(theme);
    legend_->setTheme(theme);
    list_->viewport()->update();
}

void Inspector::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void Inspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && command_ != nullptr) fitHeights();
}

// Another width wraps the command into other lines; also when its own scroll bar goes, which took its share of the width.
bool Inspector::eventFilter(QObject* watched, QEvent* event) {
    if (watched == command_->viewport() && event->type() == QEvent::Resize) {
        const auto* resized = static_cast<QResizeEvent*>(event);
        if (resized->size().width() != resized->oldSize().width()) {
            QMetaObject::invokeMethod(this, &Inspector::fitHeights, Qt::QueuedConnection);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Inspector::showEvent(quint64 index) {
    const Journal& journal = session_->journal();
    const auto at = static_cast<std::size_t>(index);
    if (at < journal.first() || at >= journal.size()) return;
    const Event& event = journal[at];
    if (event.request == 0 && event.operation == 0) return;
    pinned_ = at;
    chosen_ = event.operation;
    refresh();
}

void Inspector::followCursor() {
    pinned_.reset();
    chosen_ = 0;
    refresh();
}

void Inspector::refresh() {
    const Journal& journal = session_->journal();
    if (pinned_.has_value() && (*pinned_ < journal.first() || *pinned_ >= journal.size())) pinned_.reset();
    const auto subject = pinned_.has_value() ? pinned_ : lastTold(journal, session_->cursor());
    follow_->setVisible(pinned_.has_value());
    pages_->setCurrentIndex(subject.has_value() ? 1 : 0);
    if (!subject.has_value()) {
        model_->show({});
        command_->clear();
        title_->clear();
        return;
    }
    say(recordAround(journal, *subject, session_->cursor()));
}

void Inspector::say(const RequestRecord& record) {
    const bool own = record.request == 0;
    title_->setText(
        own ? tr("Background work of instance %1").arg(record.instance + 1)
            : tr("%1 · %2 %3").arg(requestLabel(record.kind, record.request), requestKindText(record.kind), keyText(record.key)));
    status_->setText(resultOf(record));
    if (record.request != shown_ && !pinned_.has_value()) chosen_ = 0;
    shown_ = record.request;
    const OperationId keep = chosen_;
    model_->show(record.operations);
    const int rows = model_->rowCount();
    int row = model_->rowOf(keep);
    if (row < 0) row = rows - 1;
    list_->setCurrentIndex(model_->index(std::max(row, 0)));
    chosen_ = keep;
    if (row >= 0) {
        tell(record.operations[static_cast<std::size_t>(row)]);
    } else {
        command_->setPlainText(tr("No operation yet"));
        legend_->setTimes(std::nullopt, Duration{0}, Component::cache);
        store_->clear();
    }
    copy_->setEnabled(row >= 0);
    fitHeights();
}

QString Inspector::resultOf(const RequestRecord& record) const {
    const QString older = record.complete || record.request == 0 ? QString() : tr(" · earlier operations lie too far back to show");
    if (record.request == 0) return tr("The last operations that no request waits for");
    if (!record.ended.has_value()) return tr("In flight") + older;
    const Event& ended = *record.ended;
    const QString took = session_->state().stepping() ? QString() : tr(" in %1").arg(durationText(Duration(ended.detail)));
    if (ended.outcome != Outcome::ok) return tr("Failed: %1").arg(outcomeText(ended.outcome)) + took + older;
    if (ended.kind == RequestKind::erase) return tr("Erasure acknowledged: %1").arg(valueText(ended.value)) + took + older;
    if (ended.kind == RequestKind::write) return tr("Acknowledged: %1").arg(valueText(ended.value)) + took + older;
    const QString source = sourceText(ended.source);
    const QString what = ended.found ? valueText(ended.value) : tr("no such row");
    return tr("Answered %1: %2").arg(source, what) + took + older;
}

void Inspector::choose(int row) {
    const auto& operations = model_->operations();
    if (row < 0 || static_cast<std::size_t>(row) >= operations.size()) return;
    const bool newest = static_cast<std::size_t>(row) + 1 == operations.size();
    chosen_ = newest ? 0 : operations[static_cast<std::size_t>(row)].event.operation;
    tell(operations[static_cast<std::size_t>(row)]);
    fitHeights();
}

void Inspector::tell(const OperationRecord& operation) {
    const Event& event = operation.event;
    const Component component = component_of(event.verb);
    const TtlTable& table = session_->config().ttl;
    // Without jitter the command carries the table's figure; with it, what was left when the store performed it.
    const Duration ttl = table.jitter > 0 && operation.ttl > Duration{0} ? operation.ttl : table.of(event.key.kind);
    QString text = fromCore(operation.writes.empty() ? command_text(event, ttl) : batch_text(operation.writes));
    if (text.isEmpty()) text = verbSentence(event.verb);
    if (command_->toPlainText() != text) command_->setPlainText(text);
    store_->setText(component == Component::cache      ? tr("Redis command")
                    : component == Component::database ? tr("SQL")
                                                       : tr("In the application"));
    const bool replied = operation.stage == Stage::replied;
    legend_->setTimes(replied ? std::optional(event.timing) : std::nullopt, operation.waited, component);
}

// The list and the command take what they need, so that what belongs together stands together; short of room, they scroll.
void Inspector::fitHeights() {
    const int rows = std::max(1, model_->rowCount());
    QStyleOptionViewItem option;
    option.font = list_->font();
    const int row = delegate_->sizeHint(option, {}).height();
    list_->setMinimumHeight(std::min(rows, 2) * row);
    list_->setMaximumHeight(rows * row + 2);
    const int line = command_->fontMetrics().lineSpacing();
    const int frame = 2 * static_cast<int>(std::ceil(command_->document()->documentMargin())) + 2;
    command_->setMinimumHeight(2 * line + frame);
    command_->setMaximumHeight(std::clamp(commandHeight(), 2 * line, kMostCommandLines * line) + frame);
}

// All lines of the command, in pixels. The document's own size leaves out how lines wrap that have not been seen yet; asking for a
// block's rectangle has it wrapped.
int Inspector::commandHeight() const {
    const QTextDocument& document = *command_->document();
    const int most = kMostCommandLines * command_->fontMetrics().lineSpacing();
    qreal height = 0;
    for (QTextBlock block = document.begin(); block.isValid() && height < most; block = block.next()) {
        height += document.documentLayout()->blockBoundingRect(block).height();
    }
    return static_cast<int>(std::ceil(height));
}

}  // namespace stampede::ui
