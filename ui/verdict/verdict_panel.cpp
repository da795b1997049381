// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/verdict_panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/strategies/combination.h"
#include "ui/model/format.h"
#include "ui/model/property_words.h"
#include "ui/verdict/finding_delegate.h"
#include "ui/verdict/finding_model.h"
#include "ui/verdict/verdict_state.h"

namespace stampede::ui {
namespace {

constexpr int kSlowestMs = 500;

Properties promisedBy(const RunConfig& config) { return check(config) ? promises(config) : Properties{}; }

// Requests in flight and queued writes can still set right what looks lost or wrong now.
bool settled(const LabState& state) { return state.requests().empty() && state.queue().empty(); }

void setText(QLabel* label, const QString& text) {
    if (label->text() != text) label->setText(text);
}

}  // namespace

VerdictPanel::VerdictPanel(LabSession* session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      pacer_(kSlowestMs),
      summary_(new QLabel),
      pages_(new QStackedWidget),
      empty_(new QLabel),
      model_(new FindingModel(this)),
      list_(new QListView),
      delegate_(new FindingDelegate(list_)) {
    setAccessibleName(tr("Verdict"));
    setAutoFillBackground(true);
    build();
    connect(session_, &LabSession::frameReady, this, [this] {
        if (isVisible()) pacer_.poke();
    });
    connect(session_, &LabSession::restarted, this, &VerdictPanel::refresh);
    connect(&pacer_, &Pacer::due, this, &VerdictPanel::refresh);
    connect(list_, &QListView::clicked, this, &VerdictPanel::jump);
    connect(list_, &QListView::activated, this, &VerdictPanel::jump);
    setTheme(theme_);
    refresh();
}

void VerdictPanel::build() {
    summary_->setWordWrap(true);
    QFont bold = summary_->font();
    bold.setBold(true);
    summary_->setFont(bold);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(1, 1);
    for (const Property property : kProperties) {
        const auto i = static_cast<int>(property);
        Row& row = rows_[static_cast<std::size_t>(i)];
        row = {new QLabel, new QLabel(propertyName(property)), new QLabel, new QLabel};
        row.count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.count->setAccessibleName(propertyName(property));
        int column = 0;
        for (QLabel* label : {row.sign, row.name, row.count, row.state}) grid->addWidget(label, i, column++);
    }
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    empty_->setMargin(12);
    list_->setModel(model_);
    list_->setItemDelegate(delegate_);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMouseTracking(true);
    list_->setResizeMode(QListView::Adjust);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QListView::ScrollPerPixel);
    list_->setAccessibleName(tr("Cases of what went wrong"));
    pages_->addWidget(empty_);
    pages_->addWidget(list_);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 8, 12, 4);
    top->addWidget(summary_);
    top->addLayout(grid);
    // In a low dock the whole panel scrolls: squeezed rows could not be read.
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(top);
    column->addWidget(pages_, 1);
    pages_->setMinimumHeight(6 * fontMetrics().lineSpacing());
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(body);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

void VerdictPanel::setTheme(const Theme& theme) {
    theme_ = theme;
    QPalette colors = theme.palette();
    colors.setColor(QPalette::Window, theme.panel);
    colors.setColor(QPalette::Base, theme.panel);
    setPalette(colors);
    delegate_->setTheme(theme);
    QPalette muted = colors;
    muted.setColor(QPalette::WindowText, theme.muted);
    empty_->setPalette(muted);
    refresh();
    list_->viewport()->update();
}

void VerdictPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

// Another width wraps the sentences into other lines.
void VerdictPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    list_->doItemsLayout();
}

void VerdictPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange || summary_ == nullptr) return;
    QFont bold = font();
    bold.setBold(true);
    summary_->setFont(bold);
    list_->doItemsLayout();
}

void VerdictPanel::refresh() {
    const Verdict verdict = session_->consistency().verdict();
    const Properties promised = promisedBy(session_->config());
    const bool moving = !settled(session_->state());
    int broken = 0;
    std::uint64_t cases = 0;
    for (const Property property : kProperties) {
        const std::uint64_t count = verdict.count(property);
        const VerdictState state = stateOf(property, promised, count);
        broken += state == VerdictState::broken ? 1 : 0;
        cases += count;
        const Row& row = rows_[static_cast<std::size_t>(property)];
        const bool unsettled = moving && (property == Property::lost_write || property == Property::permanent_inconsistency);
        setText(row.sign, stateSign(state));
        setText(row.count, countText(count));
        setText(row.state, unsettled && count > 0 ? tr("so far") : stateText(state));
        const QColor ink = state == VerdictState::broken     ? theme_.danger
                           : state == VerdictState::expected ? theme_.warning
                           : state == VerdictState::kept     ? theme_.good
                                                             : theme_.muted;
        for (QLabel* label : {row.sign, row.name, row.count, row.state}) {
            label->setToolTip(propertySentence(property) + QLatin1Char('\n') + stateMeaning(state));
            QPalette colors = palette();
            colors.setColor(QPalette::WindowText, label == row.name ? theme_.text : ink);
            if (label->palette() != colors) label->setPalette(colors);
        }
    }
    setText(summary_, broken > 0   ? tr("%1 of the promises broken").arg(broken)
                      : cases == 1 ? tr("1 case, and it was not promised otherwise")
                      : cases > 1  ? tr("%1 cases, none of them promised otherwise").arg(countText(cases))
                                   : tr("Nothing has gone wrong"));
    setText(empty_, session_->metrics().requests == 0
                        ? tr("The checker judges every answer and every commit. Send requests, run a workload, or break something: each "
                             "case then stands here with the events that show it.")
                        : tr("Every answer so far was as fresh as the checker demands, and nothing acknowledged is lost."));
    model_->show(session_->consistency().findings(), promised);
    pages_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
}

QString VerdictPanel::summary() const { return summary_->text(); }

QString VerdictPanel::textOf(Property property) const {
    const Row& row = rows_[static_cast<std::size_t>(property)];
    return row.count->text() + QStringLiteral(" · ") + row.state->text();
}

// To just after the event, so that what it did can be seen.
void VerdictPanel::jump(const QModelIndex& index) {
    const auto position = index.data(FindingModel::Position).toULongLong();
    const Journal& journal = session_->journal();
    if (position < journal.first() || position >= journal.size()) return;
    session_->setCursor(static_cast<std::size_t>(position) + 1);
}

}  // namespace stampede::ui
